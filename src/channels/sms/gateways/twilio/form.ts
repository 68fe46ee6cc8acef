/** Twilio's forms are a few hundred bytes; a text of 1,600 characters, percent-encoded, makes some 15 KB. */
const maxFormBytes = 65_536;

/** A call's form is asked for when it is verified, and twice when it is read. */
let last: { readonly rawBody: Buffer; readonly form: URLSearchParams } | undefined;

/** The fields of a form, decoded from the bytes that were sent. A body too long to be Twilio's has none. */
export function formOf(rawBody: Buffer): URLSearchParams {
  if (last?.rawBody !== rawBody)
    last = { rawBody, form: new URLSearchParams(rawBody.length > maxFormBytes ? '' : rawBody.toString('utf8')) };
  return last.form;
}

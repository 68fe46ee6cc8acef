/** Twilio's forms are a few hundred bytes; a text of 1,600 characters, percent-encoded, makes some 15 KB. */
const maxFormBytes = 65_536;

/** The fields of a form, decoded from the bytes that were sent. A body too long to be Twilio's has none. */
export function formOf(rawBody: Buffer): URLSearchParams {
  return new URLSearchParams(rawBody.length > maxFormBytes ? '' : rawBody.toString('utf8'));
}

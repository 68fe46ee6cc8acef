import { createHmac } from 'node:crypto';

/** Twilio waits so long for a webhook's answer. */
const answerSecondsMax = 15;

/** `X-Twilio-Signature`: the address called, then every field's name and value in the names' order (twilio.com/docs/usage/security). */
function twilioSignature(authToken: string, url: string, form: Readonly<Record<string, string>>): string {
  const fields = Object.keys(form)
    .toSorted()
    .map((name) => name + form[name]);
  return createHmac('sha1', authToken)
    .update(url + fields.join(''))
    .digest('base64');
}

type SignedPost = {
  /** The public address: what is signed. */
  readonly url: string;
  /** Where it is really reached. */
  readonly postTo: string;
  readonly form: Readonly<Record<string, string>>;
  readonly authToken: string;
  readonly signal: AbortSignal;
};

/** Posts a signed form as Twilio does. A failure is an answer too: Twilio does not repeat. */
export async function postSigned({ url, postTo, form, authToken, signal }: SignedPost): Promise<{ ok: boolean; body: string }> {
  try {
    const response = await fetch(postTo, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': twilioSignature(authToken, url, form),
        'user-agent': 'TwilioProxy/1.1',
      },
      body: new URLSearchParams(form).toString(),
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerSecondsMax * 1000)]),
    });
    return { ok: response.ok, body: await response.text() };
  } catch {
    return { ok: false, body: '' };
  }
}

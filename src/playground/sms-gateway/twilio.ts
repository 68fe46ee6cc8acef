import type { WebhookAnswer } from '../../channels/webhook.ts';
import type { Sms } from './phones.ts';

/** twilio.com/docs/messaging/api/message-resource: the longest text, in characters. */
const bodyCharactersMax = 1600;

const errors = {
  unauthorized: { status: 401, code: 20003, message: 'Authenticate' },
  'not-found': { status: 404, code: 20404, message: 'The requested resource was not found' },
  'too-many': { status: 429, code: 20429, message: 'Too Many Requests' },
  broken: { status: 500, code: 20500, message: 'Internal Server Error' },
  'no-body': { status: 400, code: 21602, message: 'Message body is required.' },
  'no-from': { status: 400, code: 21603, message: "A 'From' phone number is required." },
  'no-to': { status: 400, code: 21604, message: "A 'To' phone number is required." },
  'bad-to': { status: 400, code: 21211, message: "Invalid 'To' Phone Number" },
  'bad-from': { status: 400, code: 21606, message: "The 'From' phone number provided is not a valid message-capable Twilio phone number" },
  stopped: { status: 400, code: 21610, message: 'Attempt to send to unsubscribed recipient' },
  'too-long': { status: 400, code: 21617, message: `The concatenated message body exceeds the ${bodyCharactersMax} character limit` },
} as const;

export type TwilioError = keyof typeof errors;

export function twilioError(reason: TwilioError): WebhookAnswer {
  const { status, code, message } = errors[reason];
  const body = JSON.stringify({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
  return { status, contentType: 'application/json', body };
}

/** Why Twilio would not take this text, if so. */
export function sendRefusal(form: URLSearchParams, shopNumber: string, hasStopped: (number: string) => boolean): TwilioError | undefined {
  const [to, from, body] = ['To', 'From', 'Body'].map((name) => form.get(name) ?? '');
  if (!to) return 'no-to';
  if (!from && !form.get('MessagingServiceSid')) return 'no-from';
  if (!body) return 'no-body';
  if (!/^\+[1-9]\d{6,14}$/u.test(to)) return 'bad-to';
  if (from && from !== shopNumber) return 'bad-from';
  if ([...body].length > bodyCharactersMax) return 'too-long';
  return hasStopped(to) ? 'stopped' : undefined;
}

/** The message resource as it stands just after it was taken. */
export function twilioMessage(sms: Sms, { accountSid, shopNumber, now }: { accountSid: string; shopNumber: string; now: number }) {
  const date = new Date(now).toUTCString().replace('GMT', '+0000');
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${sms.sid}`;
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: sms.body,
    date_created: date,
    date_sent: null,
    date_updated: date,
    direction: 'outbound-api',
    error_code: null,
    error_message: null,
    from: shopNumber,
    messaging_service_sid: null,
    num_media: '0',
    num_segments: String(sms.segments),
    price: null,
    price_unit: 'USD',
    sid: sms.sid,
    status: 'queued',
    subresource_uris: { media: `${uri}/Media.json` },
    to: sms.phone,
    uri: `${uri}.json`,
  };
}

/** The texts inside `<Response><Message>…</Message></Response>`, a webhook's answer that is a reply. */
export function replyTexts(twiml: string): string[] {
  const plain = (text: string) =>
    text.replace(/<\/?Body>/giu, '').replace(/&(lt|gt|amp|quot|apos|#39);/gu, (entity) => characterOf[entity] ?? entity);
  return [...twiml.matchAll(/<Message(?:\s[^>]*)?>(.*?)<\/Message>/gsu)].map(([, text]) => plain(text ?? '').trim());
}

const characterOf: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&apos;': "'",
  '&#39;': "'",
};

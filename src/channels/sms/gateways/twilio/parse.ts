import type { Incoming, Said } from '../../../../conversation/incoming.ts';
import type { WebhookCall } from '../../../webhook.ts';
import type { Parsed, Report } from '../../gateway.ts';
import { incomingOf, phoneOf, saidIn } from '../../heard.ts';
import { formOf } from './form.ts';

/** A person's text. Senders that are not phones (short codes, names, other messengers) are passed over, and so is what Twilio has answered. */
export function parseTwilioMessage({ rawBody }: WebhookCall): Parsed<Incoming> {
  const form = formOf(rawBody);
  const sid = sidOf(form);
  if (sid === undefined) return { ok: false, reason: 'bad-form' };
  if (isStatus(form)) return { ok: true, items: [] };

  const from = form.get('From');
  if (from === null) return { ok: false, reason: 'bad-form' };
  const phone = from.startsWith('+') ? phoneOf(from) : undefined;
  const said = saidBy(form);
  return { ok: true, items: phone === undefined || said === undefined ? [] : [incomingOf(`twilio:${sid}`, phone, said)] };
}

/** A delivery report. The states before the text has left Twilio say nothing new and are passed over. */
export function parseTwilioStatus({ rawBody }: WebhookCall): Parsed<Report> {
  const form = formOf(rawBody);
  const reference = sidOf(form);
  if (reference === undefined) return { ok: false, reason: 'bad-form' };

  const state = states.get(form.get('MessageStatus') ?? '');
  if (state === undefined) return { ok: true, items: [] };
  const errorCode = form.get('ErrorCode')?.slice(0, 16);
  return { ok: true, items: [{ reference, state, ...(errorCode && { errorCode }), optedOut: errorCode === stoppedByRecipient }] };
}

/** Twilio's error 21610: the recipient has sent STOP. */
export const stoppedByRecipient = '21610';

const sidOf = (form: URLSearchParams): string | undefined => /^[A-Za-z0-9]{2,64}$/.exec(form.get('MessageSid') ?? '')?.[0];

/** Reports have a status of the message; incoming texts have only `SmsStatus`. */
const isStatus = (form: URLSearchParams): boolean => form.has('MessageStatus');

const states: ReadonlyMap<string, Report['state']> = new Map([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'delivered'],
  ['undelivered', 'undelivered'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
]);

/** `OptOutType` stands where Twilio itself has answered a stop, start or help word; the answer to HELP leaves nothing to do. */
function saidBy(form: URLSearchParams): Said | undefined {
  const answered = form.get('OptOutType')?.toUpperCase();
  if (answered === 'HELP') return undefined;
  if (answered === 'STOP' || answered === 'START') return { kind: 'opt-out', stopped: answered === 'STOP' };

  return saidIn(form.get('Body') ?? '');
}

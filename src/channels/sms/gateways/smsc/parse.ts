import type { Incoming } from '../../../../conversation/incoming.ts';
import type { WebhookCall } from '../../../webhook.ts';
import { fieldBytesOf } from '../../fields.ts';
import type { Parsed, Report } from '../../gateway.ts';
import { hashOf, incomingOf, phoneOf, saidIn } from '../../heard.ts';

/**
 * A text: `phone`, `mes`, `to`, `time`. It has no id of its own, so it is known by all of these together. A call of somebody who confirms a number
 * (`waitcall`) is passed over.
 */
export function parseSmscMessage(call: WebhookCall): Parsed<Incoming> {
  const fields = textsIn(call);
  const [from, text] = [fields.get('phone'), fields.get('mes')];
  if (from === undefined) return badForm;
  const phone = phoneOf(from);
  if (text === undefined || phone === undefined) return nothing;

  const id = hashOf(...['id', 'sms_id', 'to', 'time', 'ts'].map((name) => fields.get(name) ?? ''), phone, text);
  return { ok: true, items: [incomingOf(`smsc:${id}`, phone, saidIn(text))] };
}

/** A delivery report: `id` and `status`. Statuses of a text that still waits say nothing new. */
export function parseSmscStatus(call: WebhookCall): Parsed<Report> {
  const fields = textsIn(call);
  if (fields.has('mes') || fields.has('waitcall')) return nothing;
  const [reference, status] = [fields.get('id'), fields.get('status')];
  if (reference === undefined || reference === '' || status === undefined) return badForm;

  const state = states.get(status);
  const errorCode = /^\d{1,4}$/.exec(fields.get('err') ?? '')?.[0];
  return { ok: true, items: state === undefined ? [] : [{ reference, state, ...(errorCode && { errorCode }), optedOut: false }] };
}

const nothing = { ok: true, items: [] } as const;
const badForm = { ok: false, reason: 'bad-form' } as const;

/** Source: smsc.ru, "Статусы сообщений". */
const states: ReadonlyMap<string, Report['state']> = new Map([
  ['-2', 'failed'],
  ['0', 'sent'],
  ['1', 'delivered'],
  ['2', 'delivered'],
  ['3', 'undelivered'],
  ['4', 'delivered'],
  ['20', 'undelivered'],
  ['22', 'failed'],
  ['23', 'failed'],
  ['24', 'failed'],
  ['25', 'undelivered'],
]);

function textsIn(call: WebhookCall): ReadonlyMap<string, string> {
  const fields = fieldBytesOf(call);
  const read = alphabetOf(fields.get('charset')?.toString('latin1'));
  return new Map([...fields].map(([name, bytes]) => [name, read(bytes)]));
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const windows1251 = new TextDecoder('windows-1251');
const koi8 = new TextDecoder('koi8-r');

/** The address may name the alphabet (`?charset=utf-8`). If it does not, SMSC writes windows-1251; what is right as UTF-8 is hardly that. */
function alphabetOf(charset: string | undefined): (bytes: Buffer) => string {
  if (charset === 'koi8-r') return (bytes) => koi8.decode(bytes);
  return (bytes) => {
    try {
      return utf8.decode(bytes);
    } catch {
      return windows1251.decode(bytes);
    }
  };
}

import type { Incoming } from '../../../../conversation/incoming.ts';
import type { WebhookCall } from '../../../webhook.ts';
import { fieldsOf } from '../../fields.ts';
import type { Parsed, Report } from '../../gateway.ts';
import { hashOf, incomingOf, phoneOf, saidIn } from '../../heard.ts';

/** One call carries up to five reports by its documentation; we take more. */
const maxReports = 100;

/**
 * A text: `sms_from`, `sms_to`, `sms_text`, `sms_date`. `MsgId` is the text it answers and not its own, so a text is known by all of these together.
 * The names were seen at shops that use SMSAPI; the documentation's page of them could not be read.
 */
export function parseSmsapiMessage(call: WebhookCall): Parsed<Incoming> {
  const fields = fieldsOf(call);
  if (isReport(fields)) return nothing;
  const [from, text] = [fields.get('sms_from'), fields.get('sms_text')];
  if (from === null || text === null) return badForm;

  const phone = phoneOf(from);
  if (phone === undefined) return nothing;
  const id = hashOf(...['sms_to', 'sms_date', 'MsgId'].map((name) => fields.get(name) ?? ''), phone, text);
  return { ok: true, items: [incomingOf(`smsapi:${id}`, phone, saidIn(text))] };
}

/** Delivery reports: `MsgId` and `status`, several of each with commas between. */
export function parseSmsapiStatus(call: WebhookCall): Parsed<Report> {
  const fields = fieldsOf(call);
  if (!isReport(fields)) return fields.has('sms_text') ? nothing : badForm;

  const references = listIn(fields, 'MsgId');
  const codes = listIn(fields, 'status');
  if (references.length !== codes.length || references.length > maxReports || references.includes('')) return badForm;
  return { ok: true, items: references.flatMap((reference, place) => reportOf(reference, codes[place] ?? '')) };
}

const nothing = { ok: true, items: [] } as const;
const badForm = { ok: false, reason: 'bad-form' } as const;

const isReport = (fields: URLSearchParams): boolean => fields.has('MsgId') && fields.has('status') && !fields.has('sms_text');

const listIn = (fields: URLSearchParams, name: string): string[] => (fields.get(name) ?? '').split(',').map((entry) => entry.trim());

function reportOf(reference: string, code: string): Report[] {
  const state = states.get(code);
  return state === undefined ? [] : [{ reference, state, errorCode: code, optedOut: false }];
}

/** SMSAPI's list of delivery statuses. Not found (401), unknown (408) and waiting (409) say nothing new. */
const states: ReadonlyMap<string, Report['state']> = new Map([
  ['402', 'undelivered'],
  ['403', 'sent'],
  ['404', 'delivered'],
  ['405', 'undelivered'],
  ['406', 'failed'],
  ['407', 'failed'],
  ['410', 'sent'],
]);

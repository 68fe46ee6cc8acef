import type { Incoming } from '../../../../conversation/incoming.ts';
import type { WebhookCall } from '../../../webhook.ts';
import { parseJson } from '../../calling.ts';
import { fieldsOf } from '../../fields.ts';
import type { Parsed, Report } from '../../gateway.ts';
import { idOf, incomingOf, phoneOf, saidIn } from '../../heard.ts';
import { pick, textAt } from '../../pick.ts';
import type { Description } from './description.ts';
import { valuesOf } from './values.ts';

/** Batches hold a hundred or so. */
const maxItems = 1000;
const maxJsonBytes = 1024 * 1024;
const maxErrorCodeLength = 40;

export const parseHttpMessage = (call: WebhookCall, description: Description): Parsed<Incoming> =>
  read(call, description)?.texts ?? badForm;

export const parseHttpStatus = (call: WebhookCall, description: Description): Parsed<Report> => read(call, description)?.reports ?? badForm;

const badForm = { ok: false, reason: 'bad-form' } as const;

type Read = { readonly texts: Parsed<Incoming>; readonly reports: Parsed<Report> };

/** Nothing when the call cannot be read, or holds things none of which is a text, a report or known to mean nothing: that is not what was described. */
function read(call: WebhookCall, { name, calls, texts, reports }: Description): Read | undefined {
  const content = contentOf(call, calls.format);
  if (content === undefined) return undefined;

  const [textItems, reportItems] = [texts, reports].map((where) => where && itemsIn(content, where));
  if (textItems === undefined && reportItems === undefined && (texts ?? reports) !== undefined) return undefined;
  const heard = (textItems ?? []).flatMap((item) => readText(name, item, texts));
  const reported = (reportItems ?? []).flatMap((item) => readReport(item, reports));
  const items = [...(textItems ?? []), ...(reportItems ?? [])];
  const meansNothing = items.length === 0 || (calls.ignore !== undefined && items.every((item) => matches(item, calls.ignore)));
  if (heard.length === 0 && reported.length === 0 && !meansNothing) return undefined;
  return { texts: { ok: true, items: heard.filter(isThere) }, reports: { ok: true, items: reported.filter(isThere) } };
}

/** An incoming for each text; `undefined` for one that is a text and none for us to hear. */
function readText(gateway: string, item: unknown, texts: Description['texts']): (Incoming | undefined)[] {
  if (texts === undefined || !matches(item, texts.only)) return [];
  const [from, text] = [textAt(item, texts.from), textAt(item, texts.text)];
  const ids = texts.id.map((path) => textAt(item, path) ?? '');
  if (from === undefined || text === undefined || ids.every((id) => id === '')) return [];
  const phone = phoneOf(from);
  return [phone === undefined ? undefined : incomingOf(`http:${gateway}:${idOf(...ids)}`, phone, saidIn(text))];
}

/** The same for a report; one of a state that says nothing new is `undefined`. */
function readReport(item: unknown, reports: Description['reports']): (Report | undefined)[] {
  if (reports === undefined || !matches(item, reports.only)) return [];
  const [reference, status] = [textAt(item, reports.id), textAt(item, reports.status)];
  if (reference === undefined || reference === '' || status === undefined) return [];
  const state = Object.hasOwn(reports.states, status) ? reports.states[status] : undefined;
  const errorCode = reports.errorCode === undefined ? undefined : textAt(item, reports.errorCode)?.slice(0, maxErrorCodeLength);
  const optedOut = errorCode !== undefined && (reports.optedOut ?? []).includes(errorCode);
  return [state === undefined ? undefined : { reference, state, ...(errorCode && { errorCode }), optedOut }];
}

const isThere = <T>(one: T | undefined): one is T => one !== undefined;

type Content = { readonly json: unknown } | { readonly fields: URLSearchParams };

function contentOf(call: WebhookCall, format: 'form' | 'json'): Content | undefined {
  if (format === 'json') {
    const json = call.rawBody.length > maxJsonBytes ? undefined : parseJson(call.rawBody.toString('utf8'));
    return typeof json === 'object' && json !== null ? { json } : undefined;
  }
  const fields = fieldsOf(call);
  return fields.size === 0 ? undefined : { fields };
}

type Where = Pick<NonNullable<Description['texts']>, 'items' | 'lines'>;

/** Nothing where there should be a list and is none. */
function itemsIn(content: Content, { items, lines }: Where): readonly unknown[] | undefined {
  if ('json' in content) {
    const list = items === undefined ? [content.json] : pick(content.json, items);
    return Array.isArray(list) ? list.slice(0, maxItems) : undefined;
  }
  if (lines === undefined) return [firstOfEach(content.fields)];
  return valuesOf(content.fields, lines.field)
    .slice(0, maxItems)
    .map((value) => linesOf(value, lines.names));
}

function linesOf(value: string, names: readonly string[]): unknown {
  const lines = value.split('\n', names.length);
  return Object.fromEntries(lines.map((line, place) => [names[place], line.trim()]));
}

function firstOfEach(fields: URLSearchParams): unknown {
  const firsts = new Map<string, string>();
  for (const [name, value] of fields) if (!firsts.has(name)) firsts.set(name, value);
  return Object.fromEntries(firsts);
}

const matches = (item: unknown, only: Readonly<Record<string, readonly string[]>> | undefined): boolean =>
  Object.entries(only ?? {}).every(([path, values]) => values.includes(textAt(item, path) ?? ''));

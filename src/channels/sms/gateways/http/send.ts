import type { SendOutcome } from '../../../../delivery/channel.ts';
import { createCaller, type Order, outcomeOfStatus, parseJson } from '../../calling.ts';
import { textAt } from '../../pick.ts';
import { isGsm7 } from '../../segments.ts';
import type { Description } from './description.ts';
import { type Fixed, fill, fillJson, type Values, valuesFor } from './template.ts';

const WAIT_WHEN_BUSY_SECONDS = 5;

/** Sends as the description says. */
export function createHttpSender(
  { name, send }: Description,
  fixed: Fixed,
  timeLimitMs?: number,
): (phone: string, text: string, key: string) => Promise<SendOutcome> {
  const call = createCaller({ timeLimitMs });
  return async (phone, text, key) => {
    const answer = await call(orderFor(send, valuesFor(fixed, phone, text, key)));
    return answer.read ? outcomeOf(name, send, answer, key) : answer.outcome;
  };
}

function orderFor(send: Sending, values: Values): Order {
  const special = (isGsm7(values.text) ? send.whenLatin : send.whenUnicode) ?? {};
  const form = send.form === undefined ? undefined : filled({ ...send.form, ...special }, values);
  const query = filled({ ...send.query, ...(send.form === undefined ? special : {}) }, values);
  const address = fill(send.url, values, (value, name) => (name === 'apiRoot' ? value : encodeURIComponent(value)));
  const headers = Object.fromEntries(Object.entries(send.headers ?? {}).map(([name, value]) => [name.toLowerCase(), fill(value, values)]));
  const url = query.size === 0 ? address : `${address}${address.includes('?') ? '&' : '?'}${query}`;
  if (form !== undefined)
    return {
      method: send.method,
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: form.toString(),
    };
  if (send.json !== undefined)
    return {
      method: send.method,
      url,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(fillJson(send.json, values)),
    };
  return { method: send.method, url, headers };
}

const filled = (templates: Readonly<Record<string, string>>, values: Values): URLSearchParams =>
  new URLSearchParams(Object.entries(templates).map(([name, value]): [string, string] => [name, fill(value, values)]));

type Sending = Description['send'];

function outcomeOf(name: string, send: Sending, { status, body }: { status: number; body: string }, key: string): SendOutcome {
  const answer = parseJson(body);
  const isSuccess = status >= 200 && status < 300;
  const said = send.accepted === undefined ? undefined : textAt(answer, send.accepted.path);
  const isTaken = send.accepted === undefined || send.accepted.is.includes(said ?? '');
  const reference = isSuccess && isTaken ? referenceIn(send.reference, answer, body, key) : undefined;
  if (reference !== undefined) return { outcome: 'sent', reference };

  const code = (send.code ?? []).map((path) => textAt(answer, path)).find((found) => found !== undefined && found !== '');
  const known = code === undefined ? undefined : outcomeOfCode(name, send.codes ?? {}, code, status);
  if (known !== undefined) return known;
  return isSuccess && said !== undefined && !isTaken ? { outcome: 'refused', reason: `${name}-refused` } : outcomeOfStatus(status);
}

/** Nothing for trouble inside the gateway that the description has no word for. */
function outcomeOfCode(name: string, codes: NonNullable<Sending['codes']>, code: string, status: number): SendOutcome | undefined {
  if (codes.wait?.includes(code)) return { outcome: 'wait', seconds: WAIT_WHEN_BUSY_SECONDS };
  if (codes.unknown?.includes(code)) return { outcome: 'unknown', reason: `${name}-${plainly(code)}` };
  if (codes.optedOut?.includes(code)) return { outcome: 'unreachable', reason: 'opted-out' };
  if (codes.credentials?.includes(code) || status === 401) return { outcome: 'refused', reason: 'gateway-credentials' };
  return status >= 500 ? undefined : { outcome: 'refused', reason: `${name}-${plainly(code)}` };
}

/** A code, and never a sentence that quotes the phone. */
const plainly = (code: string): string => (/^[\w.-]{1,40}$/.test(code) && !/\d{7}/.test(code) ? code : 'refused');

function referenceIn(reference: Sending['reference'], answer: unknown, body: string, key: string): string | undefined {
  if (reference === 'key') return key;
  const found = 'path' in reference ? textAt(answer, reference.path) : new RegExp(reference.pattern).exec(body)?.[1];
  return found === '' ? undefined : found?.slice(0, 200);
}

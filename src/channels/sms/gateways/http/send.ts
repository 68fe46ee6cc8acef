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

function orderFor(send: Description['send'], values: Values): Order {
  const special = (isGsm7(values.text) ? send.whenLatin : send.whenUnicode) ?? {};
  const form = send.form === undefined ? undefined : filled({ ...send.form, ...special }, values);
  const query = filled({ ...send.query, ...(send.form === undefined ? special : {}) }, values);
  const address = fill(send.url, values, (value, name) => (name === 'apiRoot' ? value : encodeURIComponent(value)));
  const headers = Object.fromEntries(Object.entries(send.headers ?? {}).map(([name, value]) => [name.toLowerCase(), fill(value, values)]));
  const url = query.size === 0 ? address : `${address}?${query}`;
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

function outcomeOf(name: string, send: Description['send'], { status, body }: { status: number; body: string }, key: string): SendOutcome {
  const answer = parseJson(body);
  const code = (send.code ?? []).map((path) => textAt(answer, path)).find((found) => found !== undefined && found !== '');
  const isSuccess = status >= 200 && status < 300;
  const taken = send.accepted === undefined || send.accepted.is.includes(textAt(answer, send.accepted.path) ?? '');
  if (isSuccess && taken) {
    const reference = referenceIn(send.reference, answer, body, key);
    return reference === undefined ? outcomeOfStatus(status) : { outcome: 'sent', reference };
  }
  return (code === undefined ? undefined : outcomeOfCode(name, send.codes ?? {}, code, status)) ?? unexplained(name, status);
}

/** An answer of 2xx that does not say "taken" is a refusal, if it could be read at all. */
const unexplained = (name: string, status: number): SendOutcome =>
  status >= 200 && status < 300 ? { outcome: 'unknown', reason: `${name}-answer` } : outcomeOfStatus(status);

function outcomeOfCode(
  name: string,
  codes: NonNullable<Description['send']['codes']>,
  code: string,
  status: number,
): SendOutcome | undefined {
  if (codes.wait?.includes(code)) return { outcome: 'wait', seconds: WAIT_WHEN_BUSY_SECONDS };
  if (codes.unknown?.includes(code)) return { outcome: 'unknown', reason: `${name}-${plainly(code)}` };
  if (codes.optedOut?.includes(code)) return { outcome: 'unreachable', reason: 'opted-out' };
  if (codes.credentials?.includes(code) || status === 401) return { outcome: 'refused', reason: 'gateway-credentials' };
  return status >= 500 ? undefined : { outcome: 'refused', reason: `${name}-${plainly(code)}` };
}

/** A code, and never a sentence that quotes the phone. */
const plainly = (code: string): string => (/^[\w.-]{1,40}$/.test(code) && !/\d{7}/.test(code) ? code : 'refused');

function referenceIn(reference: Description['send']['reference'], answer: unknown, body: string, key: string): string | undefined {
  if (reference === 'key') return key;
  const found = 'path' in reference ? textAt(answer, reference.path) : new RegExp(reference.pattern).exec(body)?.[1];
  return found === '' ? undefined : found?.slice(0, 200);
}

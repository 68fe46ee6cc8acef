import { observeServerTime } from './clock.js';
import { recall } from './kept.js';
import { currentLanguage } from './words.js';

const root = new URL('api/v1/', document.baseURI);
const patienceMs = 8000;

const listeners = { refusedKey: new Set(), reach: new Set() };
let reaches = true;

/** Whether the last call was answered. */
export const isReached = () => reaches;
export const onReach = (listener) => listeners.reach.add(listener);
export const onRefusedKey = (listener) => listeners.refusedKey.add(listener);

/**
 * Calls the till's API. Answers `{ status, body }`; status 0 is no answer. A refused key is told to whoever asks for keys; `problem` is the
 * sentence for the cashier.
 */
export async function call(method, path, { body, idempotencyKey, key = recall('key'), language = currentLanguage(), signal } = {}) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), patienceMs);
  signal?.addEventListener('abort', () => patience.abort());
  try {
    const response = await fetch(new URL(path, root), {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        'accept-language': language,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      cache: 'no-store',
      credentials: 'omit',
      signal: patience.signal,
    });
    const told = await response.json().catch(() => undefined);
    // Somebody between us and the shop – a router's page, a tired proxy – is no answer of the shop's.
    if (told === undefined) return noAnswer();
    observeServerTime(response.headers.get('date'));
    reach(true);
    if (response.status === 401) for (const listener of listeners.refusedKey) listener();
    const wait = Number(response.headers.get('retry-after'));
    return { status: response.status, body: told, ...(wait > 0 && { retryAfterMs: wait * 1000 }) };
  } catch {
    return signal?.aborted ? { status: 0, body: {}, superseded: true } : noAnswer();
  } finally {
    clearTimeout(timer);
  }
}

export const isDone = ({ status }) => status >= 200 && status < 300;

/** The name of a refusal: "hold-closed". */
export const refusalOf = ({ body }) =>
  String(body?.type ?? '')
    .split('/')
    .at(-1);

/** A refusal in words. */
export const wordsOf = ({ body }) =>
  [body?.detail ?? body?.title, ...(body?.errors ?? []).map(({ path, message }) => `${path}: ${message}`)].filter(Boolean).join(' ');

/** An address the shop tells, at the address this page was opened at: the shop may be known under another name here. */
export function hereOf(url) {
  const { pathname, search } = new URL(url, root);
  return new URL(pathname + search, root).href;
}

function noAnswer() {
  reach(false);
  return { status: 0, body: {} };
}

function reach(is) {
  if (reaches === is) return;
  reaches = is;
  for (const listener of listeners.reach) listener(is);
}

import { call, isDone, onReach, refusalOf, wordsOf } from './api.js';
import { newKey } from './chance.js';
import { forget, keep, lockName, namesUnder, onKeptElsewhere, recall } from './kept.js';

// What the cashier has pressed is written down here before it is sent, and stays until the shop has answered. Each entry lies under a name of
// its own: two tabs never write over each other's. Sent twice it has the same key, and the shop answers what it answered the first time.

const prefix = 'sent:';
const firstWaitMs = 1000;
const longestWaitMs = 60_000;
const answersKeptMs = 60 * 60 * 1000;

const listeners = new Set();
const underWay = new Set();
let failures = 0;
let timer;

/** Told whenever an entry has come, gone or changed: with its key, where it is known. */
export const onQueue = (listener) => listeners.add(listener);

/**
 * An entry: { key, kind: 'purchase' | 'return', path, body, about, madeAt, state: 'waiting' | 'refused' | 'answered', left, answer, problem }.
 * `about` is what to show of it; `left` says that no view waits for its answer: it is told once and goes.
 */
export const entryOf = (key) => recall(prefix + key);
const entries = () =>
  namesUnder(prefix)
    .map(recall)
    .filter(Boolean)
    .sort((a, b) => a.madeAt - b.madeAt);

export const waiting = () => entries().filter(({ state }) => state === 'waiting');
export const refused = () => entries().filter(({ state }) => state === 'refused');

/** Writes down what is to be sent, and sends it. */
export function enqueue({ key = newKey(), ...what }) {
  put({ key, ...what, madeAt: Date.now(), state: 'waiting' });
  send(key);
  return key;
}

/** Nobody waits for the answer any more: an answered entry goes, a waiting one goes by itself once it is answered. */
export function leave(key) {
  const entry = entryOf(key);
  if (entry?.state === 'answered') drop(key);
  else if (entry) put({ ...entry, left: true });
}

export function drop(key) {
  forget(prefix + key);
  told(key);
}

/** A refused entry once more, changed or not. What is changed is another request, under a key of its own; the receipt's number stays. */
export function sendAgain(key, change = {}) {
  const { problem: _, ...entry } = entryOf(key);
  const changed = { ...entry, ...change, key: change.body ? newKey() : key, state: 'waiting', left: true };
  put(changed);
  if (changed.key !== key) drop(key);
  send(changed.key);
}

/** Sends all that waits, the oldest first, as long as the shop answers. */
export async function sendWaiting() {
  clearTimeout(timer);
  for (const { key } of waiting()) if (!(await send(key))) return;
}

/** True when there is nothing more to do for it now. */
async function send(key) {
  if (underWay.has(key)) return true;
  underWay.add(key);
  try {
    return await alone(key, () => sendAlone(key));
  } finally {
    underWay.delete(key);
  }
}

/** One tab at a time; a browser without locks relies on the key. */
const alone = (key, act) => (navigator.locks ? navigator.locks.request(lockName(key), act) : act());

async function sendAlone(key) {
  const entry = entryOf(key);
  if (entry?.state !== 'waiting') return true;
  const pause = (recall('pause') ?? 0) - Date.now();
  if (pause > 0 && pause <= longestWaitMs * 10) return later(pause);
  const answer = await call('POST', entry.path, { body: entry.body, idempotencyKey: entry.key });
  const { status } = answer;
  if (status === 401) return false;
  if (status === 0 || status === 408 || status === 429 || status >= 500) {
    later(waitAfter(answer));
    // One that the shop stumbles over does not hold up the others.
    return status >= 500;
  }
  failures = 0;
  settle(key, answer);
  return true;
}

function settle(key, answer) {
  const entry = entryOf(key);
  if (!entry) return;
  if (!isDone(answer)) put({ ...entry, state: 'refused', problem: { name: refusalOf(answer), words: wordsOf(answer) } });
  else if (entry.left) {
    forget(prefix + key);
    told(key, { ...entry, state: 'answered', answer: answer.body });
  } else put({ ...entry, state: 'answered', answer: answer.body, answeredAt: Date.now() });
}

/** Longer each time, never quite at once with others; as long as the shop asks, where it asks. */
function waitAfter({ retryAfterMs }) {
  failures += 1;
  if (retryAfterMs) {
    keep('pause', Date.now() + retryAfterMs);
    return retryAfterMs;
  }
  return Math.min(longestWaitMs, firstWaitMs * 2 ** (failures - 1)) * (1 + Math.random() / 4);
}

function later(ms) {
  clearTimeout(timer);
  timer = setTimeout(sendWaiting, ms);
  return false;
}

function put(entry) {
  keep(prefix + entry.key, entry);
  told(entry.key);
}

function told(key, gone) {
  for (const listener of listeners) listener(key, gone);
}

/** Looks after what earlier pages have left, and after the ways by which a connection comes back. */
export function startQueue() {
  for (const { key, state, answeredAt } of entries()) if (state === 'answered' && Date.now() - answeredAt > answersKeptMs) drop(key);
  onKeptElsewhere((name) => name.startsWith(prefix) && told(name.slice(prefix.length)));
  addEventListener('online', sendWaiting);
  addEventListener('visibilitychange', () => document.visibilityState === 'visible' && sendWaiting());
  onReach((reached) => reached && sendWaiting());
  sendWaiting();
}

import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { answer, settings } from '../answer.ts';
import { bot, webhookPath } from '../dialogue/bot.ts';
import { percentile } from '../statistics.ts';
import type { DoubleJob, DoubleResult } from './job.ts';

// A Telegram that keeps its own limits, and a member who asks for their balance in the middle.

const WINDOW_MS = 1000;
const LOOK_EVERY_MS = 20;
/** Nobody is answered more often than Telegram lets a bot write to one chat. */
const ASK_EVERY_MS = 1500;
const ASKER = 900_000_000;
const FETCHES = 64;
const { port } = settings<{ port: number }>();

let limits: DoubleJob['limits'];
let words = '';
let told = new Map<number, number>();
let tooMany = 0;
let first = 0;
let last = 0;
let answered: (() => void) | undefined;
const everybody: number[] = [];
const byChat = new Map<number, number>();

const server = createServer(async (request, response) => {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  const method = (request.url ?? '').split('/').at(-1)?.split('?')[0] ?? '';
  const [status, body] =
    method === 'sendMessage' ? send(JSON.parse(Buffer.concat(pieces).toString('utf8'))) : [200, { ok: true, result: me(method) }];
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
});
server.keepAliveTimeout = 60_000;
await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));

const me = (method: string): unknown =>
  method === 'getMe' ? { id: 7700000001, is_bot: true, first_name: 'Bench', username: 'bench_bot' } : true;

function send({ chat_id, text }: { chat_id: unknown; text: string }): [number, object] {
  const chat = Number(chat_id);
  const now = performance.now();
  if (limits !== undefined && isTooFast(chat, now, limits)) {
    tooMany += 1;
    return [429, { ok: false, error_code: 429, description: 'Too Many Requests: retry after 1', parameters: { retry_after: 1 } }];
  }
  if (text.startsWith(words)) {
    first ||= now;
    last = now;
    told.set(chat, (told.get(chat) ?? 0) + 1);
  } else if (chat === ASKER) answered?.();
  return [200, { ok: true, result: { message_id: 1, date: 1_790_000_000, chat: { id: chat, type: 'private', first_name: 'Anna' }, text } }];
}

function isTooFast(chat: number, now: number, { perSecond, perChat }: NonNullable<DoubleJob['limits']>): boolean {
  while (everybody[0] !== undefined && everybody[0] <= now - WINDOW_MS) everybody.shift();
  // One message to a chat each second, give or take the way there.
  const isSoon = perChat && now - (byChat.get(chat) ?? Number.NEGATIVE_INFINITY) < WINDOW_MS - LOOK_EVERY_MS;
  if (everybody.length >= perSecond || isSoon) return true;
  everybody.push(now);
  byChat.set(chat, now);
  return false;
}

answer(async (job: DoubleJob): Promise<DoubleResult> => {
  ({ limits, words } = job);
  [told, tooMany, first, last] = [new Map(), 0, 0, 0];
  if (job.fetches !== undefined) await bareFetches(job.fetches, job.words);
  const waits: number[] = [];
  for (const until = performance.now() + job.withinSeconds * 1000; told.size < job.recipients && performance.now() < until; ) {
    await sleep(LOOK_EVERY_MS);
    if (job.origin !== undefined && first > 0) {
      waits.push(await ask(job.origin));
      await sleep(ASK_EVERY_MS);
    }
  }
  const doubled = [...told.values()].filter((count) => count > 1).length;
  const seconds = (last - first) / 1000;
  return {
    told: told.size,
    doubled,
    tooMany,
    perSecond: told.size / seconds,
    worstWaitMs: Math.max(0, ...waits),
    p50WaitMs: percentile(waits, 0.5),
    asked: waits.length,
  };
});

let update = 1;

/** Asks for the balance. Gives the milliseconds until the answer is in the chat. */
async function ask(origin: string): Promise<number> {
  update += 1;
  const asker = { id: ASKER, is_bot: false, first_name: 'Anna', language_code: 'ru' };
  const message = {
    message_id: update,
    date: Math.floor(Date.now() / 1000),
    chat: { id: ASKER, type: 'private', first_name: 'Anna' },
    from: asker,
    text: '/balance',
  };
  const began = performance.now();
  const heard = new Promise<void>((resolve) => {
    answered = resolve;
  });
  await fetch(origin + webhookPath, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': bot.secret },
    body: JSON.stringify({ update_id: update, message }),
  });
  await heard;
  return performance.now() - began;
}

/** What no courier can beat: the same calls in a loop, by nobody who must remember anything. */
async function bareFetches(count: number, text: string): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      const response = await fetch(`http://127.0.0.1:${port}/bot${bot.token}/sendMessage`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ chat_id: next, text, parse_mode: 'HTML' }),
      });
      await response.json();
    }
  };
  await Promise.all(Array.from({ length: FETCHES }, work));
}

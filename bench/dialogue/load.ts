import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { answer, settings } from '../answer.ts';
import { percentile } from '../statistics.ts';
import { bot, webhookPath } from './bot.ts';
import { type Double, openDouble } from './double.ts';
import type { LoadJob, LoadResult } from './job.ts';
import { story } from './story.ts';

const REPLY_WITHIN_MS = 10_000;
const LATE_REPLIES_MS = 500;
const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': bot.secret };

const double = await openDouble(settings<{ port: number }>().port);
let lastChat = 10_000_000;

/** The shoppers, and the Telegram between them and the bot. */
answer(async (job: LoadJob): Promise<LoadResult> => {
  const pool = new Pool(job.origin, { connections: job.chats * job.copies, pipelining: 1 });
  const tally = { finished: 0, begun: 0, stuck: 0, refused: 0 };
  const times: number[] = [];
  const from = performance.now() + job.warmUpSeconds * 1000;
  const until = from + job.seconds * 1000;
  const isMeasured = (at: number): boolean => at >= from && at <= until;
  let enrolled = 0;

  async function post(update: object): Promise<void> {
    const body = JSON.stringify(update);
    const copies = Array.from({ length: job.copies }, () => pool.request({ method: 'POST', path: webhookPath, headers, body }));
    for (const copy of await Promise.all(copies)) {
      if (copy.statusCode !== 200) tally.refused += 1;
      await copy.body.dump();
    }
  }

  async function tell(chat: number): Promise<boolean> {
    let expected = 0;
    for (const [place, said] of story.entries()) {
      expected += job.replies[place] as number;
      const began = performance.now();
      const answered = post(said(chat, double.buttonOf(chat)));
      if (!(await inTime(double, chat, expected))) return false;
      const ended = performance.now();
      if (isMeasured(ended)) times.push(ended - began);
      await answered;
    }
    return true;
  }

  async function visit(): Promise<void> {
    while (performance.now() < until && tally.begun < job.stories) {
      tally.begun += 1;
      lastChat += 1;
      const chat = lastChat;
      double.meet(chat);
      if (await tell(chat)) {
        tally.finished += 1;
        if (isMeasured(performance.now())) enrolled += 1;
      } else tally.stuck += 1;
    }
  }

  await Promise.all(Array.from({ length: job.chats }, visit));
  await pool.close();
  await sleep(LATE_REPLIES_MS);
  const expected = tally.begun * job.replies.reduce((sum, count) => sum + count, 0);
  const extraReplies = Math.max(0, double.forgetAll() - expected);
  return {
    ...tally,
    extraReplies,
    perSecond: enrolled / job.seconds,
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
  };
});

/** Whether the replies came before the shopper lost patience. */
function inTime(from: Double, chat: number, replies: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const late = setTimeout(() => resolve(false), REPLY_WITHIN_MS);
  void from.heard(chat, replies).then(() => resolve(true));
  return promise.finally(() => clearTimeout(late));
}

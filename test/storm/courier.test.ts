import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually, openStorm, type Storm } from '../support/storm.ts';
import { type Chatter, chatter, heardBy, newPhone, text, textsTo } from '../support/storm-people.ts';
import type { ShopProcess } from '../support/storm-process.ts';
import { flawsOf, outOfOrder } from '../support/storm-proof.ts';

/** More than a courier sends at once. */
const CROWD = 80;
const AT_ONCE_MS = 3000;
const AFTER_REPEATS_MS = 20_000;
/** Hanging calls are given up after twenty seconds: too long for every day. */
const withHanging = process.env['STORM_LONG'] !== undefined;

let storm: Storm;
beforeAll(async () => {
  storm = await openStorm({ processes: 2 });
});
afterAll(() => storm.close());

const says = async (chat: Chatter, words: string, to?: ShopProcess): Promise<number> =>
  storm.bring(await chat.does((user) => void (words === '/start' ? user.start() : user.send(words))), to);

const hears = (chat: Chatter, count: number, withinMs: number) => eventually(() => heardBy(chat).length >= count, withinMs);
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
const waiting = `select from outbox where recipient = $1 and state in ('waiting', 'sending')`;
const settled = (chat: Chatter) =>
  eventually(async () => (await storm.rows(waiting, [`telegram:${chat.id}`])).length === 0, AFTER_REPEATS_MS);
const unreachable = async (chat: Chatter): Promise<boolean> =>
  (await storm.rows(`select from identity where address = $1 and unreachable_since is not null`, [`telegram:${chat.id}`])).length > 0;

async function joined(): Promise<Chatter> {
  const anna = chatter(storm);
  await says(anna, '/start');
  await storm.bring(await anna.does((user) => user.shareContact(anna.phone)));
  await hears(anna, 3, AT_ONCE_MS);
  return anna;
}

/** Asks for help three times, faster than it can be answered, while the first answers meet these troubles. */
async function threeWordsThrough(...troubles: Parameters<Storm['doubles']['trouble']>[1][]): Promise<Chatter> {
  const anna = chatter(storm);
  storm.doubles.trouble(anna.id, ...troubles);
  for (const words of ['/start', '/help', '/language']) expect(await says(anna, words)).toBe(200);
  return anna;
}

async function orderOf(chat: Chatter): Promise<string[]> {
  const rows = await storm.rows<{ text: string }>(`select letter ->> 'text' as text from outbox where recipient = $1 order by id`, [
    `telegram:${chat.id}`,
  ]);
  return rows.map((row) => row.text.slice(0, 40));
}

const firstTimes = (said: readonly string[]): string[] => [...new Set(said.map((one) => one.slice(0, 40)))];

describe.concurrent('a carrier in trouble', () => {
  test('what met errors of the server is sent again until it is heard, in its order', async () => {
    const anna = await threeWordsThrough({ kind: 'server-error' }, { kind: 'server-error' });
    await hears(anna, 4, AFTER_REPEATS_MS);
    await settled(anna);
    expect(heardBy(anna).map((one) => one.slice(0, 40))).toEqual(await orderOf(anna));
  });

  test('what met a dropped connection is sent again, in its order', async () => {
    const anna = await threeWordsThrough({ kind: 'drop' });
    await hears(anna, 4, AFTER_REPEATS_MS);
    await settled(anna);
    expect(heardBy(anna).map((one) => one.slice(0, 40))).toEqual(await orderOf(anna));
  });

  test('what was sent and lost its answer is heard twice, and still before what follows', async () => {
    const anna = await threeWordsThrough({ kind: 'drop', afterwards: true });
    await hears(anna, 5, AFTER_REPEATS_MS);
    await settled(anna);
    expect(heardBy(anna)).toHaveLength(5);
    expect(firstTimes(heardBy(anna))).toEqual(firstTimes(await orderOf(anna)));
  });

  test.for([{ body: {} }, { body: null }, { body: 'Bad Gateway' }])(
    'what was answered with $body is sent again, in its order',
    async ({ body }) => {
      const anna = await threeWordsThrough({ kind: 'nonsense', body });
      await hears(anna, 4, AFTER_REPEATS_MS);
      await settled(anna);
      expect(heardBy(anna).map((one) => one.slice(0, 40))).toEqual(await orderOf(anna));
    },
  );

  test('a slow chat holds up nobody else', async () => {
    const slow = await threeWordsThrough({ kind: 'slow', ms: 6000 });
    const quick = chatter(storm);
    for (const to of storm.processes) await says(quick, '/start', to);
    await hears(quick, 2, AT_ONCE_MS);
    expect(heardBy(slow)).toEqual([]);
    await hears(slow, 4, AFTER_REPEATS_MS);
  });

  test('more chats in trouble than are served at once hold up nobody else', async () => {
    const [one] = storm.processes;
    const crowd = times(CROWD, () => chatter(storm));
    for (const chat of crowd) storm.doubles.trouble(chat.id, { kind: 'server-error' }, { kind: 'server-error' });
    await Promise.all(crowd.map((chat) => says(chat, '/start', one)));
    await sleep(1500); // now the second attempts have failed too, and wait five seconds
    const quick = chatter(storm);
    await says(quick, '/start', one);
    await hears(quick, 1, AT_ONCE_MS);
    for (const chat of crowd) await hears(chat, 1, AFTER_REPEATS_MS);
  });

  test('who has blocked the bot is not written to until they speak again', async () => {
    const anna = await joined();
    const lastWords = await anna.does((user) => user.send('/balance'));
    await anna.does((user) => user.block()); // the bot learns of it only by trying
    await storm.bring(lastWords);
    await eventually(() => unreachable(anna), AT_ONCE_MS);
    await anna.does((user) => user.unblock());
    expect(await says(anna, '/balance')).toBe(200);
    expect(await unreachable(anna)).toBe(false);
    await hears(anna, 4, AT_ONCE_MS);
    expect(heardBy(anna).join()).toContain('200 points');
  });

  test('who blocks the bot in the middle of the form and comes back is one member with one bonus', async () => {
    const anna = await joined();
    await storm.bring(await anna.does((user) => user.block()));
    expect(await unreachable(anna)).toBe(true);
    await storm.bring(await anna.does((user) => user.unblock()));
    for (const words of ['/start', 'anna@example.com', '/balance']) expect(await says(anna, words)).toBe(200);
    expect(await unreachable(anna)).toBe(false);
    await hears(anna, 6, AT_ONCE_MS);
    expect(heardBy(anna).at(-1)).toContain('200 points');
  });

  test('who blocks the bot before joining and comes back can join', async () => {
    const anna = chatter(storm);
    await says(anna, '/start');
    await hears(anna, 1, AT_ONCE_MS);
    await storm.bring(await anna.does((user) => user.block()));
    await storm.bring(await anna.does((user) => user.unblock()));
    await says(anna, '/start');
    await storm.bring(await anna.does((user) => user.shareContact(anna.phone)));
    await hears(anna, 4, AT_ONCE_MS);
    expect(await storm.rows('select from identity where address = $1', [`sms:${anna.phone}`])).toHaveLength(1);
  });

  test.runIf(withHanging)('what hangs is given up and sent again, in its order', { timeout: 60_000 }, async () => {
    const anna = await threeWordsThrough({ kind: 'hang' });
    await hears(anna, 4, 30_000);
    await settled(anna);
    expect(heardBy(anna).map((one) => one.slice(0, 40))).toEqual(await orderOf(anna));
  });
});

test('after all that nothing is left over, and nobody’s answers changed places', async () => {
  await storm.settled(AFTER_REPEATS_MS);
  expect(await outOfOrder(storm)).toEqual([]);
  const { 'a message without its fate': refused, ...flaws } = await flawsOf(storm);
  expect(flaws).toEqual({});
  const blocked = { state: 'refused', reason: expect.stringContaining('blocked') };
  expect([1, 2]).toContain(refused?.length); // the balance, and the question that was open unless it was out before the block
  for (const one of refused ?? []) expect(one).toMatchObject(blocked);
});

test('a carrier that asks to wait is left alone by both processes, while the other carrier goes on', async () => {
  const [one, other] = storm.processes;
  const seconds = 4;
  const phone = newPhone();
  const first = chatter(storm);
  storm.doubles.trouble(first.id, { kind: 'too-many', retryAfterSeconds: seconds });
  await says(first, '/start', one);
  await eventually(() => storm.doubles.sendings.some(({ to }) => to === String(first.id)), AT_ONCE_MS);
  const told = storm.doubles.sendings.findLast(({ to }) => to === String(first.id))?.at ?? 0;
  await sleep(1200); // the other process looks for pauses every second

  const here = times(CROWD, () => chatter(storm));
  const there = times(5, () => chatter(storm));
  await Promise.all([...here.map((chat) => says(chat, '/start', one)), ...there.map((chat) => says(chat, '/start', other))]);
  await storm.bringText(text(phone, 'HELP'), one);
  await eventually(() => textsTo(storm, phone).length === 1, told + seconds * 1000 - Date.now() - 200);

  for (const chat of [first, ...here, ...there]) await hears(chat, 1, 10_000);
  const early = storm.doubles.sendings.filter(({ to, at }) => !to.startsWith('+') && at > told && at < told + seconds * 1000 - 50);
  expect(early).toEqual([]);
});

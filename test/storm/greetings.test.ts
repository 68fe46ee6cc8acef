import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually, openStorm, type Storm } from '../support/storm.ts';
import { type Chatter, chatStory, chatter, heardBy } from '../support/storm-people.ts';
import { flawsOf } from '../support/storm-proof.ts';

/** `npm run storm` greets thousands. */
const GREETED = Number(process.env['STORM_GREETED'] ?? 60);
const WITHIN_MS = 60_000 + GREETED * 50;

const occasions = `
occasions:
  - { name: today, on: { birthday: {} }, at: "00:00", texts: { ru: "greeted {name}", en: "greeted {name}" } }
  - { name: gift, on: { birthday: {} }, at: "00:00", gift: { points: 7, lastsDays: 30 }, texts: { ru: "given {points}", en: "given {points}" } }
`;

let storm: Storm;
let program: string;
beforeAll(async () => {
  program = join(mkdtempSync(join(tmpdir(), 'kopilka-greetings-')), 'program.yaml');
  const sample = readFileSync('program.yaml', 'utf8');
  const open = sample
    .slice(0, sample.indexOf('\noccasions:'))
    .replace('marketingByTelegram: { RU: false', 'marketingByTelegram: { RU: true')
    .replace(/quietHours: .*/, 'quietHours: { other: { from: "24:00", to: "00:00" } }\n  telegramPerSecond: 100')
    .replace('marketing: { perDay: 1, perWeek: 2, per30Days: 6 }', 'marketing: {}');
  writeFileSync(program, open + occasions);
  storm = await openStorm({ processes: 1, settings: { PROGRAM: program } });
});
afterAll(() => storm.close());

async function joined(): Promise<Chatter> {
  const anna = chatter(storm);
  for (const does of [chatStory(anna.phone)[0], chatStory(anna.phone)[2]]) await storm.bring(await anna.does(does as never));
  for (const word of ['-', 'yes']) await storm.bring(await anna.does((user) => user.send(word)));
  return anna;
}

const times = (chat: Chatter, word: string): number => heardBy(chat).filter((said) => said.startsWith(word)).length;
const [unknown, waiting] = ["state = 'unknown'", "state in ('waiting', 'sending')"].map(
  (which) => async (word: string) =>
    (await storm.rows(`select from outbox where class = 'marketing' and ${which} and message::text like '%${word}%'`)).length,
) as [(word: string) => Promise<number>, (word: string) => Promise<number>];

test('two processes that begin at once, of which one is killed in the middle, greet everybody once and give once', {
  timeout: WITHIN_MS * 2,
}, async () => {
  const people: Chatter[] = [];
  while (people.length < GREETED)
    people.push(...(await Promise.all(Array.from({ length: Math.min(20, GREETED - people.length) }, joined))));
  await storm.settled(WITHIN_MS);
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Moscow' }).format(Date.now()).slice(5).replace('-', '');
  await storm.rows('update member set birth_day = $1, birth_told_at = joined_at', [Number(today)]);
  await storm.rows('delete from greeting_run');

  await Promise.all(storm.processes.map((shop) => shop.kill()));
  const [victim] = await Promise.all([storm.start(), storm.start()]);
  await eventually(() => people.some((one) => times(one, 'greeted') > 0), WITHIN_MS);
  await sleep(150);
  await victim?.kill();
  await storm.start();
  await eventually(async () => (await waiting('greeted')) + (await waiting('given')) === 0, WITHIN_MS);
  await eventually(async () => (await storm.rows('select from greeting where not told')).length === 0, WITHIN_MS);
  await storm.settled(WITHIN_MS);

  for (const word of ['greeted', 'given']) {
    expect(Math.max(...people.map((one) => times(one, word))), word).toBe(1);
    const missed = people.filter((one) => times(one, word) === 0).length;
    expect(missed, `${word}: what was caught in the middle of sending is known as such`).toBeLessThanOrEqual(await unknown(word));
  }
  const { rows } = await storm.pool.query(
    `select count(*)::int as gifts, count(distinct member_id)::int as members from transfer where kind = 'gift'`,
  );
  expect(rows).toEqual([{ gifts: GREETED, members: GREETED }]);
  const { 'a message without its fate': _, ...flaws } = await flawsOf(storm);
  expect(flaws).toEqual({});
});

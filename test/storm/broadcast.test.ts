import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepPlan } from '../../src/greetings/broadcasts/keeping.ts';
import { progressOf } from '../../src/greetings/broadcasts/results.ts';
import { startBroadcast } from '../../src/greetings/broadcasts/starting.ts';
import { recruit } from '../greetings/broadcasts/crowd.ts';
import { eventually, openStorm, type Storm } from '../support/storm.ts';
import { textsTo } from '../support/storm-people.ts';
import { sampleProgram, withoutHours } from '../support/world.ts';

const RECIPIENTS = Number(process.env['STORM_RECIPIENTS'] ?? 400);
const PER_SECOND = 200;
/** Each of them holds up the whole bot for a second: no more of them in a large crowd. */
const WITH_TROUBLE = 400;
const SENT_WITHIN_MS = 40_000 + (RECIPIENTS * 1000) / (PER_SECOND / 3);
const WORDS = 'Свежий чай';
const FIRST_CHAT = 700_000;

/** The sample shop, as fast as its doubles, open at any hour, where offers may go by Telegram. */
const change = (text: string): string =>
  withoutHours(text)
    .replace(
      'marketingByTelegram: { RU: false, other: true }',
      `telegramPerSecond: ${PER_SECOND}\n  marketingByTelegram: { RU: true, other: true }`,
    )
    .replace('pricePerSegment: 450', `perSecond: ${PER_SECOND}\n  pricePerSegment: 450`)
    .replace('marketing: 200000', 'marketing: 1000000000');
const { program } = sampleProgram(change);

let storm: Storm;
let people: { chat: number; phone: string; id: string }[];

beforeAll(async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'kopilka-storm-')), 'program.yaml');
  writeFileSync(file, change(readFileSync(new URL('../../program.yaml', import.meta.url), 'utf8')));
  storm = await openStorm({ processes: 2, settings: { PROGRAM: file } });
  const known = Array.from({ length: RECIPIENTS }, (_, place) => ({
    telegram: FIRST_CHAT + place,
    phone: `+79190${String(100_000 + place)}`,
    source: 'storm',
  }));
  const ids = await recruit(storm.pool, known);
  people = known.map(({ telegram, phone }, place) => ({ chat: telegram, phone, id: ids[place] ?? '' }));
  for (const { chat } of people) storm.doubles.botApi.user({ id: chat, firstName: 'Anna', languageCode: 'ru' }).start();
}, 60_000);
afterAll(() => storm.close());

const heard = ({ chat, phone }: { chat: number; phone: string }) => ({
  telegram: storm.doubles.botApi.messages(chat).filter(({ own, message }) => !own && message.text?.startsWith(WORDS)).length,
  sms: textsTo(storm, phone).filter((body) => body.startsWith(WORDS)).length,
});

const start = (id: number) => startBroadcast(storm.pool, { id, startAt: Date.now() }, program, Date.now());

test('through blocks, pauses, lost answers, STOPs and two power cuts nobody gets it twice, and nothing is forgotten', {
  timeout: SENT_WITHIN_MS + 60_000,
}, async () => {
  const blocked = people.filter((_, place) => place % 3 === 0);
  for (const { chat } of blocked) storm.doubles.botApi.user({ id: chat, firstName: 'Anna' }).block();
  for (const { chat } of people.slice(0, WITH_TROUBLE).filter((_, place) => place % 25 === 1))
    storm.doubles.trouble(chat, { kind: 'too-many', retryAfterSeconds: 1 });
  const lost = people.slice(0, WITH_TROUBLE).filter((_, place) => place % 25 === 2);
  for (const { chat } of lost) storm.doubles.trouble(chat, { kind: 'drop', afterwards: true });

  const id = await keepPlan(storm.pool, { name: 'Storm', audience: { source: ['storm'] }, texts: { ru: WORDS } }, 'test', Date.now());
  const started = await Promise.all([start(id), start(id), start(id)]);
  expect(started.filter(({ ok }) => ok)).toEqual([{ ok: true, recipients: RECIPIENTS, heldOut: 0 }]);

  // The last ones say STOP, before their turn can have come.
  const stopped = people.slice(-Math.ceil(RECIPIENTS / 20));
  await storm.pool.query(
    `insert into consent (member_id, purpose, channel, given, wording, language, request, at)
     select member, 'marketing', channel, false, 'STOP', 'ru', 'test', now() from unnest($1::uuid[]) as member, unnest(array['telegram', 'sms']) as channel
     where not exists (select from outbox where member_id = member and state in ('sent', 'sending', 'unknown'))`,
    [stopped.map((one) => one.id)],
  );
  const { rows: silent } = await storm.pool.query(`select member_id from consent where wording = 'STOP' and channel = 'sms'`);
  const mute = new Set(silent.map((row) => row.member_id));

  const sentSoFar = async () => (await progressOf(storm.pool, id)).sent;
  for (const share of [0.15, 0.4]) {
    await eventually(async () => (await sentSoFar()) > RECIPIENTS * share, SENT_WITHIN_MS);
    await storm.anyone()?.kill();
    await sleep(300);
    await storm.start();
  }
  await eventually(async () => (await progressOf(storm.pool, id)).waiting === 0, SENT_WITHIN_MS);

  const progress = await progressOf(storm.pool, id);
  const counts = people.map((one) => ({ ...one, ...heard(one) }));
  expect(counts.filter(({ telegram, sms }) => telegram + sms > 1)).toEqual([]);
  expect(counts.filter(({ id: member, telegram, sms }) => mute.has(member) && telegram + sms > 0)).toEqual([]);
  const reached = counts.filter(({ telegram, sms }) => telegram + sms === 1).length;
  // What was being sent when the power went is unknown: it may have been heard, and is not said again.
  expect(progress.all).toBe(RECIPIENTS);
  expect(progress.sent + progress.unknown + (progress.leftOut['no-consent'] ?? 0)).toBe(RECIPIENTS);
  expect(reached).toBeGreaterThanOrEqual(progress.sent);
  expect(reached).toBeLessThanOrEqual(progress.sent + progress.unknown);
  expect(mute.size).toBeGreaterThan(0);
  const known = new Set(blocked.map(({ chat }) => chat));
  expect(counts.filter(({ chat, id: member, sms }) => known.has(chat) && !mute.has(member) && sms === 1).length).toBeGreaterThan(0);
  expect(counts.filter(({ chat, telegram }) => known.has(chat) && telegram > 0)).toEqual([]);
});

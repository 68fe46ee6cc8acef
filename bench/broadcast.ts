import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { keepPlan } from '../src/greetings/broadcasts/keeping.ts';
import { startBroadcast } from '../src/greetings/broadcasts/starting.ts';
import { readProgram } from '../src/rules/parse.ts';
import type { Program as Terms } from '../src/rules/program.ts';
import { asStarted } from './as-started.ts';
import type { Bench, Finding } from './bench.ts';
import type { DoubleJob, DoubleResult } from './broadcast/job.ts';
import { ourSettings } from './dialogue/sides.ts';
import { freePort } from './ports.ts';
import { type Program, runProgram } from './program.ts';
import { untilAnswers } from './ready.ts';
import { type Place, query } from './server.ts';
import { inWords, short } from './statistics.ts';

/** What Telegram takes of one bot in a second, and what the sample program sends. */
const TELEGRAM_PER_SECOND = 30;
const UNLIMITED_PER_SECOND = 1000;
/** More of them where nothing holds them up. */
const TIMES_UNLIMITED = 4;
const EXTRA_SECONDS = 60;
const WORDS = 'Свежий улун';
const ASKER = 900_000_000;

type Round = { readonly ours: DoubleResult; readonly bare: DoubleResult };

/** A broadcast within Telegram's limits, with somebody asking meanwhile; and the courier's own ceiling beside bare fetch. */
export async function broadcast(bench: Bench): Promise<Finding[]> {
  const { recipients } = bench;
  const port = await freePort();
  const script = new URL('./broadcast/double.ts', import.meta.url);
  const double = runProgram({ name: 'telegram', script, settings: { port }, folder: bench.server.folder });

  const limited = await send(bench, double, port, recipients, { perSecond: TELEGRAM_PER_SECOND, perChat: true });
  bench.say(`  ${inOne(limited)}, worst wait for a balance ${short(limited.worstWaitMs)} ms, ${limited.tooMany} × 429`);
  const rounds: Round[] = [];
  for (let round = 1; round <= bench.rounds; round += 1) {
    const count = recipients * TIMES_UNLIMITED;
    const bareFirst = round % 2 === 0;
    const early = bareFirst ? await bare(double, count) : undefined;
    const ours = await send(bench, double, port, count, undefined);
    rounds.push({ ours, bare: early ?? (await bare(double, count)) });
    bench.say(`  round ${round}: ${inOne(ours)} · bare fetch ${short(rounds.at(-1)?.bare.perSecond ?? 0)}/s`);
  }
  await double.stop();
  return findingsOf(limited, recipients, rounds);
}

const bare = (double: Program, count: number): Promise<DoubleResult> =>
  double.ask<DoubleResult>(
    { words: WORDS, recipients: count, withinSeconds: EXTRA_SECONDS, fetches: count } satisfies DoubleJob,
    2 * EXTRA_SECONDS,
  );

async function send(
  bench: Bench,
  double: Program,
  doublePort: number,
  recipients: number,
  limits: DoubleJob['limits'],
): Promise<DoubleResult> {
  const { text, terms } = programFor(limits === undefined ? UNLIMITED_PER_SECOND : undefined);
  const file = join(bench.server.folder, 'broadcast.yaml');
  writeFileSync(file, text);
  const database = await bench.server.fresh(await bench.server.template(`broadcast_${recipients}`, (place) => recruit(place, recipients)));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const env = { ...asStarted.env, ...ourSettings(port, `http://127.0.0.1:${doublePort}`), PROGRAM: file, DATABASE_URL: database.url };
  const shop = runProgram({
    name: 'kopilka',
    script: new URL('../src/main.ts', import.meta.url),
    env,
    flags: asStarted.flags,
    folder: bench.server.folder,
    profile: bench.profile,
  });
  await untilAnswers(shop, `${origin}/healthz`);
  shop.profile();
  const withinSeconds = EXTRA_SECONDS + recipients / 10;
  const job: DoubleJob = { words: WORDS, recipients, withinSeconds, limits, ...(limits === undefined ? {} : { origin }) };
  const seen = double.ask<DoubleResult>(job, withinSeconds + EXTRA_SECONDS);
  await start(database.place, terms);
  const result = await Promise.race([seen, shop.ended]);
  await shop.stop();
  await database.drop();
  return result;
}

/** The sample shop, open at any hour, where offers may go by Telegram, as it comes: 25 a second, or as many as a server of one's own takes. */
function programFor(perSecond: number | undefined): { readonly text: string; readonly terms: Terms } {
  const text = readFileSync(new URL('../program.yaml', import.meta.url), 'utf8')
    .replace(/quietHours: \{ other: .*/, 'quietHours: { other: { from: "24:00", to: "00:00" } }')
    .replace(
      'marketingByTelegram: { RU: false',
      `${perSecond === undefined ? '' : `telegramPerSecond: ${perSecond}\n  `}marketingByTelegram: { RU: true`,
    );
  const read = readProgram(text);
  if (!read.ok) throw new Error('program.yaml could not be made ready for the benchmark.');
  return { text, terms: read.program };
}

async function start(place: Place, terms: Terms): Promise<void> {
  const pool = new pg.Pool(place);
  try {
    const plan = { name: 'Bench', audience: { source: ['bench'] }, texts: { ru: `${WORDS}, {name}! У вас {points}.` } };
    const id = await keepPlan(pool, plan, 'bench', Date.now());
    await startBroadcast(pool, { id, startAt: Date.now() }, terms, Date.now());
  } finally {
    await pool.end();
  }
}

/** Members who agreed, and one of another source, who only asks. */
async function recruit(place: Place, count: number): Promise<void> {
  const of = (rows: string) => `from generate_series(1, ${count}) as n, lateral (select md5('bench ' || n)::uuid as id) as made ${rows}`;
  await query(
    place,
    `insert into member (id, name, language, card, source, joined_at, joined_by)
    select id, 'Anna', 'ru', '29' || lpad(n::text, 11, '0'), 'bench', now(), 'bench' ${of('')}`,
  );
  await query(
    place,
    `insert into member (id, name, language, card, source, joined_at, joined_by)
    values (md5('asker')::uuid, 'Anna', 'ru', '2999999999999', 'asker', now(), 'bench')`,
  );
  await query(place, `insert into account (member_id, points, held, debt, carry, number, hash) select id, 0, 0, 0, 0, 0, '' from member`);
  await query(
    place,
    `insert into identity (address, member_id, proved_how, proved_by, proved_at)
    select 'telegram:' || n, id, 'bench', 'bench', now() ${of('')}`,
  );
  await query(
    place,
    `insert into identity (address, member_id, proved_how, proved_by, proved_at)
    values ('telegram:${ASKER}', md5('asker')::uuid, 'bench', 'bench', now())`,
  );
  await query(
    place,
    `insert into consent (member_id, purpose, channel, given, wording, language, request, at)
    select id, 'marketing', 'telegram', true, 'bench', 'ru', 'bench', now() ${of('')}`,
  );
}

/** Somebody missed, or told twice, makes a figure worth nothing. */
const isWhole = ({ told, doubled }: DoubleResult, recipients: number): boolean => told === recipients && doubled === 0;

function findingsOf(limited: DoubleResult, recipients: number, rounds: readonly Round[]): Finding[] {
  const whole = isWhole(limited, recipients);
  const about = `a broadcast to ${recipients}, Telegram’s limits kept by its double`;
  return [
    {
      bench: 'broadcast',
      what: about,
      against: `${TELEGRAM_PER_SECOND} messages a second`,
      goal: { atLeast: 0.8 },
      ratios: [whole ? limited.perSecond / TELEGRAM_PER_SECOND : 0],
      behind: `${inOne(limited)}; the sample program sends 25 a second, and leaves the rest for answers`,
      raw: { limited, rounds },
    },
    {
      bench: 'broadcast',
      what: 'messages refused as too many',
      against: about,
      goal: { atMost: 0 },
      ratios: [whole ? limited.tooMany : Number.POSITIVE_INFINITY],
      behind: `${limited.tooMany} answers 429`,
    },
    {
      bench: 'broadcast',
      what: 'worst wait for a balance asked for meanwhile',
      against: 'one second',
      goal: { atMost: 1 },
      ratios: [whole ? limited.worstWaitMs / 1000 : Number.POSITIVE_INFINITY],
      behind: `${short(limited.worstWaitMs)} ms, p50 ${short(limited.p50WaitMs)} ms, asked ${limited.asked} times`,
    },
    {
      bench: 'broadcast',
      what: `the courier’s own ceiling, ${recipients * TIMES_UNLIMITED} recipients, no limit but ${UNLIMITED_PER_SECOND} a second`,
      against: 'bare fetch in a loop, 64 at once',
      ratios: rounds.map(({ ours, bare: loop }) => (isWhole(ours, recipients * TIMES_UNLIMITED) ? ours.perSecond / loop.perSecond : 0)),
      behind: `${inWords(rounds.map(({ ours }) => ours.perSecond))} messages/s, each with its consent read, its caps counted and its outcome written down; bare fetch ${inWords(rounds.map(({ bare: loop }) => loop.perSecond))}`,
    },
  ];
}

const inOne = ({ told, doubled, perSecond }: DoubleResult): string => `${told} told, ${doubled} twice, ${short(perSecond)}/s`;

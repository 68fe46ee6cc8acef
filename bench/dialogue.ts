import type { Bench, Finding } from './bench.ts';
import type { LoadJob, LoadResult } from './dialogue/job.ts';
import { type Enrolled, ourSide, type Side, usualSide } from './dialogue/sides.ts';
import { freePort } from './ports.ts';
import { type Program, runProgram } from './program.ts';
import { inWords, short } from './statistics.ts';

const CHATS = 64;
const WARM_UP_SECONDS = 5;
const EXTRA_SECONDS = 60;
const STORIES_IN_DOUBLE = 256;
const STORIES_IN_DOUBLE_WITHIN_SECONDS = 120;
const STORIES_MAX = 10_000_000;

type Measured = LoadResult & { readonly enrolled: Enrolled };
type Round = { readonly ours: Measured; readonly usual: Measured };

/** Whole enrolments a second by Telegram, beside a bot built the usual way; and what becomes of updates that come twice. */
export async function dialogue(bench: Bench): Promise<Finding[]> {
  const port = await freePort();
  const load = runProgram({
    name: 'shoppers',
    script: new URL('./dialogue/load.ts', import.meta.url),
    settings: { port },
    folder: bench.server.folder,
  });
  const double = `http://127.0.0.1:${port}`;
  const sides = [await ourSide(bench, double), await usualSide(bench, double)];
  const rush = { chats: CHATS, copies: 1, warmUpSeconds: WARM_UP_SECONDS, seconds: bench.seconds, stories: STORIES_MAX };
  const twice = { chats: CHATS, copies: 2, warmUpSeconds: 0, seconds: STORIES_IN_DOUBLE_WITHIN_SECONDS, stories: STORIES_IN_DOUBLE };

  const rounds: Round[] = [];
  for (let round = 1; round <= bench.rounds; round += 1) {
    rounds.push(await measureBoth(bench, load, round % 2 === 1 ? sides : sides.toReversed(), rush));
    bench.say(`  round ${round}: ${inRound(rounds.at(-1) as Round)}`);
  }
  const doubled = await measureBoth(bench, load, sides, twice);
  bench.say(`  every update twice at once: ${inDouble(doubled.ours)} · usual: ${inDouble(doubled.usual)}`);
  await load.stop();
  return findingsOf(rounds, doubled);
}

type Ways = Omit<LoadJob, 'origin' | 'replies'>;

async function measureBoth(bench: Bench, load: Program, sides: readonly Side[], ways: Ways): Promise<Round> {
  const measured: Partial<Record<Side['name'], Measured>> = {};
  for (const side of sides) measured[side.name] = await measureOne(bench, load, side, ways);
  return measured as Round;
}

async function measureOne(bench: Bench, load: Program, side: Side, ways: Ways): Promise<Measured> {
  const database = await bench.server.fresh(side.template);
  const { origin, program } = await side.start(database, bench.profile);
  const job: LoadJob = { ...ways, origin, replies: side.replies };
  program.profile();
  const asked = load.ask<LoadResult>(job, ways.warmUpSeconds + ways.seconds + EXTRA_SECONDS);
  const result = await Promise.race([asked, program.ended]);
  await program.stop();
  const enrolled = await side.count(database);
  await database.drop();
  return { ...result, enrolled };
}

/** A round in which somebody is missing or there twice does not count. */
const isWhole = ({ enrolled, finished, begun, stuck }: Measured): boolean =>
  enrolled.doubled === 0 && stuck === 0 && finished === begun && enrolled.chats === finished;

function findingsOf(rounds: readonly Round[], doubled: Round): Finding[] {
  const of = (read: (round: Round) => number): string => inWords(rounds.map(read));
  return [
    {
      bench: 'dialogue',
      what: `enrolments by Telegram, ${CHATS} chats at once`,
      against: 'grammY + conversations + storage-prisma',
      goal: { atLeast: 2.5 },
      ratios: rounds.map(({ ours, usual }) => (isWhole(ours) ? ours.perSecond / usual.perSecond : 0)),
      behind: `${of(({ ours }) => ours.perSecond)} enrolments/s; usual ${of(({ usual }) => usual.perSecond)}`,
      raw: { rounds, doubled },
    },
    {
      bench: 'dialogue',
      what: 'webhook to last reply, p50',
      against: 'the same',
      goal: { atMost: 0.7 },
      ratios: rounds.map(({ ours, usual }) => (isWhole(ours) ? ours.p50Ms / usual.p50Ms : Number.POSITIVE_INFINITY)),
      behind: `${of(({ ours }) => ours.p50Ms)} ms, p99 ${of(({ ours }) => ours.p99Ms)}; usual ${of(({ usual }) => usual.p50Ms)}, p99 ${of(({ usual }) => usual.p99Ms)}`,
    },
    {
      bench: 'dialogue',
      what: 'shoppers not enrolled exactly once, every update sent twice at once',
      against: `${STORIES_IN_DOUBLE} shoppers`,
      goal: { atMost: 0 },
      ratios: [wrong(doubled.ours) / STORIES_IN_DOUBLE],
      behind: `ours: ${inDouble(doubled.ours)}; usual: ${inDouble(doubled.usual)}`,
    },
  ];
}

const wrong = ({ enrolled, begun }: Measured): number => enrolled.doubled + Math.abs(begun - enrolled.chats);

const inRound = ({ ours, usual }: Round): string =>
  [ours, usual]
    .map((one) => `${short(one.perSecond)}/s, p50 ${short(one.p50Ms)} ms, ${one.stuck} stuck, ${one.refused} refused`)
    .join(' · usual ');

const inDouble = ({ begun, enrolled, stuck, refused, extraReplies }: Measured): string =>
  `${enrolled.chats} of ${begun} enrolled, ${enrolled.doubled} doubled, ${stuck} stuck, ${refused} webhooks refused, ${extraReplies} replies too many`;

import { asStarted } from './as-started.ts';
import type { Bench, Finding } from './bench.ts';
import type { ShopSettings } from './durable/shop.ts';
import { freePort } from './ports.ts';
import { type Program, runProgram } from './program.ts';
import { untilAnswers } from './ready.ts';
import { type Fresh, query } from './server.ts';
import { inWords, short } from './statistics.ts';
import type { TillJob, TillResult } from './till/job.ts';
import { enrolMembers, MEMBERS } from './till/members.ts';
import { faultOf } from './till/proof.ts';

const CONNECTIONS = 256;
const STEADY_PER_SECOND = 500;
const WARM_UP_SECONDS = 5;
const EXTRA_SECONDS = 60;
const P50_GOAL_MS = 10;
const P95_GOAL_MS = 25;

const variants = ['bare', 'held', 'sending', 'steady'] as const;
type Variant = (typeof variants)[number];
type Measured = TillResult & { readonly fault?: string };
type Round = Readonly<Record<Variant, Measured>>;

/** How many purchases a second are judged, earned, noticed and kept, as a share of a web route that only keeps the receipt. */
export async function till(bench: Bench): Promise<Finding[]> {
  const folder = bench.server.folder;
  const template = await bench.server.template('till', enrolMembers);
  const port = await freePort();
  const double = runProgram({ name: 'telegram', script: new URL('./dialogue/load.ts', import.meta.url), settings: { port }, folder });
  const load = runProgram({ name: 'tills', script: new URL('./till/load.ts', import.meta.url), folder });

  const rounds: Round[] = [];
  for (let round = 1; round <= bench.rounds; round += 1) {
    const measured: Partial<Record<Variant, Measured>> = {};
    for (const variant of round % 2 === 1 ? variants : variants.toReversed()) {
      const database = await bench.server.fresh(variant === 'bare' ? undefined : template);
      measured[variant] = await measure(bench, load, variant, { database, apiRoot: `http://127.0.0.1:${port}` });
      await database.drop();
    }
    rounds.push(measured as Round);
    bench.say(`  round ${round}: ${variants.map((variant) => `${variant} ${inRound((measured as Round)[variant])}`).join(' · ')}`);
  }
  await Promise.all([load.stop(), double.stop()]);
  return findingsOf(rounds);
}

type Around = { readonly database: Fresh; readonly apiRoot: string };

/** In a database of its own; what the shop has kept is proved afterwards. */
async function measure(bench: Bench, load: Program, variant: Variant, { database, apiRoot }: Around): Promise<Measured> {
  const port = await freePort();
  const settings: ShopSettings = { place: database.place, port, apiRoot, sends: variant === 'sending' || variant === 'steady' };
  const script = variant === 'bare' ? new URL('./till/bare.ts', import.meta.url) : new URL('./durable/shop.ts', import.meta.url);
  const options = variant === 'bare' ? {} : asStarted;
  const program = runProgram({ name: variant, script, settings, ...options, folder: bench.server.folder, profile: bench.profile });
  await untilAnswers(program, `http://127.0.0.1:${port}/healthz`);
  const job: TillJob = {
    port,
    connections: CONNECTIONS,
    warmUpSeconds: WARM_UP_SECONDS,
    seconds: bench.seconds,
    ...(variant === 'steady' ? { steadyPerSecond: STEADY_PER_SECOND } : {}),
  };
  program.profile();
  const asked = load.ask<TillResult>(job, WARM_UP_SECONDS + bench.seconds + EXTRA_SECONDS);
  const result = await Promise.race([asked, program.ended]);
  await program.stop();
  const fault = variant === 'bare' ? await bareFaultOf(database, result.accepted) : await faultOf(database.place, result.accepted);
  if (fault !== undefined) bench.say(`  ${variant}: ${fault}`);
  return fault === undefined ? result : { ...result, fault };
}

async function bareFaultOf({ place }: Fresh, accepted: number): Promise<string | undefined> {
  const { rows } = await query(place, 'select count(*) from receipt');
  return Number(rows[0].count) === accepted ? undefined : `${rows[0].count} receipts instead of ${accepted}`;
}

/** A wrong row, or a purchase that was refused, makes the round worth nothing. */
const isWhole = ({ fault, refused }: Measured): boolean => fault === undefined && refused === 0;
const share = (ours: Measured, bare: Measured): number => (isWhole(ours) ? ours.perSecond / bare.perSecond : 0);

function findingsOf(rounds: readonly Round[]): Finding[] {
  const of = (variant: Variant, read: (one: Measured) => number): string => inWords(rounds.map((round) => read(round[variant])));
  const times = (variant: Variant): string =>
    `p50 ${of(variant, ({ p50Ms }) => p50Ms)} ms, p95 ${of(variant, ({ p95Ms }) => p95Ms)} ms, p99 ${of(variant, ({ p99Ms }) => p99Ms)} ms`;
  const told = (variant: Variant): string => `${of(variant, ({ perSecond }) => perSecond)}/s, ${times(variant)}`;
  const steady = (name: string, goalMs: number, read: (one: Measured) => number): Finding => ({
    bench: 'till',
    what: `${name} at a steady ${STEADY_PER_SECOND} purchases a second, while every notice is sent`,
    against: `${goalMs} ms`,
    goal: { atMost: 1 },
    ratios: rounds.map((round) => (isWhole(round.steady) ? read(round.steady) / goalMs : Number.POSITIVE_INFINITY)),
    behind: times('steady'),
  });
  const against = 'a bare Fastify route with the same key check and one durable insert of the receipt';
  return [
    {
      bench: 'till',
      what: `purchases by ${MEMBERS} members, ${CONNECTIONS} connections, courier held`,
      against,
      goal: { atLeast: 0.5 },
      ratios: rounds.map(({ held, bare }) => share(held, bare)),
      behind: `${told('held')}; bare ${told('bare')}`,
      raw: rounds,
    },
    {
      bench: 'till',
      what: 'the same while every notice is sent',
      against,
      ratios: rounds.map(({ sending, bare }) => share(sending, bare)),
      behind: told('sending'),
    },
    steady('p50', P50_GOAL_MS, ({ p50Ms }) => p50Ms),
    steady('p95', P95_GOAL_MS, ({ p95Ms }) => p95Ms),
  ];
}

const inRound = (one: Measured): string => `${short(one.perSecond)}/s p50 ${short(one.p50Ms)} ms`;

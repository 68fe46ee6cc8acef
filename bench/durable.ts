import { asStarted } from './as-started.ts';
import type { Bench, Finding } from './bench.ts';
import type { PostsJob, PostsResult } from './durable/posting.ts';
import type { ShopSettings } from './durable/shop.ts';
import { freePort } from './ports.ts';
import { type Program, runProgram } from './program.ts';
import { untilAnswers } from './ready.ts';
import { type Fresh, query } from './server.ts';
import { inWords, short } from './statistics.ts';

const CONNECTIONS = 256;
const WARM_UP_SECONDS = 2;
const EXTRA_SECONDS = 60;

const variants = ['bare', 'held', 'sending'] as const;
type Variant = (typeof variants)[number];
type Measured = PostsResult & { readonly kept: number };
type Round = Readonly<Record<Variant, Measured>>;

/** How many updates a second are answered after they are on the disk, as a share of a web route that keeps nothing. */
export async function durable(bench: Bench): Promise<Finding[]> {
  const folder = bench.server.folder;
  const template = await bench.server.template('shop');
  const port = await freePort();
  const double = runProgram({ name: 'telegram', script: new URL('./dialogue/load.ts', import.meta.url), settings: { port }, folder });
  const load = runProgram({ name: 'posts', script: new URL('./durable/load.ts', import.meta.url), folder });

  const rounds: Round[] = [];
  for (let round = 1; round <= bench.rounds; round += 1) {
    const measured: Partial<Record<Variant, Measured>> = {};
    for (const variant of round % 2 === 1 ? variants : variants.toReversed()) {
      const database = await bench.server.fresh(template);
      measured[variant] = await measure(bench, load, variant, { database, apiRoot: `http://127.0.0.1:${port}` });
      await database.drop();
    }
    rounds.push(measured as Round);
    bench.say(
      `  round ${round}: ${variants.map((variant) => `${variant} ${short((measured as Round)[variant].perSecond)}/s`).join(' · ')}`,
    );
  }
  await Promise.all([load.stop(), double.stop()]);
  return findingsOf(rounds);
}

type Around = { readonly database: Fresh; readonly apiRoot: string };

async function measure(bench: Bench, load: Program, variant: Variant, { database, apiRoot }: Around): Promise<Measured> {
  const port = await freePort();
  const settings: ShopSettings = { place: database.place, port, apiRoot, sends: variant === 'sending' };
  const script = variant === 'bare' ? new URL('./durable/bare.ts', import.meta.url) : new URL('./durable/shop.ts', import.meta.url);
  const options = variant === 'bare' ? {} : asStarted;
  const program = runProgram({ name: variant, script, settings, ...options, folder: bench.server.folder, profile: bench.profile });
  await untilAnswers(program, `http://127.0.0.1:${port}/healthz`);
  const job: PostsJob = { port, connections: CONNECTIONS, warmUpSeconds: WARM_UP_SECONDS, seconds: bench.seconds };
  program.profile();
  const asked = load.ask<PostsResult>(job, WARM_UP_SECONDS + bench.seconds + EXTRA_SECONDS);
  const result = await Promise.race([asked, program.ended]);
  await program.stop();
  const { rows } = await query(database.place, 'select count(*) from session');
  return { ...result, kept: Number(rows[0].count) };
}

/** What was answered with 200 and is not there makes the round worth nothing. */
const share = (ours: Measured, bare: Measured): number =>
  ours.kept === ours.accepted && ours.refused === 0 ? ours.perSecond / bare.perSecond : 0;

function findingsOf(rounds: readonly Round[]): Finding[] {
  const told = (variant: Variant): string => {
    const of = (read: (one: Measured) => number): string => inWords(rounds.map((round) => read(round[variant])));
    return `${of(({ perSecond }) => perSecond)}/s, p50 ${of(({ p50Ms }) => p50Ms)} ms, p99 ${of(({ p99Ms }) => p99Ms)} ms`;
  };
  const against = 'a bare Fastify route with the same secret check';
  return [
    {
      bench: 'durable',
      what: `updates answered once kept, ${CONNECTIONS} connections, courier held`,
      against,
      goal: { atLeast: 0.3 },
      ratios: rounds.map(({ held, bare }) => share(held, bare)),
      behind: `${told('held')}; bare ${told('bare')}`,
      raw: rounds,
    },
    {
      bench: 'durable',
      what: 'the same while every reply is sent',
      against,
      ratios: rounds.map(({ sending, bare }) => share(sending, bare)),
      behind: told('sending'),
    },
  ];
}

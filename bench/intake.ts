import { setTimeout as wait } from 'node:timers/promises';
import { asStarted } from './as-started.ts';
import type { Bench, Finding } from './bench.ts';
import type { PostsJob, PostsResult } from './durable/posting.ts';
import type { ShopSettings } from './durable/shop.ts';
import { freePort } from './ports.ts';
import { type Program, runProgram } from './program.ts';
import { untilAnswers } from './ready.ts';
import { type Fresh, type Place, query } from './server.ts';
import { inWords, short } from './statistics.ts';

const CONNECTIONS = 256;
const WARM_UP_SECONDS = 2;
const EXTRA_SECONDS = 60;
const LOOK_EVERY_MS = 50;
const GOAL = 0.7;

const variants = ['shop', 'bare'] as const;
type Variant = (typeof variants)[number];
/** `heardPerSecond`: of all that were accepted, until the conversation has heard the last one. */
type Measured = PostsResult & { readonly kept: number; readonly heardPerSecond: number };
type Round = Readonly<Record<Variant, Measured>>;

/**
 * How many texts a second are answered after they are verified, known for new and on the disk, as a share of a route that only checks the signature;
 * and the same until each of them has been heard.
 */
export async function intake(bench: Bench): Promise<Finding[]> {
  const template = await bench.server.template('shop');
  const load = runProgram({ name: 'texts', script: new URL('./intake/load.ts', import.meta.url), folder: bench.server.folder });
  const rounds: Round[] = [];
  for (let round = 1; round <= bench.rounds; round += 1) {
    const measured: Partial<Record<Variant, Measured>> = {};
    for (const variant of round % 2 === 1 ? variants : variants.toReversed()) {
      const database = await bench.server.fresh(template);
      measured[variant] = await measure(bench, load, variant, database);
      await database.drop();
    }
    rounds.push(measured as Round);
    bench.say(
      `  round ${round}: ${variants.map((variant) => `${variant} ${short((measured as Round)[variant].perSecond)}/s`).join(' · ')}`,
    );
  }
  await load.stop();
  const told = (variant: Variant): string => {
    const of = (read: (one: Measured) => number): string => inWords(rounds.map((round) => read(round[variant])));
    return `${variant} ${of(({ perSecond }) => perSecond)}/s, p50 ${of(({ p50Ms }) => p50Ms)} ms, p99 ${of(({ p99Ms }) => p99Ms)} ms`;
  };
  const isWhole = ({ shop }: Round): boolean => shop.kept === shop.accepted && shop.refused === 0;
  const against = 'a bare Fastify route with the same signature check';
  return [
    {
      bench: 'intake',
      what: `texts by SMS answered once kept, ${CONNECTIONS} connections, courier held`,
      against,
      goal: { atLeast: GOAL },
      ratios: rounds.map((round) => (isWhole(round) ? round.shop.perSecond / round.bare.perSecond : 0)),
      behind: variants.map(told).join('; '),
      raw: rounds,
    },
    {
      bench: 'intake',
      what: 'the same until the conversation has heard the last of them',
      against,
      ratios: rounds.map((round) => (isWhole(round) ? round.shop.heardPerSecond / round.bare.perSecond : 0)),
      behind: `shop ${inWords(rounds.map(({ shop }) => shop.heardPerSecond))}/s; bare as above`,
    },
  ];
}

async function measure(bench: Bench, load: Program, variant: Variant, { place }: Fresh): Promise<Measured> {
  const port = await freePort();
  const settings: ShopSettings = { place, port, apiRoot: 'http://127.0.0.1:1', sends: false, sms: true };
  const script = variant === 'bare' ? new URL('./intake/bare.ts', import.meta.url) : new URL('./durable/shop.ts', import.meta.url);
  const options = variant === 'bare' ? {} : asStarted;
  const program = runProgram({ name: variant, script, settings, ...options, folder: bench.server.folder, profile: bench.profile });
  await untilAnswers(program, `http://127.0.0.1:${port}/healthz`);
  program.profile();
  const job: PostsJob = { port, connections: CONNECTIONS, warmUpSeconds: WARM_UP_SECONDS, seconds: bench.seconds };
  const began = performance.now();
  const asked = load.ask<PostsResult>(job, WARM_UP_SECONDS + bench.seconds + EXTRA_SECONDS);
  const result = await Promise.race([asked, program.ended]);
  while (await isWaiting(place)) await wait(LOOK_EVERY_MS);
  const heardPerSecond = result.accepted / ((performance.now() - began) / 1000);
  await program.stop();
  const { rows } = await query(place, 'select count(*) from session');
  return { ...result, kept: Number(rows[0].count), heardPerSecond };
}

const isWaiting = async (place: Place): Promise<boolean> => (await query(place, 'select from inbox limit 1')).rows.length > 0;

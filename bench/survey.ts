import { readFileSync } from 'node:fs';
import type { Bench, Finding } from './bench.ts';
import type { ShopSettings } from './durable/shop.ts';
import { freePort } from './ports.ts';
import { type Program, runProgram } from './program.ts';
import { untilAnswers } from './ready.ts';
import { type Fresh, query } from './server.ts';
import { inWords, short } from './statistics.ts';
import type { SurveyJob, SurveyResult } from './survey/job.ts';
import { keyOf, RECEIPTS, recordReceipts } from './survey/receipts.ts';

const CONNECTIONS = 64;
const WARM_UP_SECONDS = 1;
const EXTRA_SECONDS = 60;
const GOAL = 0.6;

const variants = ['shop', 'bare'] as const;
type Variant = (typeof variants)[number];
const kinds = ['show', 'answer'] as const;
type Kind = (typeof kinds)[number];
type Measured = SurveyResult & { readonly kept: number };
type Round = Readonly<Record<Variant, Readonly<Record<Kind, Measured>>>>;

/** How often a receipt's page is shown and answered in a second, as a share of a bare route that reads one row, or inserts one. */
export async function survey(bench: Bench): Promise<Finding[]> {
  const template = await bench.server.template('survey', recordReceipts);
  const load = runProgram({ name: 'shoppers', script: new URL('./survey/load.ts', import.meta.url), folder: bench.server.folder });
  const rounds: Round[] = [];
  for (let round = 1; round <= bench.rounds; round += 1) {
    const measured: Partial<Record<Variant, Record<Kind, Measured>>> = {};
    for (const variant of round % 2 === 1 ? variants : variants.toReversed()) {
      const database = await bench.server.fresh(template);
      measured[variant] = await measure(bench, load, variant, database);
      await database.drop();
    }
    rounds.push(measured as Round);
    const told = variants.flatMap((variant) =>
      kinds.map((kind) => `${variant} ${kind} ${short((measured as Round)[variant][kind].perSecond)}/s`),
    );
    bench.say(`  round ${round}: ${told.join(' · ')}`);
  }
  await load.stop();
  return findingsOf(rounds);
}

async function measure(bench: Bench, load: Program, variant: Variant, { place }: Fresh): Promise<Record<Kind, Measured>> {
  const port = await freePort();
  const settings: ShopSettings = { place, port, apiRoot: 'http://127.0.0.1:1', sends: false };
  const script = variant === 'bare' ? new URL('./survey/bare.ts', import.meta.url) : new URL('./durable/shop.ts', import.meta.url);
  const program = runProgram({ name: variant, script, settings, folder: bench.server.folder, profile: bench.profile });
  await untilAnswers(program, `http://127.0.0.1:${port}/healthz`);
  program.profile();
  const key = await keyOf(place);
  const ask = async (kind: Kind): Promise<Measured> => {
    const job: SurveyJob = { port, kind, key, connections: CONNECTIONS, warmUpSeconds: WARM_UP_SECONDS, seconds: bench.seconds };
    const asked = load.ask<SurveyResult>(job, WARM_UP_SECONDS + bench.seconds + EXTRA_SECONDS);
    const result = await Promise.race([asked, program.ended]);
    const { rows } = await query(place, `select count(*) from ${variant === 'bare' ? 'bare_answer' : 'survey_answer'}`);
    return { ...result, kept: Number(rows[0].count) };
  };
  const measured = { show: await ask('show'), answer: await ask('answer') };
  await program.stop();
  return measured;
}

/** An answer that was thanked for and is not there makes the round worth nothing. */
const isWhole = ({ show, answer }: Round['shop']): boolean =>
  show.refused + answer.refused === 0 && show.kept === 0 && answer.kept === answer.accepted;

function findingsOf(rounds: readonly Round[]): Finding[] {
  const told = (variant: Variant, kind: Kind): string => {
    const of = (read: (one: Measured) => number): string => inWords(rounds.map((round) => read(round[variant][kind])));
    return `${of(({ perSecond }) => perSecond)}/s, p50 ${of(({ p50Ms }) => p50Ms)} ms, p99 ${of(({ p99Ms }) => p99Ms)} ms`;
  };
  const finding = (kind: Kind, what: string, against: string): Finding => ({
    bench: 'survey',
    what: `${what}, ${RECEIPTS} receipts, ${CONNECTIONS} connections`,
    against,
    goal: { atLeast: GOAL },
    ratios: rounds.map(({ shop, bare }) => (isWhole(shop) ? shop[kind].perSecond / bare[kind].perSecond : 0)),
    behind: `${told('shop', kind)}; bare ${told('bare', kind)}`,
    raw: rounds,
  });
  return [
    finding('show', "showing a receipt's page", 'a bare Fastify route with one indexed read'),
    finding('answer', 'answering on it', 'a bare Fastify route with one durable insert'),
    {
      bench: 'survey',
      what: "weight of a receipt's page with its stylesheet",
      against: '30 KB',
      goal: { atMost: 1 },
      ratios: rounds.map(({ shop }) => weightOf(shop.show) / WEIGHT_GOAL_BYTES),
      behind: `page ${rounds[0]?.shop.show.bytes} bytes, stylesheet ${STYLESHEET_BYTES} bytes`,
    },
  ];
}

const WEIGHT_GOAL_BYTES = 30 * 1024;
const STYLESHEET_BYTES = readFileSync(new URL('../src/channels/web/page.css', import.meta.url)).length;
const weightOf = ({ bytes }: SurveyResult): number => bytes + STYLESHEET_BYTES;

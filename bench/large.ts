import pg from 'pg';
import { flawInWords, verify } from '../src/ledger/verify.ts';
import type { Bench, Finding } from './bench.ts';
import type { FillJob } from './large/fill.ts';
import { TRANSFERS_A_MEMBER } from './large/life.ts';
import { MEMBERS, openMembers } from './ledger/members.ts';
import { faultOf } from './ledger/proof.ts';
import { askFor } from './ledger/rival.ts';
import { type Program, runProgram } from './program.ts';
import { type Fresh, type Place, query } from './server.ts';
import { inWords, short } from './statistics.ts';

/**
 * Until each member's pages have been read from the disk, and written once since the last checkpoint: after one PostgreSQL logs every page whole the
 * first time. A shop's own comes every five minutes; here the coming and going of the empty ledger forces one right before every measurement.
 */
const WARM_UP_SECONDS = 5;
const FILLERS = 2;
const FILL_WITHIN_SECONDS = 3600;
const callers = [256, 16] as const;

type Rates = Readonly<Record<(typeof callers)[number], number>>;
type Round = { readonly empty: Rates; readonly large: Rates };

/** The same postings in a ledger that holds millions as in an empty one, by as many members, who lie far apart among those at rest. */
export async function large(bench: Bench): Promise<Finding[]> {
  const folder = bench.server.folder;
  const members = Math.max(MEMBERS, Math.round(bench.transfers / TRANSFERS_A_MEMBER));
  const empty = await bench.server.template('ledger', openMembers);
  const full = await bench.server.fresh(await bench.server.template('shop'));
  const filled = await fill(bench, full, members);
  await bench.server.restart();
  const { shared_buffers } = await bench.server.settings();
  bench.say(`  started again, with ${shared_buffers} for pages`);

  const poster = runProgram({ name: 'poster', script: new URL('./ledger/poster.ts', import.meta.url), folder, profile: bench.profile });
  poster.profile();
  const rounds: Round[] = [];
  let posted = 0;
  for (let round = 1; round <= bench.rounds; round += 1) {
    const inEmpty = async (): Promise<Rates> => {
      const database = await bench.server.fresh(empty);
      const { rates, acknowledged } = await measure(bench, poster, database.place, 1);
      const fault = await faultOf(database.place, acknowledged);
      await database.drop();
      if (fault !== undefined) throw new Error(`the empty ledger: ${fault}`);
      return rates;
    };
    const first = round % 2 === 1 ? await inEmpty() : undefined;
    const inFull = await measure(bench, poster, full.place, Math.floor(members / MEMBERS));
    posted += inFull.acknowledged;
    rounds.push({ empty: first ?? (await inEmpty()), large: inFull.rates });
    bench.say(`  round ${round}: ${inRound(rounds.at(-1) as Round)}`);
  }
  await poster.stop();
  const proved = await prove(bench, full.place, filled + posted);
  await full.drop();
  await bench.server.restart(); // the benchmarks after this one have a small shop's memory again
  return findingsOf(rounds, filled, proved);
}

/** By two programs at once, each a half; then as a ledger that was not filled in minutes would lie there. */
async function fill(bench: Bench, { place }: Fresh, members: number): Promise<number> {
  const began = performance.now();
  const half = Math.ceil(members / FILLERS);
  const fillers = Array.from({ length: FILLERS }, (_, number) =>
    runProgram({ name: `fill-${number}`, script: new URL('./large/fill.ts', import.meta.url), folder: bench.server.folder }),
  );
  const filled = await Promise.all(
    fillers.map((filler, number) => {
      const job: FillJob = { place, folder: bench.server.folder, from: 1 + number * half, to: Math.min(members, (number + 1) * half) };
      return filler.ask<number>(job, FILL_WITHIN_SECONDS);
    }),
  );
  await Promise.all(fillers.map((filler) => filler.stop()));
  await query(place, 'vacuum (freeze, analyze)');
  await query(place, 'checkpoint');
  const transfers = filled.reduce((sum, count) => sum + count, 0);
  const { rows } = await query(place, 'select pg_database_size(current_database()) as bytes');
  bench.say(
    `  ${transfers} transfers of ${members} members written in ${short((performance.now() - began) / 1000)} s: ${short(Number(rows[0].bytes) / 1e9)} GB`,
  );
  return transfers;
}

async function measure(bench: Bench, poster: Program, place: Place, apart: number): Promise<{ rates: Rates; acknowledged: number }> {
  const rates: Partial<Record<(typeof callers)[number], number>> = {};
  let acknowledged = 0;
  for (const workers of callers) {
    const job = { place, workers, members: MEMBERS, apart, warmUpSeconds: WARM_UP_SECONDS, seconds: bench.seconds };
    const result = await askFor(poster, job);
    rates[workers] = result.perSecond;
    acknowledged += result.acknowledged;
  }
  return { rates: rates as Rates, acknowledged };
}

/** How many transfers a second are proved; an error when one is missing or wrong. */
async function prove(bench: Bench, place: Place, due: number): Promise<number> {
  const pool = new pg.Pool({ ...place, max: 1 });
  try {
    const began = performance.now();
    const proof = await verify(pool);
    const seconds = (performance.now() - began) / 1000;
    if (!proof.ok) throw new Error(`the large ledger: ${proof.reason === 'flaw' ? flawInWords(proof.flaw) : proof.reason}`);
    if (proof.transfers !== due) throw new Error(`the large ledger: ${due} postings were acknowledged and ${proof.transfers} are there`);
    bench.say(`  ${proof.transfers} transfers proved in ${short(seconds)} s`);
    return proof.transfers / seconds;
  } finally {
    await pool.end();
  }
}

function findingsOf(rounds: readonly Round[], filled: number, proved: number): Finding[] {
  const inMillions = `${short(filled / 1e6)} million transfers`;
  const rate = (workers: (typeof callers)[number]): Finding => ({
    bench: 'large',
    what: `${workers} callers on ${MEMBERS} members in a ledger of ${inMillions}`,
    against: 'the same in an empty one',
    goal: { atLeast: 0.85 },
    ratios: rounds.map(({ large: there, empty }) => there[workers] / empty[workers]),
    behind: `${inWords(rounds.map(({ large: there }) => there[workers]))} postings/s; empty ${inWords(rounds.map(({ empty }) => empty[workers]))}`,
    raw: rounds,
  });
  return [
    ...callers.map(rate),
    {
      bench: 'large',
      what: `transfers proved by verify in a second, of ${inMillions}`,
      against: 'a second',
      ratios: [proved],
      behind: `every hash, lot, draw and sum of ${inMillions} and of the postings above, in ${short(filled / proved)} s`,
    },
  ];
}

const inRound = ({ empty, large: there }: Round): string =>
  callers.map((workers) => `${workers} callers: ${short(there[workers])}/s, empty ${short(empty[workers])}/s`).join(' · ');

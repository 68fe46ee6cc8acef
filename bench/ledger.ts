import type { Bench, Finding } from './bench.ts';
import type { PostingJob, PostingResult } from './ledger/job.ts';
import { MEMBERS, openMembers } from './ledger/members.ts';
import { faultOf } from './ledger/proof.ts';
import { askFor, openRival } from './ledger/rival.ts';
import { runProgram } from './program.ts';
import { inWords, short } from './statistics.ts';

const WARM_UP_SECONDS = 1;

type Run = { readonly side: 'ours' | 'rival'; readonly workers: number; readonly members: number };
type Measured = PostingResult & { readonly fault?: string };
type Round = ReadonlyMap<string, Measured>;

const keyOf = ({ side, workers, members }: Run): string => `${side} ${workers} on ${members}`;
const runsOf = (side: Run['side'], workers: readonly number[], members: number): Run[] =>
  workers.map((count) => ({ side, workers: count, members }));

/** On one member more clients are slower, so the rival may also try it with one. */
const rivalClients = { [MEMBERS]: [4, 16, 64], 1: [1, 4, 16, 64] };

const runs: readonly Run[] = [
  ...runsOf('ours', [256, 16], MEMBERS),
  ...runsOf('rival', rivalClients[MEMBERS] as number[], MEMBERS),
  ...runsOf('ours', [256], 1),
  ...runsOf('rival', rivalClients[1], 1),
  ...runsOf('ours', [1], MEMBERS),
  ...runsOf('rival', [1], MEMBERS),
];

/** How many times a second points can be earned, beside the best that PostgreSQL does with one statement each. */
export async function ledger(bench: Bench): Promise<Finding[]> {
  const template = await bench.server.template('ledger', openMembers);
  const folder = bench.server.folder;
  const rival = openRival(bench);
  const poster = runProgram({ name: 'poster', script: new URL('./ledger/poster.ts', import.meta.url), folder, profile: bench.profile });

  poster.profile();
  const rounds: Round[] = [];
  for (let round = 1; round <= bench.rounds; round += 1) {
    const measured = new Map<string, Measured>();
    for (const run of round % 2 === 1 ? runs : runs.toReversed())
      measured.set(keyOf(run), await measureOne(bench, template, run, run.side === 'ours' ? (job) => askFor(poster, job) : rival.run));
    rounds.push(measured);
    bench.say(`  round ${round}: ${[...measured].map(([key, { perSecond }]) => `${key}: ${short(perSecond)}/s`).join(' · ')}`);
  }
  await Promise.all([poster.stop(), rival.stop()]);
  return findingsOf(rounds, rival.name);
}

/** In a database of its own; ours is proved afterwards. */
async function measureOne(bench: Bench, template: string, run: Run, by: (job: PostingJob) => Promise<PostingResult>): Promise<Measured> {
  const database = await bench.server.fresh(template);
  const result = await by({ ...run, place: database.place, warmUpSeconds: WARM_UP_SECONDS, seconds: bench.seconds });
  const fault = run.side === 'ours' ? await faultOf(database.place, result.acknowledged) : undefined;
  if (fault !== undefined) bench.say(`  ${keyOf(run)}: ${fault}`);
  await database.drop();
  return fault === undefined ? result : { ...result, fault };
}

function findingsOf(rounds: readonly Round[], rival: string): Finding[] {
  const of = (round: Round, side: Run['side'], workers: number, members: number) =>
    round.get(keyOf({ side, workers, members })) as Measured;
  const rate = (one: Measured): number => (one.fault === undefined ? one.perSecond : 0);
  const best = (round: Round, members: keyof typeof rivalClients): number =>
    Math.max(...(rivalClients[members] as number[]).map((clients) => of(round, 'rival', clients, members).perSecond));
  const raw = rounds.map((round) => Object.fromEntries(round));

  const faster = (what: string, callers: number, members: keyof typeof rivalClients, atLeast: number): Finding => ({
    bench: 'ledger',
    what,
    against: `${rival}, best of ${(rivalClients[members] as number[]).join(', ')} clients`,
    goal: { atLeast },
    ratios: rounds.map((round) => rate(of(round, 'ours', callers, members)) / best(round, members)),
    behind: `${inWords(rounds.map((round) => of(round, 'ours', callers, members).perSecond))} postings/s, p50 ${inWords(rounds.map((round) => of(round, 'ours', callers, members).p50Ms))} ms, p99 ${inWords(rounds.map((round) => of(round, 'ours', callers, members).p99Ms))} ms; rival ${inWords(rounds.map((round) => best(round, members)))} postings/s`,
  });
  return [
    { ...faster(`256 callers on ${MEMBERS} members`, 256, MEMBERS, 1), raw },
    faster(`16 callers on ${MEMBERS} members`, 16, MEMBERS, 0.6),
    faster('256 callers, one member receives everything', 256, 1, 10),
    {
      bench: 'ledger',
      what: 'one posting alone, p50',
      against: `${rival}, 1 client, p50`,
      goal: { atMost: 4 },
      ratios: rounds.map((round) => {
        const ours = of(round, 'ours', 1, MEMBERS);
        return ours.fault === undefined ? ours.p50Ms / of(round, 'rival', 1, MEMBERS).p50Ms : Number.POSITIVE_INFINITY;
      }),
      behind: `${inWords(rounds.map((round) => of(round, 'ours', 1, MEMBERS).p50Ms))} ms; rival ${inWords(rounds.map((round) => of(round, 'rival', 1, MEMBERS).p50Ms))} ms`,
    },
  ];
}

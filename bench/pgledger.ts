import type { Bench, Finding } from './bench.ts';
import { bookFaultOf, openAccounts } from './ledger/double-entry.ts';
import type { PostingJob, PostingResult } from './ledger/job.ts';
import { MEMBERS, openMembers } from './ledger/members.ts';
import { faultOf } from './ledger/proof.ts';
import { askFor, openRival } from './ledger/rival.ts';
import { runProgram } from './program.ts';
import { inWords, short } from './statistics.ts';

const WARM_UP_SECONDS = 1;
const CALLERS = 256;
const CLIENTS = [4, 16, 64];

type Round = { readonly ours: number; readonly rivals: readonly number[] };

/** Our ledger's own door beside a ledger that lives in PostgreSQL alone, after the idea of pgledger. */
export async function pgledger(bench: Bench): Promise<Finding[]> {
  const [ours, theirs] = [await bench.server.template('ledger', openMembers), await bench.server.template('double_entry', openAccounts)];
  const poster = runProgram({
    name: 'poster',
    script: new URL('./ledger/poster.ts', import.meta.url),
    folder: bench.server.folder,
    profile: bench.profile,
  });
  const rival = openRival(bench);

  async function rateOf(
    template: string,
    job: Pick<PostingJob, 'workers' | 'statement'>,
    { run, prove }: { run: (job: PostingJob) => Promise<PostingResult>; prove: typeof faultOf },
  ): Promise<number> {
    const database = await bench.server.fresh(template);
    const result = await run({ ...job, members: MEMBERS, place: database.place, warmUpSeconds: WARM_UP_SECONDS, seconds: bench.seconds });
    const fault = await prove(database.place, result.acknowledged);
    if (fault !== undefined) bench.say(`  ${job.statement ?? 'ours'}: ${fault}`);
    await database.drop();
    return fault === undefined ? result.perSecond : 0;
  }

  poster.profile();
  const rounds: Round[] = [];
  for (let round = 1; round <= bench.rounds; round += 1) {
    const own = () => rateOf(ours, { workers: CALLERS }, { run: (job) => askFor(poster, job), prove: faultOf });
    const first = round % 2 === 1 ? await own() : undefined;
    const rivals: number[] = [];
    for (const workers of CLIENTS)
      rivals.push(await rateOf(theirs, { workers, statement: 'double-entry' }, { run: rival.run, prove: bookFaultOf }));
    rounds.push({ ours: first ?? (await own()), rivals });
    bench.say(`  round ${round}: ${inRound(rounds.at(-1) as Round)}`);
  }
  await Promise.all([poster.stop(), rival.stop()]);

  const best = ({ rivals }: Round): number => Math.max(...rivals);
  return [
    {
      bench: 'pgledger',
      what: `${CALLERS} callers on ${MEMBERS} members`,
      against: `a double-entry ledger in SQL after pgledger's idea on ${MEMBERS} accounts, ${rival.name}, best of ${CLIENTS.join(', ')} clients`,
      ratios: rounds.map((round) => round.ours / best(round)),
      behind: `${inWords(rounds.map(({ ours }) => ours))} postings/s; rival ${inWords(rounds.map(best))} transfers/s`,
      raw: rounds,
    },
  ];
}

const inRound = ({ ours, rivals }: Round): string =>
  [`ours ${short(ours)}/s`, ...rivals.map((rate, place) => `${CLIENTS[place]} clients ${short(rate)}/s`)].join(' · ');

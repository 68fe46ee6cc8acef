import pg from 'pg';
import { createLedger } from '../../src/ledger/ledger.ts';
import { answer } from '../answer.ts';
import { DAYS_MS, measure, POINTS, type PostingJob, type PostingResult } from './job.ts';
import { memberId } from './members.ts';

let requests = 0;

/** Our side: the ledger's own door, in a process of its own. */
answer(async ({ place, ...job }: PostingJob): Promise<PostingResult> => {
  const pool = new pg.Pool({ ...place, max: 10, pipeline: true });
  const ledger = createLedger({ pool, clock: Date.now });
  const result = await measure(job, async () => {
    requests += 1;
    const member = memberId((1 + Math.floor(Math.random() * job.members)) * (job.apart ?? 1));
    const now = Date.now();
    const earning = { kind: 'earn', points: POINTS, activeAt: now, expiresAt: now + DAYS_MS, happenedAt: now } as const;
    const posted = await ledger.post(`test:${requests}`, member, { kind: 'earn', earning });
    if (!posted.ok || !posted.answer.ok || posted.repeated) throw new Error(`a posting was refused: ${JSON.stringify(posted)}`);
  });
  await pool.end();
  return result;
});

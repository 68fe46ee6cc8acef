import pg from 'pg';
import { answer } from '../answer.ts';
import { measure, type PostingJob, type PostingResult } from './job.ts';
import { statements } from './statements.ts';

/** In place of pgbench, where there is none: the same statement, prepared, from as many connections. */
answer(async ({ place, ...job }: PostingJob): Promise<PostingResult> => {
  const clients = Array.from({ length: job.workers }, () => new pg.Client(place));
  await Promise.all(clients.map((client) => client.connect()));
  const statement = { name: 'earn', text: statements[job.statement ?? 'ideal']('$1') };
  const result = await measure(job, async (worker) => {
    const member = 1 + Math.floor(Math.random() * job.members);
    await (clients[worker] as pg.Client).query({ ...statement, values: [member] });
  });
  await Promise.all(clients.map((client) => client.end()));
  return result;
});

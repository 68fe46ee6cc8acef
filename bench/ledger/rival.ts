import type { Bench } from '../bench.ts';
import { type Program, runProgram } from '../program.ts';
import type { PostingJob, PostingResult } from './job.ts';
import { findPgbench, runPgbench } from './pgbench.ts';

const EXTRA_SECONDS = 60;

/** Whoever runs a rival's statement as often as PostgreSQL can: pgbench, or where there is none, a tight loop over pg. */
export type Rival = { readonly name: string; run(job: PostingJob): Promise<PostingResult>; stop(): Promise<void> };

export function openRival({ server: { folder } }: Bench): Rival {
  const pgbench = findPgbench();
  if (pgbench !== undefined) return { name: 'pgbench -M prepared', run: (job) => runPgbench(pgbench, folder, job), stop: async () => {} };
  const loop = runProgram({ name: 'tight-loop', script: new URL('./tight-loop.ts', import.meta.url), folder });
  return { name: 'a tight loop over pg (there is no pgbench here)', run: (job) => askFor(loop, job), stop: () => loop.stop() };
}

export const askFor = (program: Program, job: PostingJob): Promise<PostingResult> =>
  program.ask<PostingResult>(job, job.warmUpSeconds + job.seconds + EXTRA_SECONDS);

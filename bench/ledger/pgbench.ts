import { existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter, join } from 'node:path';
import { runTool } from '../program.ts';
import { percentile } from '../statistics.ts';
import type { PostingJob, PostingResult } from './job.ts';
import { statements } from './statements.ts';

const EXTRA_SECONDS = 30;

/** pgbench from PATH or from a Debian package; nothing where there is none. */
export function findPgbench(): string | undefined {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'pgbench'));
  return [...globSync('/usr/lib/postgresql/*/bin/pgbench').sort().reverse(), ...onPath].find((file) => existsSync(file));
}

export async function runPgbench(program: string, folder: string, job: PostingJob): Promise<PostingResult> {
  const work = mkdtempSync(join(folder, 'pgbench-'));
  const script = join(work, 'earn.sql');
  const statement = statements[job.statement ?? 'ideal'](':member');
  writeFileSync(script, `\\set member random(1, ${job.members})\n${statement.trim().replaceAll('\n', ' ')};\n`);
  await run(program, work, job, ['-T', String(job.warmUpSeconds)]);
  const told = await run(program, work, job, ['-T', String(job.seconds), '--log', '--log-prefix', join(work, 'times')]);
  const perSecond = Number(/tps = ([\d.]+)/.exec(told)?.[1]);
  const acknowledged = Number(/transactions actually processed: (\d+)/.exec(told)?.[1]);
  const times = readTimes(work);
  rmSync(work, { recursive: true });
  return { perSecond, p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99), acknowledged };
}

function run(program: string, work: string, { place, workers, seconds }: PostingJob, ways: readonly string[]): Promise<string> {
  const where = ['-h', place.host, '-p', String(place.port), '-U', place.user];
  const how = ['-n', '-M', 'prepared', '-f', 'earn.sql', '-c', String(workers), '-j', String(Math.min(workers, availableParallelism()))];
  return runTool(program, [...where, ...how, ...ways, place.database], { cwd: work, withinSeconds: seconds + EXTRA_SECONDS });
}

/** The third word of each line is one transaction's time in microseconds. */
function readTimes(work: string): Float64Array {
  const files = readdirSync(work).filter((name) => name.startsWith('times'));
  const lines = files.flatMap((name) => readFileSync(join(work, name), 'utf8').trim().split('\n'));
  return Float64Array.from(lines, (line) => Number(line.split(' ')[2]) / 1000);
}

import type { Place } from '../server.ts';
import type { StatementName } from './statements.ts';

/** Earn as often as possible: `workers` at once, each waiting for its answer before the next, over `members` members. */
export type PostingJob = {
  readonly place: Place;
  readonly workers: number;
  readonly members: number;
  /** These members' numbers lie so far apart, among others who do nothing; absent: 1. */
  readonly apart?: number;
  /** What a rival runs. */
  readonly statement?: StatementName;
  readonly warmUpSeconds: number;
  readonly seconds: number;
};

export type PostingResult = {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** All that was acknowledged, warming up included. */
  readonly acknowledged: number;
};

export const POINTS = 10n;
export const DAYS_MS = 180 * 24 * 3600 * 1000;

/** Repeats the work of every worker until the time is over, and counts what ended within the measured part of it. */
export async function measure(job: Omit<PostingJob, 'place'>, work: (worker: number) => Promise<void>): Promise<PostingResult> {
  const from = performance.now() + job.warmUpSeconds * 1000;
  const until = from + job.seconds * 1000;
  const times: number[] = [];
  let acknowledged = 0;
  const repeat = async (worker: number): Promise<void> => {
    for (let began = performance.now(); began < until; ) {
      await work(worker);
      const ended = performance.now();
      acknowledged += 1;
      if (ended >= from && ended <= until) times.push(ended - began);
      began = ended;
    }
  };
  await Promise.all(Array.from({ length: job.workers }, (_, worker) => repeat(worker)));
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.ceil(times.length * share) - 1] ?? Number.NaN;
  return { perSecond: times.length / job.seconds, p50Ms: at(0.5), p99Ms: at(0.99), acknowledged };
}

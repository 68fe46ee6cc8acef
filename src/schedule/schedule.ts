import { schedule } from 'node-cron';
import type pg from 'pg';

/** Recurring work: a row of the table in `jobs.ts`. */
export type Job = {
  readonly name: string;
  /** Cron: by the shop's clock where it names an hour, else by UTC, which has no hour twice. */
  readonly when: string;
  /** Also done at start, for what was missed while nobody was there. */
  readonly catchUp: boolean;
  /** `stopping`: what may take long ends when this does. */
  run(now: number, stopping: AbortSignal): Promise<void>;
};

export type Schedule = { start(): void; stop(): Promise<void> };

type Log = { info(about: object, text: string): void; error(about: object, text: string): void };

/** Runs each tick once over all processes: whoever inserts its row does it. A tick that failed is logged, and the next one does its work. */
export function createSchedule(deps: { pool: pg.Pool; jobs: readonly Job[]; timeZone: string; clock: () => number; log: Log }): Schedule {
  const tasks: { stop(): unknown }[] = [];
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();

  async function tick(job: Job, dueAt: number): Promise<void> {
    const due = new Date(dueAt);
    const taken = await deps.pool.query('insert into schedule_run (job, due_at, started_at) values ($1, $2, $3) on conflict do nothing', [
      job.name,
      due,
      new Date(deps.clock()),
    ]);
    if (taken.rowCount === 0) return;
    await job.run(deps.clock(), stopping.signal);
    await deps.pool.query('update schedule_run set finished_at = $3 where job = $1 and due_at = $2', [
      job.name,
      due,
      new Date(deps.clock()),
    ]);
  }

  function begin(job: Job, dueAt: number): void {
    const work = tick(job, dueAt)
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) deps.log.error({ err: error, job: job.name }, 'a scheduled job failed');
      })
      .finally(() => running.delete(work));
    running.add(work);
  }

  return {
    start() {
      for (const job of deps.jobs) {
        if (job.catchUp) begin(job, deps.clock());
        tasks.push(
          schedule(job.when, () => begin(job, toMinute(deps.clock())), {
            name: job.name,
            timezone: namesAnHour(job) ? deps.timeZone : 'UTC',
            missedExecutionTolerance: MINUTE_MS - 1, // a process that was busy when its minute came is late, and does it
          }),
        );
      }
    },
    async stop() {
      for (const task of tasks) await task.stop();
      stopping.abort();
      await Promise.all(running);
    },
  };
}

const MINUTE_MS = 60_000;

/** In a night that has an hour twice node-cron leaves the first of them out. What comes every few minutes must not. */
const namesAnHour = ({ when }: Job): boolean => when.split(' ')[1] !== '*';

/** node-cron fires within the minute; processes agree on its beginning. */
const toMinute = (at: number): number => Math.floor(at / MINUTE_MS) * MINUTE_MS;

import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { jobsOf } from '../../src/schedule/jobs.ts';
import { createSchedule, type Job } from '../../src/schedule/schedule.ts';
import { freshConnection } from '../support/database.ts';

const MINUTE_MS = 60_000;

/** A connection each, without timers of their own: those would run by the clock of these tests. */
const processes: pg.Pool[] = [];
beforeAll(async () => {
  const connection = await freshConnection();
  for (let count = 0; count < 2; count += 1) processes.push(new pg.Pool({ ...connection, max: 1, idleTimeoutMillis: 0 }));
});
afterAll(() => Promise.all(processes.map((pool) => pool.end())));

beforeEach(async () => {
  await processes[0]?.query('delete from schedule_run');
});
afterEach(() => {
  vi.useRealTimers();
});

type Ran = { readonly job: string; readonly at: number };

/** The shop's own table, with jobs that only note when they ran. Nothing is made up for at the start. */
function jobsNoting(ran: Ran[]): Job[] {
  const nothing = async () => undefined;
  const pool = processes[0] as pg.Pool;
  return jobsOf({ pool, expire: nothing, keepCopy: nothing, greet: nothing, remind: nothing, finishBroadcasts: nothing }).map((job) => ({
    ...job,
    catchUp: false,
    run: async (at) => void ran.push({ job: job.name, at }),
  }));
}

/** What the processes have asked the database for is real, and takes real time. */
async function answered(): Promise<void> {
  for (let calm = 0; calm < 3; ) {
    await new Promise((soon) => setImmediate(soon));
    calm = processes.every(({ idleCount, totalCount, waitingCount }) => idleCount === totalCount && waitingCount === 0) ? calm + 1 : 0;
  }
}

/** Two processes, with one clock that goes when it is told to. */
function twoProcesses(timeZone: string, from: string) {
  const ran: Ran[] = [];
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: Date.parse(from) });
  const log = { info: () => {}, error: (about: object) => ran.push({ job: JSON.stringify(about), at: Date.now() }) };
  const schedules = processes.map((pool) => createSchedule({ pool, jobs: jobsNoting(ran), timeZone, clock: Date.now, log }));
  for (const schedule of schedules) schedule.start();
  return {
    ran,
    async pass(minutes: number): Promise<void> {
      for (let minute = 0; minute < minutes; minute += 1) {
        await vi.advanceTimersByTimeAsync(MINUTE_MS);
        await answered();
      }
    },
    stop: () => Promise.all(schedules.map((schedule) => schedule.stop())),
  };
}

/** Every minute of that time at which a wall clock there shows what the jobs' lines say. */
function shown(timeZone: string, from: string, minutes: number): Ran[] {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  const jobs = jobsNoting([]).map(({ name, when }) => ({ name, fields: when.split(' ') }));
  return Array.from({ length: minutes }, (_, minute) => Date.parse(from) + (minute + 1) * MINUTE_MS).flatMap((at) => {
    const [hour = '', minute = ''] = clock.format(at).split(':');
    const due = jobs.filter(({ fields }) => says(fields[0], Number(minute)) && says(fields[1], Number(hour)));
    return due.map(({ name }) => ({ job: name, at }));
  });
}

// "30", "*" or every so many: there is no more in the table.
const says = (field = '', value: number): boolean =>
  field.startsWith('*/') ? value % Number(field.slice(2)) === 0 : field === '*' || Number(field) === value;

const byTime = (ran: readonly Ran[]): string[] => ran.map(({ job, at }) => `${new Date(at).toISOString()} ${job}`).toSorted();

test.each([
  ['Europe/Warsaw', 'the night that loses an hour', '2027-03-27T21:00:00Z'],
  ['Europe/Warsaw', 'the night that has one twice', '2027-10-30T21:00:00Z'],
  ['Europe/London', 'the night that loses an hour', '2027-03-27T21:00:00Z'],
  ['Europe/London', 'the night that has one twice', '2027-10-30T21:00:00Z'],
  ['Europe/Moscow', 'a night where clocks stay', '2027-03-27T21:00:00Z'],
])('in %s, in %s, two processes do each job once, whenever the clock shows it', async (timeZone, _, from) => {
  const { ran, pass, stop } = twoProcesses(timeZone, from);
  await pass(9 * 60);
  await stop();
  expect(byTime(ran)).toEqual(byTime(shown(timeZone, from, 9 * 60)));
  expect(ran.filter(({ job }) => job === 'keep a copy')).toHaveLength(1);
  expect((await processes[0]?.query('select from schedule_run where finished_at is null'))?.rowCount).toBe(0);
});

test('a process that was busy when the minute came does its work some seconds late', async () => {
  const { ran, pass, stop } = twoProcesses('Europe/Warsaw', '2027-06-01T01:29:30Z');
  vi.setSystemTime('2027-06-01T01:30:10Z'); // half a minute on, and nobody was called
  await pass(1);
  await stop();
  expect(ran.map(({ job }) => job)).toContain('tidy up');
});

import type pg from 'pg';
import type { Job } from './schedule.ts';

const MEMBERS_A_ROUND = 500;
const DAY_MS = 24 * 60 * 60 * 1000;
/** How long what was said and asked is kept: for repeats of a message, and for looking into a complaint. */
const MESSAGES_KEPT_MS = 30 * DAY_MS;
/** What a broadcast brought is looked at for longer. */
const BROADCASTS_KEPT_MS = 90 * DAY_MS;
const REQUESTS_KEPT_MS = 60 * DAY_MS;
const SESSIONS_KEPT_MS = 8 * DAY_MS;
const CODES_KEPT_MS = 2 * DAY_MS;

export type JobDeps = {
  readonly pool: pg.Pool;
  /** Moves a member's expired points out, as a turn of its own. */
  readonly expire: (memberId: string, requestId: string) => Promise<unknown>;
  /** Keeps a copy of the day, where copies are kept. */
  readonly keepCopy?: (now: number, stopping: AbortSignal) => Promise<void>;
  /** Greets whom the occasions of the program come to. */
  readonly greet: () => Promise<void>;
  /** Brings open cases to the manager's mind. */
  readonly remind: () => Promise<void>;
  /** Notes which broadcasts are over. */
  readonly finishBroadcasts: (now: number) => Promise<void>;
};

/** Everything that happens by the clock: name, when, what, and whether it is caught up after downtime. */
export const jobsOf = (deps: JobDeps): readonly Job[] => [
  { name: 'expire points', when: '5 * * * *', catchUp: true, run: (now) => expirePoints(deps, now) },
  { name: 'greet', when: '*/5 * * * *', catchUp: true, run: () => deps.greet() },
  { name: 'remind of cases', when: '*/10 * * * *', catchUp: true, run: () => deps.remind() },
  { name: 'finish broadcasts', when: '*/5 * * * *', catchUp: false, run: (now) => deps.finishBroadcasts(now) },
  { name: 'tidy up', when: '30 3 * * *', catchUp: false, run: (now) => tidyUp(deps.pool, now) },
  ...(deps.keepCopy === undefined ? [] : [{ name: 'keep a copy', when: '40 3 * * *', catchUp: true, run: deps.keepCopy }]),
];

async function expirePoints({ pool, expire }: JobDeps, now: number): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await pool.query<{ member_id: string; lot: number }>(
      `select member_id, max(number) as lot from lot where remaining > 0 and expires_at <= $1 and member_id > $2 group by member_id order by member_id limit $3`,
      [new Date(now), after, MEMBERS_A_ROUND],
    );
    if (rows.length === 0) return;
    await Promise.all(rows.map((row) => expire(row.member_id, `expire:${row.member_id}:${row.lot}:${now}`)));
    after = rows.at(-1)?.member_id ?? after;
  }
}

/** Rubs out what is no longer needed. Messages that still wait, transfers and consents stay. */
async function tidyUp(pool: pg.Pool, now: number): Promise<void> {
  const before = (keptMs: number): [Date] => [new Date(now - keptMs)];
  const settled = `settled_at < $1 and state not in ('waiting', 'sending')`;
  await pool.query(`delete from outbox where ${settled} and broadcast_id is null`, before(MESSAGES_KEPT_MS));
  await pool.query(`delete from outbox where ${settled} and broadcast_id is not null`, before(BROADCASTS_KEPT_MS));
  await pool.query('delete from request where at < $1', before(REQUESTS_KEPT_MS));
  await pool.query('delete from session where heard_at < $1', before(SESSIONS_KEPT_MS));
  await pool.query('delete from code where at < $1', before(CODES_KEPT_MS));
  await pool.query('delete from schedule_run where due_at < $1', before(MESSAGES_KEPT_MS));
  await pool.query('delete from data_link where expires_at < $1', before(0));
  await pool.query('delete from greeting_run where started_at < $1', before(REQUESTS_KEPT_MS));
  await pool.query('delete from pause where until < $1', before(0));
}

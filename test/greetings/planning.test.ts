import pg from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { dropDatabase } from '../support/database.ts';
import { openWorld, smsShopper, type World } from '../support/world.ts';

const NOON = Date.parse('2027-03-03T12:00:00+03:00');

/** Both come to her today. The caps of the sample program leave room for one: the one that cannot wait. */
const occasions = `
  - { name: any-day, on: { birthday: {} }, catchUpDays: 3, texts: { en: "Any day, {name}", ru: "Не к спеху" } }
  - { name: today, on: { birthday: {} }, gift: { points: 7, lastsDays: 30 }, texts: { en: "Today, {name}", ru: "Сегодня" } }`;

let one: World;
let other: World; // with the same clock
let anna: { readonly id: string };
/** Somebody else's connection, which can hold a process up in the middle of its planning. */
let aside: pg.Client;

beforeEach(async () => {
  one = await openWorld({ telegram: false, startAt: NOON - 60_000, occasions });
  other = await openWorld({ telegram: false, startAt: one.now(), occasions, database: one.database });
  const person = smsShopper(one);
  for (const said of ['JOIN Anna', '1']) await person.says(said);
  await expect.poll(async () => (await one.database.pool.query('select from member')).rowCount).toBe(1); // the other process may hear her
  await expect.poll(firstPlanningsAreOver, { timeout: 10_000 }).toBe(true); // while one goes on nobody else plans
  const { rows } = await one.database.pool.query('update member set birth_day = 303, birth_told_at = joined_at returning id');
  [anna] = rows;
  await one.database.pool.query('delete from greeting_run');
  for (const world of [one, other]) world.pass(60_000);
  const [{ current_database: database }] = (await one.database.pool.query('select current_database()')).rows;
  aside = new pg.Client({ ...inject('databaseServer'), database });
  await aside.connect();
});
afterEach(async () => {
  await aside.end();
  for (const world of [one, other]) await world.close();
  await dropDatabase(one.database);
});

/** Each process plans as it starts. */
const firstPlanningsAreOver = async () =>
  (await one.database.pool.query(`select bool_and(finished_at is not null) as over from schedule_run where job = 'greet'`)).rows[0].over;

/** A row like the one that is to be written, not committed: whoever comes to it waits. */
async function holdUpToday(): Promise<void> {
  await aside.query('begin');
  await aside.query(
    `insert into greeting (occasion, cycle, member_id, facts, at, until, told) values ('today', '2027', $1, '{}', now(), now(), true)`,
    [anna.id],
  );
}

async function untilHeldUp(): Promise<number> {
  for (let looks = 0; looks < 200; looks += 1) {
    const { rows } = await one.database.pool.query(
      `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows.length > 0) return rows[0].pid;
    await new Promise((later) => setTimeout(later, 20));
  }
  throw new Error('nobody was held up');
}

/** Until PostgreSQL has let go of what they held: their own process hears of it before that. */
async function cutOff(connections: string, values: readonly unknown[] = []): Promise<void> {
  const { rows } = await aside.query(`select pg_terminate_backend(pid, 10000) as gone from ${connections}`, [...values]);
  expect(rows).toEqual([{ gone: true }]);
}

/** What is planned, in the order of its planning, and what became of it. */
const fates = async () =>
  (
    await one.database.pool.query(
      `select split_part(request, ':', 2) as occasion, state, due_at > $1 as postponed from outbox where request like 'greeting:%' order by id`,
      [new Date(NOON + 3_600_000)],
    )
  ).rows;

/** Whichever of the two sends it. */
const expectTodayOnly = () =>
  expect.poll(fates, { timeout: 10_000 }).toEqual([
    { occasion: 'today', state: 'sent', postponed: false },
    { occasion: 'any-day', state: 'waiting', postponed: true },
  ]);

test('what cannot wait comes first, also where another process plans meanwhile', async () => {
  await holdUpToday();
  const planned = one.shop.greet();
  await untilHeldUp();
  await other.greet();
  expect(await fates()).toEqual([]);
  await aside.query('rollback');
  await planned;
  await one.greet();
  await expectTodayOnly();
});

test('where a process is cut off in the middle, the next one begins where it was, at once', async () => {
  await holdUpToday();
  const planned = one.shop.greet();
  const pid = await untilHeldUp();
  await Promise.all([expect(planned).rejects.toThrow(), cutOff('pg_stat_activity where pid = $1', [pid])]);
  await aside.query('rollback');
  await other.greet();
  await expectTodayOnly();
});

test('a connection that is lost while a gift is posted ends the planning, not the process', async () => {
  await aside.query('begin');
  await aside.query('select from account where member_id = $1 for update', [anna.id]);
  const planned = one.shop.greet();
  await untilHeldUp();
  await cutOff(
    "pg_locks join pg_database on pg_database.oid = database where locktype = 'advisory' and classid = 7213 and datname = current_database()",
  );
  await aside.query('rollback');
  await expect(planned).rejects.toThrow();
  await other.greet();
  await expectTodayOnly();
});

import type pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../src/database/database.ts';
import { literal } from '../../src/database/sql.ts';
import { lookUp, onePlan, trip } from '../../src/database/trip.ts';
import { dropDatabase, freshDatabase } from '../support/database.ts';

let database: Database;
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(() => dropDatabase(database));

test('after a trip that failed and was rolled back a connection is as good as new', async () => {
  const client = await database.pool.connect();
  const named = async () => (await client.query({ name: 'theirs', text: 'select $1::int as one', values: [1] })).rows;
  const ours = (value: string) => trip(client, ['begin', `select ${literal(value)}::int as two`, 'commit']);
  try {
    expect(await named()).toEqual([{ one: 1 }]);
    await ours('2');
    await expect(ours('two')).rejects.toThrow('invalid input syntax');
    await client.query('rollback');
    expect(await named()).toEqual([{ one: 1 }]);
    expect((await ours('2'))[1]?.rows).toEqual([{ two: 2 }]);
  } finally {
    client.release();
  }
});

test('a connection that would send one statement after another is refused', async () => {
  const client = { pipeline: false } as pg.PoolClient;
  await expect(trip(client, ['select 1'])).rejects.toThrow('opened with `pipeline`');
});

test('a question that fails leaves the pool as large as it was', async () => {
  for (let more = database.pool.options.max; more >= 0; more -= 1)
    await expect(lookUp(database.pool, `select 1 / ${literal('0')}::int`)).rejects.toThrow('division by zero');
  expect((await lookUp(database.pool, `select ${literal('2')}::int as two`)).rows).toEqual([{ two: 2 }]);
});

test('what is asked of the planner ends with the transaction', async () => {
  const client = await database.pool.connect();
  const mode = `select current_setting('plan_cache_mode') || ' ' || current_setting('enable_seqscan') as mode`;
  try {
    expect((await trip(client, ['begin', onePlan, mode, 'commit']))[2]?.rows).toEqual([{ mode: 'force_generic_plan off' }]);
    expect((await client.query(mode)).rows).toEqual([{ mode: 'auto on' }]);
  } finally {
    client.release();
  }
});

test('a statement that was planned while its table was empty is planned again once the table has grown', async () => {
  const { pool } = database;
  await pool.query('create table visit (number int primary key, shop int); create index on visit (shop); analyze visit');
  const client = await pool.connect();
  const look = () => trip(client, [`select number from visit where shop = any(${literal('{7}')}::int[]) order by number`]);
  const planned = async () => {
    const { rows } = await client.query(`select name from pg_prepared_statements where statement like '%from visit%'`);
    const { rows: lines } = await client.query(`explain execute ${rows[0].name}('{7}')`);
    return lines.map((line) => line['QUERY PLAN']).join('\n');
  };
  try {
    await client.query('set plan_cache_mode = force_generic_plan');
    await look();
    expect(await planned()).toContain('Filter: (shop = ANY');
    await client.query('insert into visit select number, number % 1000 from generate_series(1, 20000) as number');
    for (let times = 1; times < 64; times += 1) await look();
    expect(await planned()).toContain('Index Cond: (shop = ANY');
  } finally {
    client.release();
  }
});

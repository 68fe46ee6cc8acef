import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../src/database/database.ts';
import { literal } from '../../src/database/sql.ts';
import { giveUp, trip } from '../../src/database/trip.ts';
import { dropDatabase, freshDatabase } from '../support/database.ts';

let database: Database;
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(() => dropDatabase(database));

test('after a trip that failed a connection is as good as new, and keeps what others have prepared on it', async () => {
  const client = await database.pool.connect();
  const named = async () => (await client.query({ name: 'theirs', text: 'select $1::int as one', values: [1] })).rows;
  const ours = (value: string) => trip(client, ['begin', `select ${literal(value)}::int as two`, 'commit']);
  try {
    expect(await named()).toEqual([{ one: 1 }]);
    await ours('2');
    await expect(ours('two')).rejects.toThrow('invalid input syntax');
    await giveUp(client);
    expect(await named()).toEqual([{ one: 1 }]);
    expect((await ours('2'))[1]?.rows).toEqual([{ two: 2 }]);
  } finally {
    client.release();
  }
});

test('what a trip asks of the planner ends with it, alone and as a transaction', async () => {
  const client = await database.pool.connect();
  const mode = `select current_setting('plan_cache_mode') || ' ' || current_setting('enable_seqscan') as mode`;
  try {
    expect((await trip(client, [mode]))[0]?.rows).toEqual([{ mode: 'force_generic_plan off' }]);
    expect((await client.query(mode)).rows).toEqual([{ mode: 'auto on' }]);
    expect((await trip(client, ['begin', mode]))[1]?.rows).toEqual([{ mode: 'force_generic_plan off' }]);
    await client.query('commit');
    expect((await client.query(mode)).rows).toEqual([{ mode: 'auto on' }]);
  } finally {
    client.release();
  }
});

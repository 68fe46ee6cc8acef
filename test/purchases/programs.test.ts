import { afterAll, beforeAll, expect, test } from 'vitest';
import { adoptProgram } from '../../src/purchases/programs.ts';
import { freshDatabase } from '../support/database.ts';
import { join, smsPerson } from '../support/said.ts';
import { tillAt } from '../support/till.ts';
import { openWorld, sampleProgram, type World } from '../support/world.ts';

/** Remainders count in sevenths of what they counted in before. */
const dearer = (text: string): string => text.replace('worth: { points: 1, money: 100 }', 'worth: { points: 1, money: 700 }');

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

test('a process that still goes by the old program and one that goes by the new read each other’s remainders right', async () => {
  const anna = smsPerson(world, '+79194000021');
  await join(anna);
  const sells = async (at: World, total: number) => (await tillAt(at).sells({ phone: anna.phone, total })).body.pointsEarned;
  expect(await sells(world, 3000)).toBe(0); // 0.9 of a point
  const later = await openWorld({ database: world.database, telegram: false, sms: false, program: dearer });
  expect(await sells(world, 3000)).toBe(1); // and 0.9 more by the old program: 0.8 is left
  expect(await sells(later, 4667)).toBe(1); // 0.20001 by the new one
  expect(await sells(world, 3000)).toBe(0);
  await later.close();
});

test('a remainder from before denominators were noted counts in those of the program it was earned by', async () => {
  const boris = smsPerson(world, '+79194000022');
  await join(boris);
  await tillAt(world).sells({ phone: boris.phone, total: 3000 });
  await adoptProgram(world.database.pool, sampleProgram().program, 'the same terms once more', world.now() + 1);
  await world.database.pool.query('update account set denominator = null');
  const later = await openWorld({ database: world.database, telegram: false, sms: false, program: dearer });
  expect((await tillAt(later).sells({ phone: boris.phone, total: 2334 })).body.pointsEarned).toBe(1); // 0.9 and 0.10003
  await later.close();
});

test('a change of programs waits for turns under way, and never holds what they wait for', async () => {
  const { pool } = await freshDatabase();
  await adoptProgram(pool, sampleProgram().program, 'old', 1);
  const [first, second] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
  for (const id of [second, first])
    await pool.query(`insert into account (member_id, points, held, debt, carry, number, hash) values ($1, 0, 0, 0, 7, 0, '')`, [id]);
  const turn = await pool.connect();
  const lock = (id: string | undefined) => turn.query('select 1 from account where member_id = $1 for update', [id]);
  await turn.query('begin');
  await lock(first);
  const adopting = adoptProgram(pool, sampleProgram(dearer).program, 'new', 2);
  await expect
    .poll(
      async () =>
        (await pool.query(`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`)).rowCount,
    )
    .toBe(1);
  await lock(second);
  await turn.query('commit');
  turn.release();
  await adopting;
  const { rows } = await pool.query('select distinct carry::int, denominator::int from account');
  expect(rows).toEqual([{ carry: 7, denominator: 10_000 }]);
});

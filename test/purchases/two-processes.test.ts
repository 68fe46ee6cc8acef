import { afterAll, beforeAll, expect, test } from 'vitest';
import { smsPerson } from '../support/said.ts';
import { tillAt } from '../support/till.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let neighbour: World;
beforeAll(async () => {
  world = await openWorld();
  neighbour = await openWorld({ database: world.database, telegram: false, sms: false });
});
afterAll(async () => {
  await neighbour.close();
  await world.close();
});

/** Resolves when some statement waits for another's lock. */
async function somebodyWaits(): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    const { rowCount } = await world.database.pool.query(
      `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
    );
    if (rowCount !== 0) return;
    await new Promise((later) => setTimeout(later, 10));
  }
  throw new Error('nobody waited for a lock');
}

test('only a purchase that is locked is claimed: one that another process recorded meanwhile waits for the next message', async () => {
  const person = smsPerson(world, '+79194000001');
  const pending = async () => (await tillAt(world).get(`/members?phone=${encodeURIComponent(person.phone)}`)).body.pending;
  const first = await tillAt(world).sells({ phone: person.phone });
  const holder = await world.database.pool.connect();
  await holder.query('begin');
  await holder.query('select 1 from purchase where id = $1 for update', [first.body.id]);
  const joining = person.says('JOIN Anna');
  await somebodyWaits();
  await tillAt(neighbour).sells({ phone: person.phone });
  await holder.query('rollback');
  holder.release();
  expect((await joining).keys).toContain('claimed');
  expect(await pending()).toBe(14);
  expect((await person.says('2')).keys).toContain('claimed');
  expect(await pending()).toBe(28);
});

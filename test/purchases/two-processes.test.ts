import { afterAll, beforeAll, expect, test } from 'vitest';
import { join, smsPerson, telegramPerson } from '../support/said.ts';
import { cardOf, tillAt } from '../support/till.ts';
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

test('a return that comes in one batch with a merge gives back to whoever has the points then', async () => {
  const till = tillAt(world);
  const phone = '+79194000002';
  await join(smsPerson(world, phone));
  const byChat = telegramPerson(world, { phone, language: 'en' });
  await byChat.says('/start');
  await byChat.does(() => byChat.shopper.taps('Without my number'));
  await byChat.says('-');
  await byChat.says('no');
  const card = await cardOf(world, byChat.address);
  for (let sales = 0; sales < 2; sales += 1) await till.sells({ card, total: 500_000 });
  world.pass(2 * 86_400_000);
  const paid = await till.sells({ card, redeemPoints: 100 });
  const other = smsPerson(world, '+79194000003');
  await join(other);

  const holder = await world.database.pool.connect();
  await holder.query('begin');
  await holder.query('select 1 from account where member_id = (select member_id from identity where address = $1) for update', [
    other.address,
  ]);
  const waiting = till.sells({ phone: other.phone });
  await somebodyWaits();
  const merging = byChat.does(() => byChat.shopper.shares());
  await new Promise((later) => setTimeout(later, 200));
  const returning = till.post(`/purchases/${paid.body.id}/returns`, { returnId: 'R-1', at: new Date(world.now()).toISOString() });
  await new Promise((later) => setTimeout(later, 200));
  await holder.query('rollback');
  holder.release();
  await Promise.all([waiting, merging]);
  const { status, body } = await returning;
  const { body: member } = await till.get(`/members?phone=${encodeURIComponent(phone)}`);
  expect([status, body.pointsReturned, body.balance]).toEqual([201, 100, member.balance]);
  const { rows } = await world.database.pool.query('select member_id from purchase where id = $1', [paid.body.id]);
  expect(rows).toEqual([{ member_id: member.id }]);
  const left = await world.database.pool.query(
    `select 1 from account join member on member.id = member_id where merged_into is not null and points <> 0`,
  );
  expect(left.rowCount).toBe(0);
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { join, lastCode, smsPerson, telegramPerson } from '../support/said.ts';
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

describe('a sale and an enrolment by one phone at one moment, in two processes', () => {
  const pendingOf = async (phone: string) => (await tillAt(world).get(`/members?phone=${encodeURIComponent(phone)}`)).body.pending;

  /** Does it while whoever claims this purchase has to wait. */
  async function whileLocked(purchase: unknown, what: () => Promise<void>): Promise<void> {
    const holder = await world.database.pool.connect();
    await holder.query('begin');
    await holder.query('select 1 from purchase where id = $1 for update', [purchase]);
    await what();
    await holder.query('rollback');
    holder.release();
  }

  test('the sale waits for the enrolment, and is the new member’s at once', async () => {
    const person = smsPerson(world, '+79194000001');
    const first = await tillAt(world).sells({ phone: person.phone });
    const both: Promise<unknown>[] = [];
    await whileLocked(first.body.id, async () => {
      both.push(person.says('JOIN Anna'));
      await somebodyWaits();
      both.push(tillAt(neighbour).sells({ phone: person.phone }));
      await new Promise((later) => setTimeout(later, 100));
    });
    await Promise.all(both);
    expect(await pendingOf(person.phone)).toBe(28);
  });

  test('the same where the phone is proved by a contact, and by a code', async () => {
    for (const [phone, way] of [
      ['+79194000011', 'contact'],
      ['+79194000012', 'code'],
    ] as const) {
      const person = telegramPerson(world, { phone, language: 'en' });
      const first = await tillAt(world).sells({ phone });
      await person.says('/start');
      if (way === 'code') await person.says(phone);
      const code = way === 'code' ? await lastCode(world, phone) : '';
      const both: Promise<unknown>[] = [];
      await whileLocked(first.body.id, async () => {
        both.push(way === 'code' ? person.says(code) : person.does(() => person.shopper.shares()));
        await somebodyWaits();
        both.push(tillAt(neighbour).sells({ phone }));
        await new Promise((later) => setTimeout(later, 100));
      });
      await Promise.all(both);
      expect(await pendingOf(phone), way).toBe(28);
    }
  });
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

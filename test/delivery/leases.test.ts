import { expect, onTestFinished, test } from 'vitest';
import { giveUpLeases, LEASE_MS, renewLeases } from '../../src/delivery/outbox.ts';
import { freshDatabase } from '../support/database.ts';

const now = Date.parse('2026-11-20T12:00:00Z');

/** Two messages on their way, of which the first is being settled on a connection of its own. */
async function oneOfTwoBeingSettled() {
  const { pool } = await freshDatabase();
  const { rows } = await pool.query(
    `insert into outbox (request, class, address, recipient, message, state, due_at, attempts, leased_until, created_at)
       select 'request', 'reply', address, address, '{}', 'waiting', $1, 0, $1, $1 from unnest('{telegram:1,telegram:2}'::text[]) as address
       returning id`,
    [new Date(now)],
  );
  const ids = rows.map(({ id }) => Number(id));
  const settling = await pool.connect();
  onTestFinished(() => settling.release());
  await settling.query('begin');
  await settling.query(`update outbox set state = 'sent', settled_at = $2 where id = $1`, [ids[0], new Date(now)]);
  const leases = async () => {
    await settling.query('commit');
    const { rows } = await pool.query('select leased_until from outbox order by id');
    return rows.map((row) => row.leased_until.getTime() - now);
  };
  return { pool, ids, leases };
}

test('a lease is renewed without waiting for a message that is being settled', async () => {
  const { pool, ids, leases } = await oneOfTwoBeingSettled();
  await renewLeases(pool, ids, now);
  expect(await leases()).toEqual([0, LEASE_MS]);
});

test('a lease is given up without waiting for a message that is being settled', async () => {
  const { pool, ids, leases } = await oneOfTwoBeingSettled();
  await giveUpLeases(pool, ids, now - 1);
  expect(await leases()).toEqual([0, -1]);
});

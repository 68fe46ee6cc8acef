import { afterAll, beforeAll, expect, test } from 'vitest';
import { part } from '../../src/database/sql.ts';
import { type PrivacyWrite, privacyKeeper } from '../../src/privacy/keeper.ts';
import { textOf } from '../../src/texts/render.ts';
import { telegramPerson } from '../support/said.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const pool = () => world.database.pool;

test('what still waits for a member who is forgotten is dropped then and there, and so rubbed out in time', async () => {
  const anna = telegramPerson(world, { language: 'en', phone: '+79181237671' });
  await anna.says('/start');
  await anna.does(() => anna.shopper.shares());
  const { rows } = await pool().query<{ id: string }>(
    `insert into outbox (request, class, member_id, recipient, message, state, due_at, attempts, created_at)
     select 'a-greeting', 'marketing', member_id, member_id::text, '{}', 'waiting', now() + interval '9 days', 0, now() from identity where address = $1
     returning id`,
    [anna.address],
  );
  await anna.says('/forget');
  await anna.does(() => anna.shopper.taps(textOf('choice-forget', 'en')));
  const kept = await pool().query('select state, reason, settled_at from outbox where id = $1', [rows[0]?.id]);
  expect(kept.rows).toEqual([{ state: 'dropped', reason: 'forgotten', settled_at: expect.any(Date) }]);
});

const someone = '00000000-0000-4000-8000-000000000001';
const somebodyElse = '00000000-0000-4000-8000-000000000002';
const statementsOf = (write: PrivacyWrite): string[] => {
  const store = privacyKeeper({ newDataLink: () => ({ token: '', digest: '' }) }).open(null);
  store.apply([write], { requestId: 'a-request', now: world.now() });
  return store.flush().filter((statement) => statement.startsWith('update outbox'));
};

test('what is kept for one member is found among many messages without reading them all', async () => {
  await pool().query(
    `insert into outbox (request, class, member_id, recipient, message, state, due_at, attempts, created_at, settled_at)
     select 'many', 'service', case when n % 2 = 0 then md5(n::text)::uuid end, 'telegram:' || n, '{}', 'sent', now(), 1, now(), now()
     from generate_series(1, 20000) as n`,
  );
  await pool().query('analyze outbox');
  const asked = [
    ...statementsOf({ kind: 'merge', from: someone, into: somebodyElse }),
    ...statementsOf({ kind: 'forget', memberId: someone, addresses: [] }),
    ...statementsOf({ kind: 'forget', memberId: someone, addresses: ['telegram:1'] }).slice(0, 1),
  ];
  for (const statement of asked) {
    const { text, values } = part(statement);
    const { rows } = await pool().query<{ 'QUERY PLAN': string }>(`explain ${text}`, [...values]);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan, statement).not.toContain('Seq Scan on outbox');
  }
});

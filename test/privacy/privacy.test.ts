import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSettler } from '../../src/delivery/settling.ts';
import type { Letter } from '../../src/texts/message.ts';
import { textOf } from '../../src/texts/render.ts';
import { join, smsPerson, telegramPerson } from '../support/said.ts';
import { cardOf, tillAt } from '../support/till.ts';
import { openWorld, type World } from '../support/world.ts';
import { columns } from './columns.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const catalogued = async (): Promise<string[]> => {
  const { rows } = await world.database.pool.query<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public' and table_name <> '_prisma_migrations' order by 1`,
  );
  return rows.map((row) => row.name);
};

test('every column is known to my data, forget and merge', async () => {
  expect(await catalogued()).toEqual(Object.keys(columns).sort());
});

/** Where a text stands in the database, in any column of any table. */
async function whereIs(text: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await catalogued()) {
    const [table = '', column = ''] = name.split('.');
    const { rowCount } = await world.database.pool.query(`select 1 from "${table}" where "${column}"::text like $1 limit 1`, [`%${text}%`]);
    if (rowCount !== 0) found.push(name);
  }
  return found;
}

test('after forgetting, nothing that tells who it was is left but the last word to them, and that only for a while', async () => {
  const anna = telegramPerson(world, { firstName: 'Zerafina', language: 'en', phone: '+79181237654' });
  await anna.says('/start s_poster');
  await anna.does(() => anna.shopper.shares());
  await anna.says('zerafina@example.com');
  await anna.says('yes');
  await anna.says('MYDATA');
  await tillAt(world).sells({ phone: anna.phone });
  await world.quiet();
  const card = (await world.database.pool.query(`select card from member where name = 'Zerafina'`)).rows[0].card;
  for (const trace of ['Zerafina', 'zerafina@example.com', '79181237654', card]) expect(await whereIs(trace), trace).not.toEqual([]);

  await anna.says('/forget');
  expect((await anna.does(() => anna.shopper.taps(textOf('choice-forget', 'en')))).keys).toEqual(['forgotten']);
  for (const trace of ['Zerafina', 'zerafina@example.com', '79181237654', card]) expect(await whereIs(trace), trace).toEqual([]);
  expect(await whereIs(String(anna.shopper.id))).toEqual(['outbox.address', 'outbox.recipient', 'session.address']);
});

test('what a member said to the shop leaves no trace of who it was in the answers that are kept', async () => {
  const boris = smsPerson(world, '+79181237656');
  await join(boris);
  await boris.says('do you have any oolong today');
  for (const table of ['request', 'transfer'])
    expect((await world.database.pool.query(`select 1 from ${table} as kept where kept::text like '%79181237656%'`)).rowCount, table).toBe(
      0,
    );
});

test('of two records of one person both are emptied when they are forgotten', async () => {
  const phone = '+79181237657';
  await join(smsPerson(world, phone));
  const byChat = telegramPerson(world, { phone, language: 'en', firstName: 'Quintilla' });
  await byChat.says('/start s_poster');
  await byChat.does(() => byChat.shopper.taps('Without my number'));
  await byChat.says('quintilla@example.com');
  await byChat.says('no');
  await byChat.does(() => byChat.shopper.shares());
  await byChat.says('/forget');
  await byChat.does(() => byChat.shopper.taps(textOf('choice-forget', 'en')));
  for (const trace of ['Quintilla', 'quintilla@example.com']) expect(await whereIs(trace), trace).toEqual([]);
});

test('after a merge both addresses, the purchases and the points are one member’s', async () => {
  const phone = '+79181237655';
  const bySms = smsPerson(world, phone);
  await join(bySms);
  const byChat = telegramPerson(world, { phone, language: 'en' });
  await byChat.says('/start');
  await byChat.does(() => byChat.shopper.taps('Without my number'));
  await byChat.says('-');
  await byChat.says('no');
  await tillAt(world).sells({ card: await cardOf(world, byChat.address) });
  const before = await world.database.pool.query(`select member_id from identity where address = $1`, [byChat.address]);
  await byChat.does(() => byChat.shopper.shares());
  for (const table of ['identity', 'purchase', 'outbox'])
    expect(
      (await world.database.pool.query(`select 1 from ${table} where member_id = $1`, [before.rows[0].member_id])).rowCount,
      table,
    ).toBe(0);
  expect((await byChat.says('WHY')).keys[0]).toBe('why');
  expect((await bySms.says('WHY')).keys[0]).toBe('why');
});

test.each([
  ['a STOP said to one record holds for both', 'stop', false],
  ['an older no gives way to a later yes', 'yes', true],
])('%s', async (_, word, given) => {
  const phone = word === 'stop' ? '+79181237658' : '+79181237659';
  const bySms = smsPerson(world, phone);
  await bySms.says('JOIN Anna');
  await bySms.says(word === 'stop' ? '1' : 'STOP');
  const byChat = telegramPerson(world, { phone, language: 'en' });
  await byChat.says('/start');
  await byChat.does(() => byChat.shopper.taps('Without my number'));
  await byChat.says('-');
  await byChat.says('yes');
  if (word === 'stop') await byChat.says('STOP');
  await byChat.does(() => byChat.shopper.shares());
  const { rows } = await world.database.pool.query(
    `select distinct on (channel) given from consent join identity using (member_id) where address = $1 and purpose = 'marketing'
     order by channel, consent.id desc`,
    [bySms.address],
  );
  expect(rows).toEqual([{ given }, { given }]);
});

test('a message that is on its way while its member is forgotten leaves no words behind when it has arrived', async () => {
  const clara = smsPerson(world, '+79181237660');
  await join(clara);
  const { rows } = await world.database.pool.query<{ id: string }>('select id from outbox where address = $1 order by id limit 1', [
    clara.address,
  ]);
  const id = Number(rows[0]?.id);
  await world.database.pool.query(
    `update outbox set state = 'dropped', reason = 'forgotten', message = '{}', letter = null where id = $1`,
    [id],
  );
  const settler = createSettler({ pool: world.database.pool, log: { warn: () => {} }, clock: world.now });
  await settler.settle({ id, state: 'sent', channel: 'sms', attempts: 1, letter: { language: 'en', text: 'Clara, welcome' } as Letter });
  const kept = await world.database.pool.query('select state, letter from outbox where id = $1', [id]);
  expect(kept.rows).toEqual([{ state: 'dropped', letter: null }]);
});

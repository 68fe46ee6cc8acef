import { afterAll, beforeAll, expect, test } from 'vitest';
import { collectData } from '../../src/privacy/collecting.ts';
import { isOpenable, openDataLink } from '../../src/privacy/links.ts';
import { join, lastCode, smsPerson, telegramPerson } from '../support/said.ts';
import { tillAt } from '../support/till.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const tokenIn = (text: string): string => /\/d\/([\w-]+)/.exec(text)?.[1] ?? '';

test('my data leads to all of it: looked at as often as one likes, opened once', async () => {
  const phone = '+79181110001';
  const anna = telegramPerson(world, { phone, language: 'en' });
  await join(anna);
  await tillAt(world).sells({ phone, lines: [{ name: 'Oolong', quantity: 2, amount: 48_000 }] });
  await anna.says('/mydata');
  const token = tokenIn(JSON.stringify(anna.shopper.user.messages().at(-1)));
  const { pool } = world.database;
  expect(token).not.toBe('');
  expect(await isOpenable(pool, token, world.now())).toBe(true);
  expect(await isOpenable(pool, token, world.now())).toBe(true);
  const memberId = (await openDataLink(pool, token, world.now())) ?? '';
  expect(await collectData(pool, memberId)).toMatchObject({
    member: { name: 'Anna' },
    identities: [{ address: `sms:${phone}`, provedHow: 'contact-shared' }, { address: `telegram:${anna.shopper.id}` }],
    consents: [{ purpose: 'program', given: true }],
    purchases: [{ receiptId: expect.any(String), total: 48_000, lines: [{ name: 'Oolong' }] }],
    transfers: [
      { kind: 'welcome', points: 200 },
      { kind: 'earn', points: 14 },
    ],
  });
  expect(await isOpenable(pool, token, world.now())).toBe(false);
  expect(await openDataLink(pool, token, world.now())).toBeUndefined();
});

test('by SMS the code comes first, and the link is nowhere in the database', async () => {
  const person = smsPerson(world, '+79181110002');
  await join(person);
  await person.says('MYDATA');
  await person.says(await lastCode(world, person.phone));
  const token = tokenIn(world.smsGateway.phone(person.phone).messages().at(-1)?.body ?? '');
  expect(token).not.toBe('');
  const { rows } = await world.database.pool.query('select 1 from outbox where message::text like $1 or letter::text like $1', [
    `%${token}%`,
  ]);
  expect(rows).toEqual([]);
  world.pass(60 * 60_000 + 1);
  expect(await openDataLink(world.database.pool, token, world.now())).toBeUndefined();
});

test('my data tells what was agreed to and moved by a record that has become this one', async () => {
  const phone = '+79181110009';
  const bySms = smsPerson(world, phone);
  await join(bySms);
  const byChat = telegramPerson(world, { phone, language: 'en' });
  await byChat.says('/start');
  await byChat.does(() => byChat.shopper.taps('Without my number'));
  await byChat.says('-');
  await byChat.says('yes');
  const { pool } = world.database;
  const idOf = async (address: string) =>
    (await pool.query('select member_id from identity where address = $1', [address])).rows[0].member_id;
  const before = await idOf(byChat.address);
  await tillAt(world).sells({ card: (await pool.query('select card from member where id = $1', [before])).rows[0].card });
  await byChat.does(() => byChat.shopper.shares());
  const data = await collectData(pool, await idOf(byChat.address));
  const consents = data?.consents.map(({ purpose, channel, given, at }) => `${purpose} ${channel} ${given} ${at}`) ?? [];
  expect(new Set(consents).size).toBe(consents.length);
  const { rows } = await pool.query(`select distinct purpose, channel, given from consent where member_id = $1`, [before]);
  expect(rows.length).toBeGreaterThan(1);
  expect(data?.consents).toEqual(expect.arrayContaining(rows.map((row) => expect.objectContaining(row))));
  expect(data?.consents.filter(({ purpose }) => purpose === 'program')).toHaveLength(2);
  expect(data?.transfers.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['welcome', 'earn', 'merge-out', 'merge-in']));
});

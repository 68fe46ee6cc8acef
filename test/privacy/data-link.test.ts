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

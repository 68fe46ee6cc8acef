import { beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/database/database.ts';
import { createBudgets } from '../../src/delivery/budgets.ts';
import { freshDatabase } from '../support/database.ts';

let database: Database;
beforeAll(async () => {
  database = await freshDatabase();
});

const spent = async (name: string) => (await database.pool.query('select spent::int from spending where name = $1', [name])).rows[0]?.spent;
const many = (count: number, take: (place: number) => Promise<boolean>) =>
  Promise.all(Array.from({ length: count }, (_, place) => take(place)));

test('two processes together never spend more than there is', async () => {
  const [one, other] = [createBudgets(database), createBudgets(database)];
  const budget = { name: 'offers', limit: 1000n };
  const taken = await many(40, (place) => (place % 2 === 0 ? one : other).take(budget, 90n));
  expect(taken.filter(Boolean)).toHaveLength(11);
  expect(await spent('offers')).toBe(990);
});

test('what was not sent is there again', async () => {
  const budgets = createBudgets(database);
  const budget = { name: 'again', limit: 100n };
  expect(await budgets.take(budget, 100n)).toBe(true);
  expect(await budgets.take(budget, 1n)).toBe(false);
  await budgets.giveBack(budget, 100n);
  expect(await budgets.take(budget, 60n)).toBe(true);
});

test('answers take from what was set aside ahead, to the last of it, and the rest goes back when the process ends', async () => {
  const budgets = createBudgets(database);
  const budget = { name: 'answers', limit: 1000n, ahead: 4 };
  expect(await budgets.take(budget, 2n)).toBe(true);
  expect(await spent('answers')).toBe(10);
  const taken = await many(600, () => budgets.take(budget, 2n));
  expect(taken.filter(Boolean)).toHaveLength(499);
  await budgets.giveBack(budget, 2n);
  await budgets.close();
  expect(await spent('answers')).toBe(998);
});

test('a process that dies takes no more than a hundredth of the budget along', async () => {
  expect(await createBudgets(database).take({ name: 'lost', limit: 1000n, ahead: 20 }, 5n)).toBe(true);
  expect(await spent('lost')).toBe(15);
});

test('a price above the whole budget is refused and leaves nothing behind', async () => {
  expect(await createBudgets(database).take({ name: 'small', limit: 5n }, 6n)).toBe(false);
  expect(await spent('small')).toBeUndefined();
});

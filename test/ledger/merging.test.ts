import { expect, test } from 'vitest';
import { balanceOf } from '../../src/ledger/balance.ts';
import { type Book, lotsOf } from '../../src/ledger/book.ts';
import { hold } from '../../src/ledger/holding.ts';
import { merge } from '../../src/ledger/merging.ts';
import { giveBack, takeBack } from '../../src/ledger/returning.ts';
import { bookOf, day, done, now, restoredUntil, spent } from './books.ts';

const other = (book: Book): Book => ({ ...book, memberId: '22222222-2222-4222-8222-222222222222' });

test('every lot moves with its dates, also what is pending; what has expired stays behind', () => {
  const from = bookOf({ points: 5n, expiresAt: now }, { points: 6n, expiresAt: now + day }, { points: 7n, activeAt: now + day });
  const merged = merge(from, other(bookOf({ points: 1n })), now);
  expect(merged.from.account).toMatchObject({ points: 5n, held: 0n, debt: 0n });
  expect(lotsOf(merged.into).map(({ remaining, activeAt, expiresAt }) => [remaining, activeAt, expiresAt])).toEqual([
    [1n, now - day, undefined],
    [6n, now - day, now + day],
    [7n, now + day, undefined],
  ]);
});

test('open holds are released first, and the remainder moves', () => {
  const from = done(hold(bookOf({ points: 5n, carry: 3n }), { id: 'h', points: 5n, happenedAt: now, expiresAt: now + day }, now)).book;
  const merged = merge(from, other(bookOf({ points: 1n, carry: 4n })), now);
  expect([merged.from.account.carry, merged.into.account.carry]).toEqual([0n, 7n]);
  expect(balanceOf(merged.into, now)).toMatchObject({ available: 6n, held: 0n });
  expect(merged.from.holds).toMatchObject([{ state: 'released' }]);
});

const owing = (points: bigint): Book =>
  done(takeBack(spent(bookOf({ points }), points).book, { reverses: [1], points, policy: 'debt', happenedAt: now }, now)).book;

test('what either owes is owed, and the points that moved repay it', () => {
  const merged = merge(owing(10n), other(bookOf({ points: 4n })), now);
  expect([merged.from.account.debt, merged.into.account.debt]).toEqual([0n, -10n]);
  const repaid = merge(bookOf({ points: 4n, expiresAt: now + day }, { points: 9n }), other(owing(10n)), now);
  expect(balanceOf(repaid.into, now)).toEqual({ available: 3n, pending: 0n, held: 0n, debt: 0n });
});

test('a second merge moves what came since: a purchase made before the first one is returned', () => {
  const bought = spent(bookOf({ points: 10n }), 8n);
  const once = merge(bought.book, other(bookOf({ points: 1n })), now);
  const back = done(giveBack(once.from, { reverses: bought.number, points: 8n, restoredUntil, happenedAt: now }, now)).book;
  const twice = merge(back, once.into, now);
  expect([balanceOf(twice.from, now).available, balanceOf(twice.into, now).available]).toEqual([0n, 11n]);
  expect(merge(twice.from, twice.into, now).into.transfers).toHaveLength(twice.into.transfers.length);
});

test('nobody is merged with themselves', () => {
  expect(() => merge(bookOf({ points: 1n }), bookOf({ points: 1n }), now)).toThrow(RangeError);
});

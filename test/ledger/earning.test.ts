import { describe, expect, test } from 'vitest';
import { activationsOf, balanceOf, expiriesOf } from '../../src/ledger/balance.ts';
import { type Book, lotsOf, newBook } from '../../src/ledger/book.ts';
import { earn, expire, forfeit } from '../../src/ledger/earning.ts';
import { hold } from '../../src/ledger/holding.ts';
import { takeBack } from '../../src/ledger/returning.ts';
import { bookOf, day, done, now, remainders, spent } from './books.ts';

/** A member who owes: earned and spent what a return then took back. */
const owing = (points: bigint, book = bookOf({ points })): Book =>
  done(takeBack(spent(book, points).book, { reverses: [1], points, policy: 'debt', happenedAt: now }, now)).book;

describe('earning', () => {
  test('points are pending until they are active', () => {
    const book = bookOf({ points: 5n, activeAt: now + day }, { points: 6n, activeAt: now + day }, { points: 7n });
    expect(balanceOf(book, now)).toEqual({ available: 7n, pending: 11n, held: 0n, debt: 0n });
    expect(activationsOf(book, now)).toEqual([{ at: now + day, points: 11n }]);
  });

  test('what is owed is repaid first, and the rest is a new lot', () => {
    const { book, repaid, numbers } = earn(owing(30n), { kind: 'earn', points: 50n, activeAt: now, happenedAt: now });
    expect({ repaid, numbers }).toEqual({ repaid: 30n, numbers: [4, 5] });
    expect(balanceOf(book, now)).toEqual({ available: 20n, pending: 0n, held: 0n, debt: 0n });
  });

  test('less than is owed leaves no lot', () => {
    const { book } = earn(owing(30n), { kind: 'earn', points: 10n, activeAt: now, happenedAt: now });
    expect(book.account).toMatchObject({ points: 0n, debt: -20n });
  });

  test('no points, and only the remainder changes', () => {
    const { book, numbers } = earn(newBook('m'), { kind: 'earn', points: 0n, carry: 7n, activeAt: now, happenedAt: now });
    expect([book.account.carry, numbers]).toEqual([7n, []]);
  });

  test('it needs no lots to be loaded', () => {
    const { lots: _lots, holds: _holds, ...shallow } = bookOf({ points: 1n });
    expect(earn(shallow, { kind: 'earn', points: 2n, activeAt: now, happenedAt: now }).book.account.points).toBe(3n);
    expect(() => lotsOf(shallow)).toThrow('not loaded');
  });

  test.each<[string, object]>([
    ['more than 2^53 − 1 at once', { points: 2n ** 53n }],
    ['more than 2^53 − 1 in all', { points: 2n ** 53n - 1n }],
    ['less than nothing', { points: -1n }],
    ['half a millisecond', { happenedAt: now + 0.5 }],
    ['a lot that expires before it is active', { activeAt: now, expiresAt: now }],
  ])('%s is refused before it reaches the database', (_, what) => {
    expect(() => earn(bookOf({ points: 1n }), { kind: 'earn', points: 1n, activeAt: now, happenedAt: now, ...what })).toThrow(RangeError);
  });
});

describe('expiry', () => {
  test('whatever has expired leaves, lot by lot, and nothing else', () => {
    const book = spent(bookOf({ points: 5n, expiresAt: now + day }, { points: 6n, expiresAt: now + 2 * day }, { points: 7n }), 2n).book;
    const expired = expire(book, now + day);
    expect(remainders(expired)).toEqual([0n, 6n, 7n]);
    expect(expired.transfers.at(-1)).toMatchObject({ kind: 'expire', points: 3n, reverses: 1, happenedAt: now + day, target: 'expired' });
    expect(expiriesOf(expired, now + day)).toEqual([{ at: now + 2 * day, points: 6n }]);
  });

  test('a second time there is nothing to do', () => {
    const once = expire(bookOf({ points: 5n, expiresAt: now }), now);
    expect(expire(once, now)).toBe(once);
  });
});

test('who is forgotten gives up all points, held and pending too, the debt and the remainder', () => {
  const rich = bookOf({ points: 20n }, { points: 5n, activeAt: now + day }, { points: 9n, expiresAt: now }, { points: 10n, carry: 3n });
  const { book } = done(hold(rich, { id: 'h', points: 15n, happenedAt: now, expiresAt: now + day }, now));
  const gone = forfeit(book, now);
  expect(gone.account).toMatchObject({ points: 0n, held: 0n, debt: 0n, carry: 0n });
  expect(remainders(gone).every((remaining) => remaining === 0n)).toBe(true);
  expect(forfeit(owing(30n), now).account).toMatchObject({ points: 0n, debt: 0n });
});

import { describe, expect, test } from 'vitest';
import { lotsOf } from '../../src/ledger/book.ts';
import { earn, expire } from '../../src/ledger/earning.ts';
import { capture, hold } from '../../src/ledger/holding.ts';
import { giveBack, type ReturnPolicy, takeBack } from '../../src/ledger/returning.ts';
import { bookOf, day, done, now, remainders, restoredUntil, spent } from './books.ts';

const taking = (points: bigint, policy: ReturnPolicy, ...reverses: number[]) => ({ reverses, points, policy, happenedAt: now });

describe('earned points that are taken back', () => {
  test.each<ReturnPolicy>(['within-balance', 'debt', 'only-pending'])(
    'leave their own pending lot first, whatever the policy: %s',
    (policy) => {
      const book = bookOf({ points: 10n, expiresAt: now + day }, { points: 20n, activeAt: now + day });
      const result = done(takeBack(book, taking(15n, policy, 2), now));
      expect([result.taken, result.owed, result.forgiven, remainders(result.book)]).toEqual([15n, 0n, 0n, [10n, 5n]]);
    },
  );

  test('of a purchase with several lots the newest gives first', () => {
    const result = done(takeBack(bookOf({ points: 10n }, { points: 20n }), taking(25n, 'debt', 1, 2), now));
    expect(remainders(result.book)).toEqual([5n, 0n]);
  });

  test('within the balance: then from the others in spending order, and the rest is forgiven', () => {
    const book = spent(bookOf({ points: 20n, expiresAt: now + day }, { points: 6n }, { points: 7n, expiresAt: now + 2 * day }), 20n).book;
    const some = done(takeBack(book, taking(9n, 'within-balance', 1), now));
    expect([some.taken, some.forgiven, remainders(some.book)]).toEqual([9n, 0n, [0n, 4n, 0n]]);
    const all = done(takeBack(book, taking(20n, 'within-balance', 1), now));
    expect([all.taken, all.owed, all.forgiven]).toEqual([13n, 0n, 7n]);
  });

  test('debt: other lots stay, and the rest is owed', () => {
    const book = spent(bookOf({ points: 20n, expiresAt: now + day }, { points: 6n }), 15n).book;
    const result = done(takeBack(book, taking(20n, 'debt', 1), now));
    expect([result.taken, result.owed, remainders(result.book)]).toEqual([5n, 15n, [0n, 6n]]);
    expect(result.book.account.debt).toBe(-15n);
  });

  test('only pending: what is active stays', () => {
    const result = done(takeBack(bookOf({ points: 10n }), taking(10n, 'only-pending', 1), now));
    expect([result.taken, result.forgiven]).toEqual([0n, 10n]);
  });

  test('points that repaid a debt are part of what was earned', () => {
    const owing = done(takeBack(spent(bookOf({ points: 30n }), 30n).book, taking(30n, 'debt', 1), now)).book;
    const { book, numbers } = earn(owing, { kind: 'earn', points: 50n, activeAt: now, happenedAt: now });
    const result = done(takeBack(book, taking(50n, 'debt', ...numbers), now));
    expect([result.taken, result.owed, result.book.account.debt]).toEqual([20n, 30n, -30n]);
  });

  test.each([[false], [true]])('what has expired unspent is not taken a second time (swept: %s)', (swept) => {
    const earned = spent(bookOf({ points: 100n, expiresAt: now + day }, { points: 70n }), 40n).book;
    const later = now + day;
    const book = swept ? expire(earned, later) : earned;
    for (const policy of ['within-balance', 'debt'] as const) {
      const whole = done(takeBack(book, taking(100n, policy, 1), later));
      expect([whole.taken + whole.owed, whole.forgiven]).toEqual([40n, 60n]);
      const half = done(takeBack(book, taking(50n, policy, 1), later));
      const rest = done(takeBack(half.book, taking(50n, policy, 1), later));
      expect(half.taken + half.owed + rest.taken + rest.owed).toBe(40n);
    }
  });

  test.each([
    ['more than was earned', 11n, [1]],
    ['the same earning named twice', 11n, [1, 1]],
    ['what was spent, not earned', 1n, [2]],
  ])('%s is refused', (_, points, reverses) => {
    const { book } = spent(bookOf({ points: 10n }), 4n);
    expect(takeBack(book, taking(points, 'debt', ...reverses), now)).toMatchObject({ ok: false, reason: 'more-than-earned' });
  });

  test('no more is taken in parts than as a whole', () => {
    const once = done(takeBack(bookOf({ points: 10n }), taking(6n, 'debt', 1), now)).book;
    expect(takeBack(once, taking(5n, 'debt', 1), now)).toEqual({ ok: false, reason: 'more-than-earned', left: 4n });
  });

  test('less than nothing is a defect', () => {
    expect(() => takeBack(bookOf({ points: 10n }), taking(-1n, 'debt', 1), now)).toThrow(RangeError);
  });
});

const giving = (reverses: number, points: bigint) => ({ reverses, points, restoredUntil, happenedAt: now });

describe('spent points that are given back', () => {
  test('return to the lots they came from, the ones that last longest first', () => {
    const { book, number } = spent(bookOf({ points: 10n, expiresAt: now + day }, { points: 10n, expiresAt: now + 9 * day }), 15n);
    const some = done(giveBack(book, giving(number, 8n), now)).book;
    expect(remainders(some)).toEqual([3n, 10n]);
    expect(remainders(done(giveBack(some, giving(number, 7n), now)).book)).toEqual([10n, 10n]);
  });

  test('return to a new lot where theirs has expired', () => {
    const { book, number } = spent(bookOf({ points: 10n, expiresAt: now + day }, { points: 10n }), 15n);
    const later = now + day;
    const back = done(giveBack(book, giving(number, 15n), later)).book;
    expect(lotsOf(back).map(({ remaining, expiresAt }) => [remaining, expiresAt])).toEqual([
      [0n, now + day],
      [10n, undefined],
      [10n, restoredUntil],
    ]);
  });

  test('return from a captured hold, up to what was captured', () => {
    const set = done(hold(bookOf({ points: 10n }), { id: 'h', points: 8n, happenedAt: now, expiresAt: now + day }, now));
    expect(giveBack(set.book, giving(set.number, 1n), now)).toEqual({ ok: false, reason: 'more-than-spent', left: 0n });
    const { book } = done(capture(set.book, { id: 'h', points: 5n, happenedAt: now, restoredUntil }, now));
    expect(giveBack(book, giving(set.number, 6n), now)).toEqual({ ok: false, reason: 'more-than-spent', left: 5n });
    expect(remainders(done(giveBack(book, giving(set.number, 5n), now)).book)).toEqual([10n]);
  });

  test('once: never more than was spent, and nothing for what was earned', () => {
    const { book, number } = spent(bookOf({ points: 10n }), 4n);
    const once = done(giveBack(book, giving(number, 3n), now)).book;
    expect(giveBack(once, giving(number, 2n), now)).toEqual({ ok: false, reason: 'more-than-spent', left: 1n });
    expect(giveBack(book, giving(1, 1n), now)).toEqual({ ok: false, reason: 'more-than-spent', left: 0n });
  });
});

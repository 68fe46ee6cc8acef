import { describe, expect, test } from 'vitest';
import { balanceOf, expiriesOf } from '../../src/ledger/balance.ts';
import { lotsOf } from '../../src/ledger/book.ts';
import { expire } from '../../src/ledger/earning.ts';
import { capture, hold } from '../../src/ledger/holding.ts';
import { release } from '../../src/ledger/releasing.ts';
import { planSpending, spend } from '../../src/ledger/spending.ts';
import { bookOf, day, done, now, remainders, restoredUntil, spent } from './books.ts';

describe('which lots pay', () => {
  test('points that expire soonest are spent first, those that never expire last', () => {
    const book = bookOf({ points: 10n }, { points: 10n, expiresAt: now + 9 * day }, { points: 10n, expiresAt: now + 2 * day });
    expect(planSpending(lotsOf(book), 25n, now)).toEqual({
      ok: true,
      draws: [
        { lot: 3, points: 10n },
        { lot: 2, points: 10n },
        { lot: 1, points: 5n },
      ],
    });
  });

  test('of lots that expire together the earlier activation goes first, then the earlier lot', () => {
    const expiresAt = now + day;
    const book = bookOf({ points: 1n, expiresAt }, { points: 1n, expiresAt, activeAt: now - 2 * day }, { points: 1n, expiresAt });
    const plan = done(planSpending(lotsOf(book), 3n, now));
    expect(plan.draws.map((draw) => draw.lot)).toEqual([2, 1, 3]);
  });

  test('a lot is open from its activation until just before its expiry', () => {
    const book = bookOf({ points: 7n, activeAt: now, expiresAt: now + day });
    expect([now - 1, now, now + day - 1, now + day].map((at) => balanceOf(book, at).available)).toEqual([0n, 7n, 7n, 0n]);
  });

  test('more than is available is refused, with what there is, and nothing is moved', () => {
    const book = bookOf({ points: 5n }, { points: 9n, activeAt: now + day });
    expect(spend(book, { points: 6n, happenedAt: now }, now)).toEqual({ ok: false, reason: 'not-enough-points', available: 5n });
  });

  test.each([0n, -1n])('%s points cannot be spent', (points) => {
    expect(() => spend(bookOf({ points: 5n }), { points, happenedAt: now }, now)).toThrow(RangeError);
  });
});

const held = (points: bigint, book = bookOf({ points: 10n, expiresAt: now + 2 * day }, { points: 10n })) =>
  done(hold(book, { id: 'h', points, happenedAt: now, expiresAt: now + day }, now));

describe('holds', () => {
  test('held points are not available, and come back when the hold is released', () => {
    const { book } = held(12n);
    expect(balanceOf(book, now)).toEqual({ available: 8n, pending: 0n, held: 12n, debt: 0n });
    const released = done(release(book, { id: 'h', restoredUntil }, now)).book;
    expect(remainders(released)).toEqual([10n, 10n]);
    expect(release(released, { id: 'h', restoredUntil }, now)).toEqual({ ok: false, reason: 'hold-closed' });
  });

  test('what a capture does not use goes back in the same turn, to the lot that lasts longest', () => {
    const { book } = held(12n);
    const captured = done(capture(book, { id: 'h', points: 5n, happenedAt: now, restoredUntil }, now)).book;
    expect(remainders(captured)).toEqual([5n, 10n]);
    expect(captured.account).toMatchObject({ points: 15n, held: 0n });
    expect(capture(captured, { id: 'h', points: 1n, happenedAt: now, restoredUntil }, now)).toEqual({ ok: false, reason: 'hold-closed' });
  });

  test('a capture of nothing gives everything back', () => {
    const captured = done(capture(held(12n).book, { id: 'h', points: 0n, happenedAt: now, restoredUntil }, now)).book;
    expect(remainders(captured)).toEqual([10n, 10n]);
  });

  test('more than was set aside cannot be captured', () => {
    expect(capture(held(12n).book, { id: 'h', points: 13n, happenedAt: now, restoredUntil }, now)).toEqual({
      ok: false,
      reason: 'hold-too-small',
    });
  });

  test('an overdue hold counts as released: in the balance, in what expires, in what can be spent, and it cannot be captured', () => {
    const { book } = held(12n);
    const later = now + day;
    expect(balanceOf(book, later)).toEqual({ available: 20n, pending: 0n, held: 0n, debt: 0n });
    expect(expiriesOf(book, later)).toEqual([{ at: now + 2 * day, points: 10n }]);
    expect(spent(book, 20n, later).book.account).toMatchObject({ points: 0n, held: 0n });
    expect(capture(book, { id: 'h', points: 1n, happenedAt: later, restoredUntil }, later)).toEqual({ ok: false, reason: 'hold-closed' });
  });

  test('held points do not expire; released after their lot has, they last some days more', () => {
    const { book } = done(
      hold(bookOf({ points: 10n, expiresAt: now + day }), { id: 'h', points: 10n, happenedAt: now, expiresAt: now + 9 * day }, now),
    );
    const later = now + 3 * day;
    const expired = expire(book, later);
    expect(expired.account).toMatchObject({ points: 0n, held: 10n });
    const released = done(release(expired, { id: 'h', restoredUntil }, later)).book;
    expect(lotsOf(released).at(-1)).toEqual({ number: 3, points: 10n, remaining: 10n, activeAt: later, expiresAt: restoredUntil });
  });

  test('an id holds once', () => {
    expect(() => held(1n, held(2n).book)).toThrow('there is a hold h already');
  });
});

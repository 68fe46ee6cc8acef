import { isExpired } from './balance.ts';
import { type Book, enter, type Instant, lotsOf } from './book.ts';
import { earn } from './earning.ts';
import { releaseAll } from './spending.ts';

/**
 * Moves everything one member has to another: each lot keeps its activation and expiry, open holds are released first, what is owed
 * and the remainder move too. Two transfers for every lot, under one request.
 */
export function merge(from: Book, into: Book, now: Instant): { readonly from: Book; readonly into: Book } {
  let left = releaseAll(from, now);
  let right: Book = { ...into, account: { ...into.account, carry: into.account.carry + left.account.carry } };
  left = { ...left, account: { ...left.account, carry: 0n } };

  const debt = -left.account.debt;
  if (debt > 0n) {
    left = enter(left, { kind: 'merge-out', source: 'shop', target: 'debt', points: debt, happenedAt: now });
    right = enter(right, { kind: 'merge-in', source: 'debt', target: 'shop', points: debt, happenedAt: now });
  }
  for (const lot of lotsOf(left)) {
    if (lot.remaining === 0n || isExpired(lot, now)) continue;
    const draws = [{ lot: lot.number, points: lot.remaining }];
    left = enter(left, { kind: 'merge-out', source: 'points', target: 'shop', points: lot.remaining, happenedAt: now, draws });
    const times = lot.expiresAt === undefined ? { activeAt: lot.activeAt } : { activeAt: lot.activeAt, expiresAt: lot.expiresAt };
    right = earn(right, { kind: 'merge-in', points: lot.remaining, ...times, happenedAt: now }).book;
  }
  return { from: left, into: right };
}

import { type Book, type Instant, lotsOf } from './book.ts';
import { earn } from './earning.ts';
import { enter } from './enter.ts';
import { bySoonestExpiry, isExpired, timesOf } from './lots.ts';
import { releaseAll } from './releasing.ts';

/**
 * Moves everything one member has to another: each lot keeps its activation and expiry, open holds are released first, what is owed and the
 * remainder move too. Two transfers for every lot, under one request. What is owed is repaid by the points that expire soonest.
 */
export function merge(from: Book, into: Book, now: Instant): { readonly from: Book; readonly into: Book } {
  if (from.memberId === into.memberId) throw new RangeError(`member ${from.memberId} cannot be merged with themselves`);
  let left = releaseAll(from, now);
  let right: Book = { ...into, account: { ...into.account, carry: into.account.carry + left.account.carry } };
  left = { ...left, account: { ...left.account, carry: 0n } };

  const points = -left.account.debt;
  if (points > 0n) {
    left = enter(left, { kind: 'merge-out', source: 'shop', target: 'debt', points, happenedAt: now });
    right = enter(right, { kind: 'merge-in', source: 'debt', target: 'shop', points, happenedAt: now });
  }
  for (const lot of lotsOf(left).toSorted(bySoonestExpiry)) {
    if (lot.remaining === 0n || isExpired(lot, now)) continue;
    const moved = { points: lot.remaining, happenedAt: now };
    left = enter(left, {
      kind: 'merge-out',
      source: 'points',
      target: 'shop',
      ...moved,
      draws: [{ lot: lot.number, points: lot.remaining }],
    });
    right = earn(right, { kind: 'merge-in', ...moved, ...timesOf(lot) }).book;
  }
  return { from: left, into: right };
}

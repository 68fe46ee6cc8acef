import { type Book, holdsOf, type Instant, type Lot, lotsOf } from './book.ts';

/** A member's points as a person sees them. `available` is the balance: what can be spent now. */
export type Balance = { readonly available: bigint; readonly pending: bigint; readonly held: bigint; readonly debt: bigint };

/** Active, not expired, not empty. */
export const isOpen = (lot: Lot, now: Instant): boolean => lot.remaining > 0n && lot.activeAt <= now && !isExpired(lot, now);
export const isPending = (lot: Lot, now: Instant): boolean => lot.remaining > 0n && lot.activeAt > now && !isExpired(lot, now);
export const isExpired = (lot: Lot, now: Instant): boolean => lot.expiresAt !== undefined && lot.expiresAt <= now;

export function balanceOf(book: Book, now: Instant): Balance {
  const lots = lotsOf(book);
  const held = holdsOf(book).reduce((sum, hold) => (hold.state === 'open' ? sum + hold.points : sum), 0n);
  return {
    available: sumOf(lots.filter((lot) => isOpen(lot, now))),
    pending: sumOf(lots.filter((lot) => isPending(lot, now))),
    held,
    debt: -book.account.debt,
  };
}

/** Points and the moments they expire, soonest first; lots that never expire are left out. */
export function expiriesOf(book: Book, now: Instant): readonly { readonly at: Instant; readonly points: bigint }[] {
  const sums = new Map<Instant, bigint>();
  for (const lot of lotsOf(book))
    if (lot.remaining > 0n && lot.expiresAt !== undefined && lot.expiresAt > now)
      sums.set(lot.expiresAt, (sums.get(lot.expiresAt) ?? 0n) + lot.remaining);
  return [...sums].map(([at, points]) => ({ at, points })).sort((a, b) => a.at - b.at);
}

/** Pending points and when they can be spent, soonest first. */
export function activationsOf(book: Book, now: Instant): readonly { readonly at: Instant; readonly points: bigint }[] {
  const sums = new Map<Instant, bigint>();
  for (const lot of lotsOf(book)) if (isPending(lot, now)) sums.set(lot.activeAt, (sums.get(lot.activeAt) ?? 0n) + lot.remaining);
  return [...sums].map(([at, points]) => ({ at, points })).sort((a, b) => a.at - b.at);
}

export const sumOf = (lots: readonly Lot[]): bigint => lots.reduce((sum, lot) => sum + lot.remaining, 0n);

/** Spending order: the soonest expiry first (never is last), then the earlier activation, then the lot's number. */
export function bySoonestExpiry(a: Lot, b: Lot): number {
  return (a.expiresAt ?? Infinity) - (b.expiresAt ?? Infinity) || a.activeAt - b.activeAt || a.number - b.number || 0;
}

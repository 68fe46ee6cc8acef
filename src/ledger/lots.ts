import type { Draw, Instant, Lot } from './book.ts';

/** Active, not expired, not empty. */
export const isOpen = (lot: Lot, now: Instant): boolean => lot.remaining > 0n && lot.activeAt <= now && !isExpired(lot, now);
export const isPending = (lot: Lot, now: Instant): boolean => lot.remaining > 0n && lot.activeAt > now && !isExpired(lot, now);
export const isExpired = (lot: Lot, now: Instant): boolean => lot.expiresAt !== undefined && lot.expiresAt <= now;

export const sumOf = (lots: readonly Lot[]): bigint => lots.reduce((sum, lot) => sum + lot.remaining, 0n);

/** Spending order: the soonest expiry first (never is last), then the earlier activation, then the lot's number. */
export function bySoonestExpiry(a: Lot, b: Lot): number {
  return (a.expiresAt ?? Infinity) - (b.expiresAt ?? Infinity) || a.activeAt - b.activeAt || a.number - b.number;
}

/** Takes points from lots in the order given; the lots must hold enough. */
export function drawInOrder(lots: readonly Lot[], wanted: bigint): readonly Draw[] {
  const draws: Draw[] = [];
  let owed = wanted;
  for (const lot of lots) {
    const points = lesser(lot.remaining, owed);
    if (points > 0n) draws.push({ lot: lot.number, points });
    owed -= points;
  }
  return draws;
}

/** When a lot can be spent, for another lot that is to last as long. */
export const timesOf = ({ activeAt, expiresAt }: Lot): { readonly activeAt: Instant; readonly expiresAt?: Instant } =>
  expiresAt === undefined ? { activeAt } : { activeAt, expiresAt };

/** The smaller of two amounts: Math.min knows no big ones. */
export function lesser(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}

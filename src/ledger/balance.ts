import { type Book, holdsOf, type Instant, lotsOf } from './book.ts';
import { isExpired, isOpen, isPending, sumOf } from './lots.ts';
import { releaseOverdue } from './releasing.ts';

/** A member's points as a person sees them. `available` is the balance: what can be spent now. */
export type Balance = { readonly available: bigint; readonly pending: bigint; readonly held: bigint; readonly debt: bigint };

/** Overdue holds count as released, here as everywhere. */
export function balanceOf(book: Book, now: Instant): Balance {
  const current = releaseOverdue(book, now);
  const lots = lotsOf(current);
  return {
    available: sumOf(lots.filter((lot) => isOpen(lot, now))),
    pending: sumOf(lots.filter((lot) => isPending(lot, now))),
    held: holdsOf(current).reduce((sum, hold) => (hold.state === 'open' ? sum + hold.points : sum), 0n),
    debt: -current.account.debt,
  };
}

type Dated = { readonly at: Instant; readonly points: bigint };

/** Points and the moments they expire, soonest first; lots that never expire are left out. */
export function expiriesOf(book: Book, now: Instant): readonly Dated[] {
  const living = lotsOf(releaseOverdue(book, now)).filter((lot) => !isExpired(lot, now));
  return addUp(living.flatMap(({ expiresAt, remaining }) => (expiresAt === undefined ? [] : [{ at: expiresAt, points: remaining }])));
}

/** Pending points and when they can be spent, soonest first. */
export function activationsOf(book: Book, now: Instant): readonly Dated[] {
  const pending = lotsOf(book).filter((lot) => isPending(lot, now));
  return addUp(pending.map(({ activeAt, remaining }) => ({ at: activeAt, points: remaining })));
}

function addUp(dated: readonly Dated[]): readonly Dated[] {
  const sums = new Map<Instant, bigint>();
  for (const { at, points } of dated) if (points > 0n) sums.set(at, (sums.get(at) ?? 0n) + points);
  return [...sums].map(([at, points]) => ({ at, points })).sort((a, b) => a.at - b.at);
}

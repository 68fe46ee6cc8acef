import { type Book, type Draw, type Instant, type Lot, lotsOf } from './book.ts';
import { enter } from './enter.ts';
import { bySoonestExpiry, drawInOrder, isOpen, sumOf } from './lots.ts';
import { releaseOverdue } from './releasing.ts';

type Spending = { readonly ok: true; readonly draws: readonly Draw[] } | NotEnough;
type NotEnough = { readonly ok: false; readonly reason: 'not-enough-points'; readonly available: bigint };

/** Decides which lots pay. Points that expire soonest go first, so that no member loses points they could have spent. */
export function planSpending(lots: readonly Lot[], wanted: bigint, now: Instant): Spending {
  const open = lots.filter((lot) => isOpen(lot, now)).toSorted(bySoonestExpiry);
  const available = sumOf(open);
  if (wanted > available) return { ok: false, reason: 'not-enough-points', available };
  return { ok: true, draws: drawInOrder(open, wanted) };
}

export type Spend = { readonly points: bigint; readonly about?: string; readonly happenedAt: Instant };
/** `number` is that of the transfer: what a return reverses. */
export type Spent = { readonly ok: true; readonly book: Book; readonly number: number } | NotEnough;

/** Pays with points. Refused when fewer are available; nothing is moved then. */
export const spend = (book: Book, what: Spend, now: Instant): Spent => payInto(book, { kind: 'spend', target: 'shop', ...what }, now);

/** Takes points away by hand, in the order of spending. Refused when fewer are available; nothing is moved then. */
export const correct = (book: Book, what: Spend, now: Instant): Spent =>
  payInto(book, { kind: 'correction', target: 'shop', ...what }, now);

/** Takes points out of the lots in spending order, for good or to be held. */
export function payInto(
  book: Book,
  move: Spend & ({ kind: 'spend' | 'correction'; target: 'shop' } | { kind: 'hold'; target: 'held' }),
  now: Instant,
): Spent {
  const current = releaseOverdue(book, now);
  const plan = planSpending(lotsOf(current), move.points, now);
  if (!plan.ok) return plan;
  const paid = enter(current, { ...move, source: 'points', draws: plan.draws });
  return { ok: true, book: paid, number: paid.account.number };
}

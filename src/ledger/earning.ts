import { type Book, type Instant, lotsOf } from './book.ts';
import { enter } from './enter.ts';
import { isExpired, lesser } from './lots.ts';
import { releaseAll, releaseOverdue } from './releasing.ts';

export type Earning = {
  readonly kind: 'earn' | 'welcome' | 'gift' | 'merge-in' | 'refund';
  /** May be zero: then only the remainder changes. */
  readonly points: bigint;
  readonly activeAt: Instant;
  readonly expiresAt?: Instant;
  /** The remainder after this earning, where it has one. */
  readonly carry?: bigint;
  readonly about?: string;
  readonly happenedAt: Instant;
};

/** `numbers` are those of the transfers that were entered: what a return reverses. */
export type Earned = { readonly book: Book; readonly repaid: bigint; readonly numbers: readonly number[] };

/** Adds points. What is owed after a return is repaid first; the rest is a new lot. Needs no lots to be loaded. */
export function earn(book: Book, what: Earning): Earned {
  const { carry = book.account.carry, kind, points, activeAt, expiresAt, ...move } = what;
  const lot = expiresAt === undefined ? { activeAt } : { activeAt, expiresAt };
  const repaid = lesser(points, -book.account.debt);
  const lasting = points - repaid;
  let current: Book = { ...book, account: { ...book.account, carry } };
  if (repaid !== 0n) current = enter(current, { ...move, kind: 'repay', source: 'shop', target: 'debt', points: repaid });
  if (lasting !== 0n) current = enter(current, { ...move, kind, source: 'shop', target: 'points', points: lasting, lot });
  return { book: current, repaid, numbers: current.transfers.slice(book.transfers.length).map((transfer) => transfer.number) };
}

/** Moves what has expired out of the member's points, lot by lot. Held points are not in their lots and do not expire. */
export function expire(book: Book, now: Instant): Book {
  const current = releaseOverdue(book, now);
  return lotsOf(current)
    .filter((lot) => lot.remaining > 0n && isExpired(lot, now))
    .reduce(
      (left, { number, remaining: points, expiresAt = now }) =>
        enter(left, {
          kind: 'expire',
          source: 'points',
          target: 'expired',
          points,
          reverses: number,
          happenedAt: expiresAt,
          draws: [{ lot: number, points }],
        }),
      current,
    );
}

/** Gives up every point there is, active or not, and the remainder: the member asked to be forgotten. What is owed is forgiven. */
export function forfeit(book: Book, now: Instant): Book {
  const released = releaseAll(book, now);
  const owed = -released.account.debt;
  const settled =
    owed === 0n ? released : enter(released, { kind: 'forfeit', source: 'shop', target: 'debt', points: owed, happenedAt: now });
  return lotsOf(settled)
    .filter((lot) => lot.remaining > 0n)
    .reduce(
      (left, { number, remaining: points }) =>
        enter(left, { kind: 'forfeit', source: 'points', target: 'expired', points, happenedAt: now, draws: [{ lot: number, points }] }),
      { ...settled, account: { ...settled.account, carry: 0n } },
    );
}

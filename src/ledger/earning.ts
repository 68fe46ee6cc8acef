import { isExpired } from './balance.ts';
import { type Book, enter, type Instant, lotsOf } from './book.ts';
import { releaseAll, releaseOverdue } from './spending.ts';

export type Earning = {
  readonly kind: 'earn' | 'welcome' | 'gift' | 'merge-in';
  /** May be zero: then only the remainder changes. */
  readonly points: bigint;
  readonly activeAt: Instant;
  readonly expiresAt?: Instant;
  /** The remainder after this earning, where it has one. */
  readonly carry?: bigint;
  readonly about?: string;
  readonly happenedAt: Instant;
};

export type Earned = {
  readonly book: Book;
  readonly repaid: bigint /** The transfers that were entered: what a return reverses. */;
  readonly numbers: readonly number[];
};

/** Adds points. What is owed after a return is repaid first; the rest is a new lot. Needs no lots to be loaded. */
export function earn(book: Book, what: Earning): Earned {
  const { carry, activeAt, expiresAt, points, ...move } = what;
  const carried = carry === undefined ? book : { ...book, account: { ...book.account, carry } };
  const owed = -book.account.debt;
  const repaid = points < owed ? points : owed;
  const settled =
    repaid === 0n
      ? carried
      : enter(carried, { kind: 'repay', source: 'shop', target: 'debt', points: repaid, ...about(what), happenedAt: what.happenedAt });
  const rest = points - repaid;
  if (rest === 0n) return { book: settled, repaid, numbers: numbersSince(book, settled) };
  const lot = expiresAt === undefined ? { activeAt } : { activeAt, expiresAt };
  const earned = enter(settled, { ...move, source: 'shop', target: 'points', points: rest, lot });
  return { book: earned, repaid, numbers: numbersSince(book, earned) };
}

const numbersSince = (before: Book, after: Book): readonly number[] =>
  Array.from({ length: after.account.number - before.account.number }, (_, place) => before.account.number + place + 1);

const about = (what: { readonly about?: string }): { readonly about?: string } => (what.about === undefined ? {} : { about: what.about });

/** Moves what has expired out of the member's points, lot by lot. Held points are not in their lots and do not expire. */
export function expire(book: Book, now: Instant): Book {
  const current = releaseOverdue(book, now);
  return lotsOf(current)
    .filter((lot) => lot.remaining > 0n && isExpired(lot, now))
    .reduce(
      (left, lot) =>
        enter(left, {
          kind: 'expire',
          source: 'points',
          target: 'expired',
          points: lot.remaining,
          happenedAt: lot.expiresAt as Instant,
          draws: [{ lot: lot.number, points: lot.remaining }],
        }),
      current,
    );
}

/** Gives up every point there is, active or not: the member asked to be forgotten. What is owed is forgiven. */
export function forfeit(book: Book, now: Instant): Book {
  const released = releaseAll(book, now);
  const owed = -released.account.debt;
  const settled =
    owed === 0n ? released : enter(released, { kind: 'forfeit', source: 'shop', target: 'debt', points: owed, happenedAt: now });
  return lotsOf(settled)
    .filter((lot) => lot.remaining > 0n)
    .reduce(
      (left, lot) =>
        enter(left, {
          kind: 'forfeit',
          source: 'points',
          target: 'expired',
          points: lot.remaining,
          happenedAt: now,
          draws: [{ lot: lot.number, points: lot.remaining }],
        }),
      settled,
    );
}

import { type Book, lotsOf, newBook } from '../../src/ledger/book.ts';
import { type Earning, earn } from '../../src/ledger/earning.ts';
import { type Spend, spend } from '../../src/ledger/spending.ts';

export const day = 86_400_000;
/** A moment to tell others from. */
export const now = Date.UTC(2026, 2, 1, 12);
export const restoredUntil = now + 14 * day;

type Lot = Partial<Omit<Earning, 'points'>> & { readonly points: bigint };

/** A member with these lots, numbered 1, 2, 3…: active since yesterday and lasting, unless told otherwise. */
export const bookOf = (...lots: readonly Lot[]): Book =>
  lots.reduce(
    (book, lot) => earn(book, { kind: 'earn', activeAt: now - day, happenedAt: now - day, ...lot }).book,
    newBook('11111111-1111-4111-8111-111111111111'),
  );

/** What is left of each lot, in the order they were made. */
export const remainders = (book: Book): bigint[] => lotsOf(book).map((lot) => lot.remaining);

/** The result of what must not be refused. */
export function done<Result extends { readonly ok: boolean }>(result: Result): Extract<Result, { readonly ok: true }> {
  if (!result.ok) throw new Error(JSON.stringify(result, (_, value) => (typeof value === 'bigint' ? String(value) : value)));
  return result as Extract<Result, { readonly ok: true }>;
}

export const spent = (book: Book, points: bigint, at = now, about?: string): { readonly book: Book; readonly number: number } => {
  const what: Spend = about === undefined ? { points, happenedAt: at } : { points, about, happenedAt: at };
  return done(spend(book, what, at));
};

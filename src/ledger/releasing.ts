import { type Book, type Hold, holdsOf, type Instant } from './book.ts';
import { restore } from './restoring.ts';

/** How long points last that come back from an overdue hold whose lot has expired meanwhile. */
const OVERDUE_RESTORED_MS = 14 * 24 * 60 * 60 * 1000;

export type Settled =
  | { readonly ok: true; readonly book: Book }
  | { readonly ok: false; readonly reason: 'hold-closed' | 'hold-too-small' };

/** Releases a hold: the points return to their lots. */
export function release(book: Book, what: { readonly id: string; readonly restoredUntil: Instant }, now: Instant): Settled {
  const open = openHold(book, what.id);
  if (open === undefined) return { ok: false, reason: 'hold-closed' };
  return { ok: true, book: giveUp(book, open, what.restoredUntil, now) };
}

/** Overdue holds count as released, at the moment somebody looks. */
export const releaseOverdue = (book: Book, now: Instant): Book => releaseWhere(book, (hold) => hold.expiresAt <= now, now);

/** Releases every open hold: before an account is merged or given up. */
export const releaseAll = (book: Book, now: Instant): Book => releaseWhere(book, () => true, now);

export const openHold = (book: Book, id: string): Hold | undefined => holdsOf(book).find((hold) => hold.id === id && hold.state === 'open');

/** Closes a hold after its points were moved; what was not captured goes back to its lots. */
export function closeHold(
  book: Book,
  hold: Hold,
  how: { state: 'captured' | 'released'; unused: bigint; restoredUntil: Instant },
  now: Instant,
): Book {
  const { state, unused, restoredUntil } = how;
  const back = { kind: 'release', source: 'held', reverses: hold.number, points: unused, restoredUntil, happenedAt: now } as const;
  const settled = unused === 0n ? book : restore(book, back, now);
  return { ...settled, holds: holdsOf(settled).map((one) => (one.id === hold.id ? { ...one, state } : one)) };
}

const releaseWhere = (book: Book, isToGo: (hold: Hold) => boolean, now: Instant): Book =>
  holdsOf(book)
    .filter((hold) => hold.state === 'open' && isToGo(hold))
    .reduce((current, hold) => giveUp(current, hold, now + OVERDUE_RESTORED_MS, now), book);

const giveUp = (book: Book, hold: Hold, restoredUntil: Instant, now: Instant): Book =>
  closeHold(book, hold, { state: 'released', unused: hold.points, restoredUntil }, now);

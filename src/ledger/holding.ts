import { type Book, type Hold, holdsOf, type Instant } from './book.ts';
import { enter } from './enter.ts';
import { closeHold, openHold, releaseOverdue, type Settled } from './releasing.ts';
import { payInto, type Spend, type Spent } from './spending.ts';

/** Sets points aside until `expiresAt`. Held points do not expire; overdue holds count as released. Throws where the id is taken. */
export function hold(book: Book, what: Spend & { readonly id: string; readonly expiresAt: Instant }, now: Instant): Spent {
  const { id, expiresAt, ...move } = what;
  if (holdsOf(book).some((one) => one.id === id)) throw new RangeError(`there is a hold ${id} already`);
  const held = payInto(book, { kind: 'hold', target: 'held', ...move }, now);
  if (!held.ok) return held;
  const set: Hold = { id, number: held.number, points: what.points, state: 'open', expiresAt };
  return { ...held, book: { ...held.book, holds: [...holdsOf(held.book), set] } };
}

/** Captures a hold wholly or partly, for the purchase it was made for; what is not used goes back in the same turn. */
export function capture(book: Book, what: Spend & { readonly id: string; readonly restoredUntil: Instant }, now: Instant): Settled {
  const { id, restoredUntil, ...move } = what;
  const current = releaseOverdue(book, now);
  const open = openHold(current, id);
  if (open === undefined) return { ok: false, reason: 'hold-closed' };
  const unused = open.points - what.points;
  if (unused < 0n) return { ok: false, reason: 'hold-too-small' };
  const captured =
    what.points === 0n ? current : enter(current, { kind: 'capture', source: 'held', target: 'shop', ...move, reverses: open.number });
  return { ok: true, book: closeHold(captured, open, { state: 'captured', unused, restoredUntil }, now) };
}

import { bySoonestExpiry, isOpen, sumOf } from './balance.ts';
import { type Book, type Draw, enter, type Hold, holdsOf, type Instant, type Lot, lotsOf } from './book.ts';

export type Spending = { readonly ok: true; readonly draws: readonly Draw[] } | NotEnough;
type NotEnough = { readonly ok: false; readonly reason: 'not-enough-points'; readonly available: bigint };

/** Decides which lots pay. Points that expire soonest go first, so that no member loses points they could have spent. */
export function planSpending(lots: readonly Lot[], wanted: bigint, now: Instant): Spending {
  const open = lots.filter((lot) => isOpen(lot, now)).toSorted(bySoonestExpiry);
  const available = sumOf(open);
  if (wanted > available) return { ok: false, reason: 'not-enough-points', available };
  return { ok: true, draws: drawInOrder(open, wanted) };
}

/** Takes points from lots in the order given; the lots must hold enough. */
export function drawInOrder(lots: readonly Lot[], wanted: bigint): readonly Draw[] {
  const draws: Draw[] = [];
  let owed = wanted;
  for (const lot of lots) {
    if (owed === 0n) break;
    const points = lot.remaining < owed ? lot.remaining : owed;
    if (points > 0n) draws.push({ lot: lot.number, points });
    owed -= points;
  }
  return draws;
}

export type Spend = { readonly points: bigint; readonly about?: string; readonly happenedAt: Instant };
export type Spent = { readonly ok: true; readonly book: Book; readonly number: number } | NotEnough;

/** Pays with points. Refused when fewer are available; nothing is moved then. */
export function spend(book: Book, what: Spend, now: Instant): Spent {
  const current = releaseOverdue(book, now);
  const plan = planSpending(lotsOf(current), what.points, now);
  if (!plan.ok) return plan;
  const spent = enter(current, { kind: 'spend', source: 'points', target: 'shop', ...what, draws: plan.draws });
  return { ok: true, book: spent, number: spent.account.number };
}

/** Sets points aside until `expiresAt`. Held points do not expire; overdue holds count as released. */
export function hold(book: Book, what: Spend & { readonly id: string; readonly expiresAt: Instant }, now: Instant): Spent {
  const current = releaseOverdue(book, now);
  const plan = planSpending(lotsOf(current), what.points, now);
  if (!plan.ok) return plan;
  const { id, expiresAt, ...move } = what;
  const entered = enter(current, { kind: 'hold', source: 'points', target: 'held', ...move, draws: plan.draws });
  const number = entered.account.number;
  const set: Hold = { id, number, points: what.points, state: 'open', expiresAt };
  const past = { number, kind: 'hold', points: what.points, reversed: 0n, captured: 0n, draws: plan.draws } as const;
  return {
    ok: true,
    number,
    book: { ...entered, holds: [...holdsOf(entered), set], pasts: new Map(entered.pasts).set(number, past) },
  };
}

export type Settled =
  | { readonly ok: true; readonly book: Book }
  | { readonly ok: false; readonly reason: 'hold-closed' | 'hold-too-small' };

/** Captures a hold wholly or partly, for the purchase it was made for; what is not used goes back in the same turn. */
export function capture(book: Book, what: Spend & { readonly id: string; readonly restoredUntil: Instant }, now: Instant): Settled {
  const current = releaseOverdue(book, now);
  const open = holdsOf(current).find((one) => one.id === what.id && one.state === 'open');
  if (open === undefined) return { ok: false, reason: 'hold-closed' };
  if (what.points > open.points) return { ok: false, reason: 'hold-too-small' };
  const { id: _, restoredUntil, ...move } = what;
  const captured =
    what.points === 0n ? current : enter(current, { kind: 'capture', source: 'held', target: 'shop', ...move, reverses: open.number });
  const rest = open.points - what.points;
  return { ok: true, book: closeHold(rest === 0n ? captured : giveBackHeld(captured, open, rest, restoredUntil, now), open, 'captured') };
}

/** Releases a hold: the points return to their lots. */
export function release(book: Book, what: { readonly id: string; readonly restoredUntil: Instant }, now: Instant): Settled {
  const open = holdsOf(book).find((one) => one.id === what.id && one.state === 'open');
  if (open === undefined) return { ok: false, reason: 'hold-closed' };
  return { ok: true, book: closeHold(giveBackHeld(book, open, open.points, what.restoredUntil, now), open, 'released') };
}

/** How long points last that come back from a hold whose lot has expired meanwhile. */
export const OVERDUE_RESTORED_MS = 14 * 24 * 60 * 60 * 1000;

/** Overdue holds count as released, at the moment somebody looks. */
export function releaseOverdue(book: Book, now: Instant): Book {
  return holdsOf(book)
    .filter((one) => one.state === 'open' && one.expiresAt <= now)
    .reduce((current, one) => closeHold(giveBackHeld(current, one, one.points, now + OVERDUE_RESTORED_MS, now), one, 'released'), book);
}

/** Releases every open hold: before an account is merged or given up. */
export const releaseAll = (book: Book, now: Instant): Book =>
  holdsOf(book)
    .filter((hold) => hold.state === 'open')
    .reduce((current, hold) => {
      const released = release(current, { id: hold.id, restoredUntil: now + OVERDUE_RESTORED_MS }, now);
      if (!released.ok) throw new Error(`an open hold was not released: ${released.reason}`);
      return released.book;
    }, book);

const closeHold = (book: Book, closed: Hold, state: Hold['state']): Book => ({
  ...book,
  holds: holdsOf(book).map((one) => (one.id === closed.id ? { ...one, state } : one)),
});

function giveBackHeld(book: Book, open: Hold, points: bigint, restoredUntil: Instant, now: Instant): Book {
  return restore(book, { kind: 'release', source: 'held', reverses: open.number, points, restoredUntil, happenedAt: now }, now);
}

type Restore = {
  readonly kind: 'release' | 'give-back';
  readonly source: 'held' | 'shop';
  readonly reverses: number;
  readonly points: bigint;
  readonly restoredUntil: Instant;
  readonly about?: string;
  readonly happenedAt: Instant;
};

/**
 * Puts points back into the lots a transfer drew them from, the ones that last longest first; where the lot has expired meanwhile,
 * into a new lot that lasts until `restoredUntil`.
 */
export function restore(book: Book, what: Restore, now: Instant): Book {
  const past = book.pasts.get(what.reverses);
  if (past === undefined) throw new Error(`transfer ${what.reverses} was not loaded`);
  const { restoredUntil, points, ...move } = what;
  const byNumber = new Map(lotsOf(book).map((lot) => [lot.number, lot]));
  const drawn = past.draws.map((draw) => ({ draw, lot: lotNamed(byNumber, draw.lot) })).toSorted((a, b) => bySoonestExpiry(b.lot, a.lot));
  const alive: Draw[] = [];
  let left = points;
  for (const { draw, lot } of drawn) {
    if (left === 0n || (lot.expiresAt !== undefined && lot.expiresAt <= now)) continue;
    const back = draw.points < left ? draw.points : left;
    alive.push({ lot: draw.lot, points: -back });
    left -= back;
  }
  const living = points - left;
  const restored = living === 0n ? book : enter(book, { ...move, target: 'points', points: living, draws: alive });
  if (left === 0n) return restored;
  return enter(restored, { ...move, target: 'points', points: left, lot: { activeAt: now, expiresAt: restoredUntil } });
}

function lotNamed(lots: ReadonlyMap<number, Lot>, number: number): Lot {
  const lot = lots.get(number);
  if (lot === undefined) throw new Error(`lot ${number} was not loaded`);
  return lot;
}

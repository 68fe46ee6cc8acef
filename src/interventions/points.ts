import { balanceOf } from '../ledger/balance.ts';
import { earn } from '../ledger/earning.ts';
import { correct } from '../ledger/spending.ts';
import { expiresAt } from '../rules/calendar.ts';
import type { Program } from '../rules/program.ts';
import { points, say } from '../texts/message.ts';
import { type Deed, type Desk, type Done, doByHand, type Found, type Refused, tell } from './desk.ts';

/** `available`: what can be spent afterwards, or what there is where it is not enough. Decimal text. */
export type PointsChanged = { readonly ok: true; readonly available: string };
export type PointsRefused = Refused<'not-enough-points'> & { readonly available?: string };

/** Gives points, active at once and lasting as the program says; or takes some away, but never more than can be spent. The member hears why. */
export const changePoints = (desk: Desk, deed: Deed, change: bigint): Promise<PointsChanged | PointsRefused> =>
  doByHand(desk, deed, `points ${change}`, (found, now) =>
    change > 0n ? give(desk.program, found, deed.why, change, now) : takeAway(found, deed.why, -change, now),
  );

function give(program: Program, found: Found, why: string, amount: bigint, now: number): Done<PointsChanged> {
  const until = expiresAt(program, now);
  const times = until === undefined ? { activeAt: now } : { activeAt: now, expiresAt: until };
  const { book } = earn(found.book, { kind: 'gift', points: amount, about: found.id, happenedAt: now, ...times });
  return changed({ ...found, book }, 'points-given', why, amount, now);
}

function takeAway(found: Found, why: string, amount: bigint, now: number): Done<PointsChanged> | PointsRefused {
  const corrected = correct(found.book, { points: amount, about: found.id, happenedAt: now }, now);
  if (!corrected.ok) return { ok: false, reason: 'not-enough-points', available: String(corrected.available) };
  return changed({ ...found, book: corrected.book }, 'points-taken', why, amount, now);
}

function changed(
  { member, book }: Found,
  key: 'points-given' | 'points-taken',
  why: string,
  amount: bigint,
  now: number,
): Done<PointsChanged> {
  const { available } = balanceOf(book, now);
  const message = say(key, { points: points(amount), balance: points(available), why });
  return {
    answer: { ok: true, available: String(available) },
    kind: 'points',
    facts: { points: `${key === 'points-given' ? '+' : '-'}${amount}` },
    writes: { ledger: [book], outbox: [tell(member, message, now)] },
  };
}

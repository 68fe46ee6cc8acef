import type { Instant } from './calendar.ts';
import type { Line } from './conditions/condition.ts';
import { divide } from './fraction.ts';
import { folded } from './names.ts';
import type { Program } from './program.ts';
import { spread, sum } from './spread.ts';
import { termsOf } from './terms.ts';
import { pointsFor, worthOf } from './worth.ts';

/** What the till tells. Money in minor units; `total` is the sum of lines where there are lines. `at` is absent in a quote: now. */
export type Purchase = {
  readonly total: bigint;
  readonly currency: string;
  readonly lines?: readonly Line[] | undefined;
  readonly at?: Instant | undefined;
  /** Points the member pays with; absent: none. */
  readonly redeemPoints?: bigint | undefined;
};

/** A receipt without lines is one line. */
export const linesOf = (purchase: Purchase): readonly Line[] =>
  purchase.lines === undefined || purchase.lines.length === 0 ? [{ amount: purchase.total }] : purchase.lines;

/** The most points of `available` that this purchase may be paid with: never more than pay for it, and never points for nothing. */
export function maxRedeemPoints(program: Program, purchase: Purchase, available: bigint): bigint {
  const payable = payablePart(program, purchase);
  const worth = worthOf(program, available);
  if (worth < payable) return pointsFor(program, worth);
  return pointsFor(program, payable);
}

/** The money (minor units) of a purchase that points may pay. */
export function payablePart(program: Program, purchase: Purchase): bigint {
  const { numerator, denominator } = termsOf(program).payableShare;
  const payable = sum(linesOf(purchase).map((line) => payableOf(program, line)));
  return divide(payable * numerator, denominator, program.points.rounding.payablePart);
}

/** The money of a line that points may pay, the share of the whole receipt aside: all or nothing. */
export function payableOf(program: Program, line: Line): bigint {
  const closed = line.category !== undefined && termsOf(program).notPayable.has(folded(line.category));
  return closed ? 0n : line.amount;
}

/** Who pays what, line by line: points, and the money they are worth. */
export function payWithPoints(program: Program, purchase: Purchase): { points: bigint[]; money: bigint[] } {
  const payable = linesOf(purchase).map((line) => payableOf(program, line));
  const points = purchase.redeemPoints ?? 0n;
  return { points: spread(points, payable), money: spread(worthOf(program, points), payable) };
}

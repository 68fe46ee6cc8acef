import type { Book } from '../ledger/book.ts';
import { earn } from '../ledger/earning.ts';
import { lesser } from '../ledger/lots.ts';
import { giveBack, leftToTakeBack, type ReturnPolicy, takeBack } from '../ledger/returning.ts';
import { restoredExpiresAt } from '../rules/calendar.ts';
import type { Program } from '../rules/program.ts';
import { rescale, unsettle } from '../rules/settle.ts';
import { denominatorOf } from '../rules/terms.ts';
import type { LineReturn, Purchase, PurchaseLine, PurchaseReturn } from './purchase.ts';
import { type Scaled, scaledBy } from './scaling.ts';

/** What the till says came back. Without lines: all that is left. A line is named by its place from 0, and by how much or what money of it. */
export type Returning = {
  readonly returnId: string;
  readonly at: number;
  readonly till: string;
  readonly cashier?: string;
  readonly lines?: readonly ReturningLine[];
  readonly digest: string;
};
type ReturningLine = { readonly line: number; readonly quantityThousandths?: bigint; readonly amount?: bigint };

export type Returned =
  | { readonly ok: true; readonly purchase: Purchase; readonly returned: PurchaseReturn; readonly book?: Book }
  | ReturningRefusal;

/** `line`: the place in the request, for the till to show. `left`: what of it can still come back, as money or as thousandths. */
export type ReturningRefusal =
  | { readonly ok: false; readonly reason: 'already-returned' }
  | { readonly ok: false; readonly reason: 'unknown-line' | 'line-twice' | 'no-quantity'; readonly line: number }
  | {
      readonly ok: false;
      readonly reason: 'more-than-left';
      readonly line: number;
      readonly left: bigint;
      readonly of: 'amount' | 'quantity';
    };

const policies = { within_balance: 'within-balance', debt: 'debt', only_pending: 'only-pending' } as const satisfies Record<
  Program['points']['returnPolicy'],
  ReturnPolicy
>;

/**
 * Takes goods back: the money goes back to the shopper, points that paid return to where they came from, points that were earned are taken as
 * the program's policy reaches. What was stored with the purchase is scaled; no rule runs again. `book`: its member's, where it has one.
 */
export function returnGoods(program: Program, purchase: Purchase, book: Book | undefined, what: Returning, now: number): Returned {
  const counted = countLines(purchase, what);
  if (!counted.ok) return counted;
  const before = scaledBy(purchase, purchase.lineReturns);
  const after = scaledBy(purchase, counted.lineReturns);
  const back = difference(after, before);
  const refund = back.amount - back.paidByPoints;
  const moved = book === undefined ? nothingMoved : movePoints(program, purchase, book, { before, after, back }, what, now);
  return {
    ok: true,
    purchase: {
      ...purchase,
      lineReturns: counted.lineReturns,
      returned: purchase.returned + back.amount,
      refunded: purchase.refunded + refund,
    },
    returned: {
      purchaseId: purchase.id,
      returnId: what.returnId,
      at: what.at,
      recordedAt: now,
      till: what.till,
      ...(what.cashier === undefined ? {} : { cashier: what.cashier }),
      lines: counted.lines,
      refund,
      pointsReturned: moved.pointsReturned,
      pointsTaken: moved.pointsTaken,
      pointsForgiven: moved.pointsForgiven,
      pointsOwed: moved.pointsOwed,
      digest: what.digest,
    },
    ...(moved.book === undefined ? {} : { book: moved.book }),
  };
}

type Moved = Pick<PurchaseReturn, 'pointsReturned' | 'pointsTaken' | 'pointsForgiven' | 'pointsOwed'> & { readonly book?: Book };

const nothingMoved: Moved = { pointsReturned: 0n, pointsTaken: 0n, pointsForgiven: 0n, pointsOwed: 0n };

/** First what had been paid goes back: it may be what the rest is taken from. */
function movePoints(
  program: Program,
  purchase: Purchase,
  book: Book,
  { before, after, back }: { readonly before: Scaled; readonly after: Scaled; readonly back: Scaled },
  what: Returning,
  now: number,
): Moved {
  const { transfers } = purchase;
  if (transfers === undefined) return nothingMoved;
  const isOwnChain = transfers.member === book.memberId;
  const move = { about: purchase.id, happenedAt: what.at };
  const repaid = restorePaid(program, book, isOwnChain ? transfers.spent : undefined, { ...move, points: back.pointsPaid }, now);

  const denominator = denominatorOf(program);
  const inOurs = (units: bigint) => rescale(units, purchase.denominator, denominator);
  const due = unsettle(book.account.carry, inOurs(after.units) - inOurs(before.units), denominator);
  const points = due.points + back.fixedPoints;
  const earned = isOwnChain ? transfers.earned : [];
  const left = leftToTakeBack(repaid, earned);
  const own = lesser(points, left);
  const policy = policies[program.points.returnPolicy];
  const taken = takeBack(repaid, { ...move, reverses: earned, points: own, remainder: points - own, policy, carry: due.carry }, now);
  if (!taken.ok) throw new Error(`the purchase ${purchase.id} earned less than it gives back`);
  return {
    book: taken.book,
    pointsReturned: back.pointsPaid,
    pointsTaken: taken.taken,
    pointsForgiven: taken.forgiven,
    pointsOwed: taken.owed,
  };
}

type Repaying = { readonly points: bigint; readonly about: string; readonly happenedAt: number };

/** Into the lots the points came from; where those are another record's, from before a merge, into a new one. */
function restorePaid(program: Program, book: Book, spent: number | undefined, what: Repaying, now: number): Book {
  if (what.points === 0n) return book;
  const restoredUntil = restoredExpiresAt(program, now);
  if (spent === undefined) return earn(book, { kind: 'refund', ...what, activeAt: now, expiresAt: restoredUntil }).book;
  const given = giveBack(book, { ...what, reverses: spent, restoredUntil }, now);
  if (!given.ok) throw new Error(`more points would go back than transfer ${spent} of member ${book.memberId} spent`);
  return given.book;
}

const difference = (after: Scaled, before: Scaled): Scaled => ({
  amount: after.amount - before.amount,
  units: after.units - before.units,
  fixedPoints: after.fixedPoints - before.fixedPoints,
  pointsPaid: after.pointsPaid - before.pointsPaid,
  paidByPoints: after.paidByPoints - before.paidByPoints,
});

type Counted =
  | { readonly ok: true; readonly lineReturns: readonly LineReturn[]; readonly lines: PurchaseReturn['lines'] }
  | ReturningRefusal;

/** What has come back of each line after this return. */
function countLines(purchase: Purchase, what: Returning): Counted {
  const before = purchase.lines.map((_, index) => purchase.lineReturns[index] ?? nothingYet);
  const wanted = what.lines ?? purchase.lines.flatMap((line, index) => (isLeft(line, before[index]!) ? [{ line: index }] : []));
  if (wanted.length === 0 || purchase.lines.every((line, index) => !isLeft(line, before[index]!)))
    return { ok: false, reason: 'already-returned' };
  const after = [...before];
  const touched = new Set<number>();
  for (const [place, one] of wanted.entries()) {
    const line = purchase.lines[one.line];
    if (line === undefined) return { ok: false, reason: 'unknown-line', line: place };
    if (touched.has(one.line)) return { ok: false, reason: 'line-twice', line: place };
    touched.add(one.line);
    const counted = countLine(line, before[one.line]!, one);
    if ('reason' in counted) return { ...counted, line: place };
    after[one.line] = counted;
  }
  const lines = [...touched].map((line) => ({
    line,
    amount: String(BigInt(after[line]!.amount) - BigInt(before[line]!.amount)),
    thousandths: String(BigInt(after[line]!.thousandths) - BigInt(before[line]!.thousandths)),
  }));
  return { ok: true, lineReturns: after, lines };
}

const nothingYet: LineReturn = { amount: '0', thousandths: '0' };
const ONE_PIECE = 1000n;

const quantityOf = (line: PurchaseLine): bigint => BigInt(line.quantityThousandths ?? ONE_PIECE);

const isLeft = (line: PurchaseLine, before: LineReturn): boolean =>
  BigInt(before.amount) < BigInt(line.amount) || (BigInt(line.amount) === 0n && BigInt(before.thousandths) < quantityOf(line));

type LineRefusal =
  | { readonly ok: false; readonly reason: 'already-returned' | 'no-quantity' }
  | { readonly ok: false; readonly reason: 'more-than-left'; readonly left: bigint; readonly of: 'amount' | 'quantity' };

/** A quantity is worth its share of the line; the last of it takes whatever money is left. */
function countLine(line: PurchaseLine, before: LineReturn, { quantityThousandths, amount }: ReturningLine): LineReturn | LineRefusal {
  const whole = BigInt(line.amount);
  const left = whole - BigInt(before.amount);
  if (!isLeft(line, before)) return { ok: false, reason: 'already-returned' };
  if (amount !== undefined) {
    if (amount > left) return { ok: false, reason: 'more-than-left', left, of: 'amount' };
    return amount === left ? whollyReturned(line) : { ...before, amount: String(BigInt(before.amount) + amount) };
  }
  if (quantityThousandths === undefined) return whollyReturned(line);
  const quantity = quantityOf(line);
  if (quantity === 0n) return { ok: false, reason: 'no-quantity' };
  const quantityLeft = quantity - BigInt(before.thousandths);
  if (quantityThousandths > quantityLeft) return { ok: false, reason: 'more-than-left', left: quantityLeft, of: 'quantity' };
  if (quantityThousandths === quantityLeft) return whollyReturned(line);
  const thousandths = BigInt(before.thousandths) + quantityThousandths;
  const worth = (whole * thousandths) / quantity - (whole * BigInt(before.thousandths)) / quantity;
  return { amount: String(BigInt(before.amount) + (worth < left ? worth : left)), thousandths: String(thousandths) };
}

const whollyReturned = (line: PurchaseLine): LineReturn => ({ amount: line.amount, thousandths: String(quantityOf(line)) });

import type { Book } from '../ledger/book.ts';
import { type Earned, earn } from '../ledger/earning.ts';
import { capture } from '../ledger/holding.ts';
import { openHold } from '../ledger/releasing.ts';
import { spend } from '../ledger/spending.ts';
import { activeFrom, expiresAt, localDate, restoredExpiresAt } from '../rules/calendar.ts';
import { type Judgement, type JudgementRefusal, judge, type MemberFacts, newcomer } from '../rules/judge.ts';
import type { Program } from '../rules/program.ts';
import { settle } from '../rules/settle.ts';
import type { Invitation, Purchase, PurchaseLine } from './purchase.ts';

/** A purchase as the till tells it, with the id and the invitation it will have here. Money in minor units. */
export type Recording = {
  readonly id: string;
  readonly receiptId: string;
  readonly store: string;
  readonly till: string;
  readonly cashier?: string;
  readonly at: number;
  readonly currency: string;
  readonly total: bigint;
  readonly lines: readonly RecordedLine[];
  readonly redeemPoints: bigint;
  /** The hold that pays; without one the points are taken out of what is available. */
  readonly hold?: string;
  readonly digest: string;
  readonly invitation: Invitation;
  /** Of somebody who is no member yet: by it the purchase can be claimed. */
  readonly phoneHash?: string;
};

type RecordedLine = {
  readonly sku?: string;
  readonly name?: string;
  readonly category?: string;
  readonly quantityThousandths?: bigint;
  readonly amount: bigint;
};

export type Terms = { readonly program: Program; readonly programHash: string };

/** Whose purchase it is: their points, and what the rules look at. */
export type Buyer = { readonly memberId: string; readonly book: Book; readonly facts: MemberFacts };

/** `activeFrom`: when what was earned can be spent. `repaid`: of what was earned, the points that went to what was owed. */
export type Recorded = {
  readonly ok: true;
  readonly purchase: Purchase;
  readonly book?: Book;
  readonly activeFrom: number;
  readonly repaid: bigint;
};

export type RecordingRefusal =
  | JudgementRefusal
  | { readonly ok: false; readonly reason: 'not-enough-points'; readonly available: bigint }
  | { readonly ok: false; readonly reason: 'hold-closed' }
  | { readonly ok: false; readonly reason: 'hold-too-small'; readonly held: bigint };

/** Records a purchase: judged, paid, earned with the exact remainder, kept with its reasons. Without a buyer it earns nothing yet. */
export function record(terms: Terms, buyer: Buyer | undefined, what: Recording, now: number): Recorded | RecordingRefusal {
  const { program } = terms;
  const judgement = judge(program, buyer?.facts ?? newcomer, what, now);
  if (!judgement.ok) return judgement;
  const active = activeFrom(program, what.at);
  const kept = keep(terms, what, judgement, now);
  if (buyer === undefined) return { ok: true, purchase: kept, activeFrom: active, repaid: 0n };

  const paid = pay(program, buyer.book, what, now);
  if (!paid.ok) return paid;
  const earned = earnJudged(program, paid.book, { ...judgement, about: what.id, at: what.at });
  const transfers = {
    member: buyer.memberId,
    earned: earned.numbers,
    ...(paid.number === undefined ? {} : { spent: paid.number }),
  };
  const { phoneHash: _, ...rest } = kept;
  return {
    ok: true,
    purchase: { ...rest, memberId: buyer.memberId, pointsEarned: earned.points, transfers },
    book: earned.book,
    activeFrom: active,
    repaid: earned.repaid,
  };
}

type Paid = { readonly ok: true; readonly book: Book; readonly number?: number } | Exclude<RecordingRefusal, JudgementRefusal>;

/** Takes the points that pay, from a hold or from what is available. What a hold does not need goes back at once. */
function pay(program: Program, book: Book, { redeemPoints: points, hold, id: about, at: happenedAt }: Recording, now: number): Paid {
  if (hold === undefined) return points === 0n ? { ok: true, book } : spend(book, { points, about, happenedAt }, now);
  const open = openHold(book, hold);
  const captured = capture(book, { id: hold, points, about, happenedAt, restoredUntil: restoredExpiresAt(program, now) }, now);
  if (captured.ok) return { ...captured, ...(points === 0n || open === undefined ? {} : { number: open.number }) };
  return captured.reason === 'hold-closed'
    ? { ok: false, reason: 'hold-closed' }
    : { ok: false, reason: 'hold-too-small', held: open?.points ?? 0n };
}

type Judged = Pick<Judgement, 'units' | 'fixedPoints' | 'denominator'> & { readonly about: string; readonly at: number };

/** Gives what was judged: whole points now, and what is not yet a point is carried over. */
export function earnJudged(
  program: Program,
  book: Book,
  { units, fixedPoints, denominator, about, at }: Judged,
): Earned & { readonly points: bigint } {
  const settled = settle(book.account.carry, units, denominator);
  const points = settled.points + fixedPoints;
  const activeAt = activeFrom(program, at);
  const until = expiresAt(program, activeAt);
  const times = until === undefined ? { activeAt } : { activeAt, expiresAt: until };
  return { ...earn(book, { kind: 'earn', points, carry: settled.carry, about, happenedAt: at, ...times }), points };
}

function keep({ program, programHash }: Terms, what: Recording, judgement: Judgement, now: number): Purchase {
  const { id, receiptId, store, till, cashier, at, currency, total, digest, invitation, phoneHash } = what;
  return {
    id,
    ...(phoneHash === undefined ? {} : { phoneHash }),
    receiptId,
    store,
    localDate: localDate(program, at),
    at,
    recordedAt: now,
    till,
    ...(cashier === undefined ? {} : { cashier }),
    currency,
    total,
    paid: judgement.toPay,
    returned: 0n,
    refunded: 0n,
    lines: keepLines(what, judgement),
    lineReturns: [],
    pointsEarned: 0n,
    pointsSpent: what.redeemPoints,
    tier: judgement.tier,
    reasons: judgement.reasons,
    denominator: judgement.denominator,
    program: programHash,
    digest,
    invitation,
  };
}

/** A receipt without lines is kept as one line. */
const keepLines = ({ lines, total }: Pick<Recording, 'lines' | 'total'>, judgement: Judgement): PurchaseLine[] =>
  (lines.length === 0 ? [{ amount: total } satisfies RecordedLine] : lines).map((line: RecordedLine, index) => ({
    ...(line.sku === undefined ? {} : { sku: line.sku }),
    ...(line.name === undefined ? {} : { name: line.name }),
    ...(line.category === undefined ? {} : { category: line.category }),
    ...(line.quantityThousandths === undefined ? {} : { quantityThousandths: String(line.quantityThousandths) }),
    amount: String(line.amount),
    ...judgedLine(judgement, index),
  }));

/** What the judgement says of one line, as it is kept. */
export const judgedLine = (
  judgement: Judgement,
  index: number,
): Pick<PurchaseLine, 'units' | 'fixedPoints' | 'pointsPaid' | 'paidByPoints'> => {
  const { units, fixedPoints, pointsPaid, paidByPoints } = judgement.lines[index]!;
  return { units: String(units), fixedPoints: String(fixedPoints), pointsPaid: String(pointsPaid), paidByPoints: String(paidByPoints) };
};

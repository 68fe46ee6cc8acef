import type { Outgoing } from '../delivery/outbox.ts';
import { balanceOf } from '../ledger/balance.ts';
import type { Book } from '../ledger/book.ts';
import { earn } from '../ledger/earning.ts';
import type { Member } from '../members/member.ts';
import { activeFrom, expiresAt, localDate } from '../rules/calendar.ts';
import { type Purchase as JudgedPurchase, type JudgementRefusal, judge } from '../rules/judge.ts';
import type { Program } from '../rules/program.ts';
import { settle } from '../rules/settle.ts';
import { day, points, say } from '../texts/message.ts';
import type { MemberPurchases } from './keeper.ts';
import type { Purchase } from './purchase.ts';

/** A purchase as the till tells it, with the id it will have here. Money in minor units. */
export type Recording = {
  readonly id: string;
  readonly receiptId: string;
  readonly store: string;
  readonly at: number;
  readonly currency: string;
  readonly total: bigint;
  readonly lines: readonly RecordedLine[];
};
type RecordedLine = { readonly sku?: string; readonly name?: string; readonly category?: string; readonly amount: bigint };

type Terms = { readonly program: Program; readonly programHash: string };
type KnownBuyer = { readonly member: Member; readonly book: Book; readonly purchases: MemberPurchases };

export type Recorded =
  | {
      readonly ok: true;
      readonly purchase: Purchase;
      readonly book: Book;
      readonly messages: readonly Outgoing[];
      readonly activeFrom: number;
    }
  | JudgementRefusal;

/** Records a purchase of a member: judged, earned with the exact remainder, kept with its reasons; the member hears of it. */
export function record(terms: Terms, buyer: KnownBuyer, what: Recording, now: number): Recorded {
  const { program } = terms;
  const judged: JudgedPurchase = { total: what.total, currency: what.currency, lines: what.lines, at: what.at };
  const judgement = judge(program, buyer.purchases, judged, now);
  if (!judgement.ok) return judgement;

  const settled = settle(buyer.book.account.carry, judgement.units, judgement.denominator);
  const earned = settled.points + judgement.fixedPoints;
  const activeAt = activeFrom(program, what.at);
  const until = expiresAt(program, activeAt);
  const times = until === undefined ? { activeAt } : { activeAt, expiresAt: until };
  const { book } = earn(buyer.book, { kind: 'earn', points: earned, carry: settled.carry, about: what.id, happenedAt: what.at, ...times });
  const purchase: Purchase = {
    id: what.id,
    memberId: buyer.member.id,
    receiptId: what.receiptId,
    store: what.store,
    localDate: localDate(program, what.at),
    at: what.at,
    recordedAt: now,
    currency: what.currency,
    total: what.total,
    paid: judgement.toPay,
    lines: (what.lines.length === 0 ? [{ amount: what.total }] : what.lines).map((line, index) => ({
      ...line,
      amount: String(line.amount),
      units: String(judgement.lines[index]?.units ?? 0n),
      fixedPoints: String(judgement.lines[index]?.fixedPoints ?? 0n),
      pointsPaid: String(judgement.lines[index]?.pointsPaid ?? 0n),
    })),
    pointsEarned: earned,
    tier: judgement.tier,
    reasons: judgement.reasons,
    program: terms.programHash,
  };
  return { ok: true, purchase, book, activeFrom: activeAt, messages: [notice(program, buyer.member, book, purchase, activeAt, now)] };
}

function notice(program: Program, member: Member, book: Book, purchase: Purchase, activeAt: number, now: number): Outgoing {
  const { available } = balanceOf(book, now);
  const facts = { points: points(purchase.pointsEarned), balance: points(available), from: day(activeAt, program.shop.timeZone) };
  const key = purchase.pointsEarned === 0n ? 'purchase-nothing' : activeAt > now ? 'purchase-earned-later' : 'purchase-earned';
  return { class: 'service', to: { memberId: member.id }, language: member.language, message: { ...say(key, facts), keyboard: 'menu' } };
}

import { type Instant, localTime } from './calendar.ts';
import type { Line, MemberFacts } from './conditions/condition.ts';
import { folded } from './names.ts';
import type { Program } from './program.ts';
import type { Reason } from './reasons.ts';
import { linesOf, type Purchase, payableOf, payablePart, payWithPoints } from './receipt.ts';
import { type Earned, earnByRules } from './rule-earnings.ts';
import { sum } from './spread.ts';
import { type TierTerms, termsOf } from './terms.ts';
import { tierOf } from './tiers.ts';
import { worthOf } from './worth.ts';

export type { MemberFacts } from './conditions/condition.ts';
export type { Purchase } from './receipt.ts';

/** What one line earned and how it was paid. `payable` and `paidByPoints` are minor units; `units` are over the denominator. */
type JudgedLine = {
  readonly units: bigint;
  readonly fixedPoints: bigint;
  readonly pointsPaid: bigint;
  readonly paidByPoints: bigint;
  readonly payable: bigint;
};

export type Judgement = {
  readonly ok: true;
  /** One for each line of the purchase, in its order; one in all where it had none. */
  readonly lines: readonly JudgedLine[];
  /** Sums over the lines: `settle(carry, units, denominator).points + fixedPoints` are what the member gets. */
  readonly units: bigint;
  readonly fixedPoints: bigint;
  readonly denominator: bigint;
  /** Money left to pay, in minor units. */
  readonly toPay: bigint;
  readonly tier: string;
  readonly reasons: readonly Reason[];
};

export type JudgementRefusal =
  | { readonly ok: false; readonly reason: 'wrong-currency'; readonly currency: string }
  | { readonly ok: false; readonly reason: 'total-is-not-sum'; readonly sum: bigint }
  /** More points than this purchase may be paid with; whether the member has them is the ledger's question. */
  | { readonly ok: false; readonly reason: 'too-many-points'; readonly payable: bigint };

/** Somebody who is not a member yet, or has bought nothing. */
export const newcomer: MemberFacts = { spentInWindow: 0n, visits: 0 };

/**
 * Decides what a purchase earns, and says why. A line earns: money × (tier's rate × the highest multiplier + extra rates + points per
 * amount), and the fixed points of every rule spread by money; lines of `neverEarn` categories earn nothing and count for no rule.
 * Where `earnOn` is money-paid, the money is what points did not pay. A rule above its `pointsPerReceipt` gives exactly that many
 * whole points. Of two equal multipliers the one written first counts; else the order of rules changes nothing.
 */
export function judge(program: Program, member: MemberFacts, purchase: Purchase, now: Instant): Judgement | JudgementRefusal {
  const refusal = refuse(program, purchase);
  if (refusal !== undefined) return refusal;

  const lines = linesOf(purchase);
  const paid = payWithPoints(program, purchase);
  const terms = termsOf(program);
  const tier = terms.tiers.find(({ name }) => name === tierOf(program, member.spentInWindow).name)!;
  const excluded = lines.map((line) => line.category !== undefined && terms.neverEarn.has(folded(line.category)));
  const earningMoney = lines.map((line, index) => {
    if (excluded[index]) return 0n;
    return program.points.earnOn === 'full-price' ? line.amount : line.amount - paid.money[index]!;
  });
  const base = earningMoney.map((money) => unitsOf(money, tier, terms.denominator));
  const byRules = earnByRules(terms, {
    lines,
    countable: lines.map((line, index) => !excluded[index] && line.amount > 0n),
    earningMoney,
    base,
    circumstances: { member, tier: tier.name, tiers: terms.tiers, local: once(() => localTime(program, purchase.at ?? now)) },
  });
  const judged = lines.map((line, index) => ({
    units: base[index]! + byRules.units[index]!,
    fixedPoints: byRules.fixedPoints[index]!,
    pointsPaid: paid.points[index]!,
    paidByPoints: paid.money[index]!,
    payable: payableOf(program, line),
  }));
  return {
    ok: true,
    lines: judged,
    units: sum(judged.map((line) => line.units)),
    fixedPoints: sum(byRules.fixedPoints),
    denominator: terms.denominator,
    toPay: purchase.total - sum(paid.money),
    tier: tier.name,
    reasons: [...baseReasons(tier, base, terms.denominator, lines, excluded), ...byRules.reasons],
  };
}

function refuse(program: Program, purchase: Purchase): JudgementRefusal | undefined {
  const { currency } = program.shop;
  if (purchase.currency !== currency) return { ok: false, reason: 'wrong-currency', currency };
  const added = sum(linesOf(purchase).map((line) => line.amount));
  if (added !== purchase.total) return { ok: false, reason: 'total-is-not-sum', sum: added };
  const payable = payablePart(program, purchase);
  const points = purchase.redeemPoints ?? 0n;
  // Where points may pay nothing there is no line that they could be spread over, and come back with.
  if (worthOf(program, points) > payable || (points > 0n && payable === 0n)) return { ok: false, reason: 'too-many-points', payable };
  return undefined;
}

function baseReasons(tier: TierTerms, base: Earned, denominator: bigint, lines: readonly Line[], excluded: readonly boolean[]): Reason[] {
  const units = sum(base);
  const facts = { tier: tier.name, rate: tier.rate, points: String(units / denominator), units: String(units) };
  const left = lines.filter((_, index) => excluded[index]);
  const categories = [...new Set(left.map((line) => line.category!))];
  const amount = String(sum(left.map((line) => line.amount)));
  return [
    { outcome: 'base', rule: 'base', facts },
    ...(left.length === 0 ? [] : [{ outcome: 'excluded', rule: 'never-earn', facts: { categories, amount } } as const]),
  ];
}

const unitsOf = (money: bigint, { pointsPerMinorUnit }: TierTerms, denominator: bigint): bigint =>
  (money * pointsPerMinorUnit.numerator * denominator) / pointsPerMinorUnit.denominator;

function once<T>(ask: () => T): () => T {
  let answer: { value: T } | undefined;
  return () => {
    answer ??= { value: ask() };
    return answer.value;
  };
}

import type { Circumstances, Line } from './conditions/condition.ts';
import { concerns, type Miss, missesOf } from './conditions/table.ts';
import type { Gain } from './effects/effect.ts';
import type { Fraction } from './fraction.ts';
import type { Reason } from './reasons.ts';
import { spread, sum } from './spread.ts';
import type { RuleTerms, Terms } from './terms.ts';

/** An amount for each line of the receipt. */
export type Earned = readonly bigint[];

/** A receipt ready for the rules. `countable`: the lines a rule may look at; `base`: the units of the tier's rate. */
export type Weighed = {
  readonly lines: readonly Line[];
  readonly countable: readonly boolean[];
  readonly earningMoney: Earned;
  readonly base: Earned;
  readonly circumstances: Omit<Circumstances, 'lines'>;
};

type Verdict = { readonly terms: RuleTerms; readonly concerned: readonly boolean[]; readonly misses: readonly Miss[] };

/** What the rules add to the tier's rate, line by line, and why. */
export function earnByRules(terms: Terms, weighed: Weighed): { units: Earned; fixedPoints: Earned; reasons: Reason[] } {
  const verdicts = terms.rules.map((rule) => weigh(rule, weighed));
  const highest = weighed.lines.map((_, index) => highestMultiplier(verdicts, index));
  let units = weighed.lines.map(() => 0n);
  let fixedPoints = units;
  const reasons = verdicts.map((verdict): Reason => {
    const rule = verdict.terms.rule.name;
    if (verdict.misses.length > 0) return { outcome: 'missed', rule, facts: { misses: verdict.misses } };
    const outdoneBy = outdone(verdict, highest);
    if (outdoneBy !== undefined) return { outcome: 'outdone', rule, facts: { by: outdoneBy } };
    const earned = earn(verdict, weighed, highest, terms.denominator);
    units = add(units, earned.units);
    fixedPoints = add(fixedPoints, earned.fixedPoints);
    return { outcome: 'matched', rule, facts: earned.facts };
  });
  return { units, fixedPoints, reasons };
}

function weigh(terms: RuleTerms, { lines, countable, circumstances }: Weighed): Verdict {
  const concerned = lines.map((line, index) => countable[index]! && concerns(terms.conditions, line));
  const counted = lines.filter((_, index) => concerned[index]);
  return { terms, concerned, misses: missesOf(terms.conditions, { ...circumstances, lines: counted }) };
}

/** Of the rules that matched and multiply this line, the one that multiplies most; of equals the earlier. */
function highestMultiplier(verdicts: readonly Verdict[], index: number): RuleTerms | undefined {
  const candidates = verdicts.filter(
    (verdict) => verdict.misses.length === 0 && verdict.concerned[index] && multiplierOf(verdict.terms) !== undefined,
  );
  return candidates.reduce<RuleTerms | undefined>(
    (best, { terms }) => (best === undefined || isMore(multiplierOf(terms)!, multiplierOf(best)!) ? terms : best),
    undefined,
  );
}

/** Who multiplies this rule's lines instead of it, where multiplying is all it does and it is nowhere the highest. */
function outdone(verdict: Verdict, highest: readonly (RuleTerms | undefined)[]): string[] | undefined {
  const onlyMultiplies = verdict.terms.gains.every((gain) => gain.kind === 'multiplier');
  if (!onlyMultiplies || highest.includes(verdict.terms)) return undefined;
  return [...new Set(highest.flatMap((other, index) => (verdict.concerned[index] && other ? [other.rule.name] : [])))];
}

function earn(verdict: Verdict, weighed: Weighed, highest: readonly (RuleTerms | undefined)[], denominator: bigint) {
  const { gains, pointsPerReceipt: limit } = verdict.terms;
  const units = weighed.lines.map((_, index) =>
    verdict.concerned[index] ? sum(gains.map((gain) => unitsOf(gain, index, weighed, highest[index] === verdict.terms, denominator))) : 0n,
  );
  const fixed = sum(gains.map((gain) => (gain.kind === 'fixed' ? gain.points : 0n)));
  const byMoney = weighed.lines.map((line, index) => (verdict.concerned[index] ? line.amount : 0n));
  if (limit !== undefined && sum(units) + fixed * denominator > limit * denominator) {
    const facts = { points: String(limit), units: '0', limitedTo: String(limit) };
    return { units: units.map(() => 0n), fixedPoints: spread(limit, byMoney), facts };
  }
  const facts = { points: String(sum(units) / denominator + fixed), units: String(sum(units)) };
  return { units, fixedPoints: spread(fixed, byMoney), facts };
}

/** Exact, because every rate a line can earn at divides the denominator. */
function unitsOf(gain: Gain, index: number, { earningMoney, base }: Weighed, isHighest: boolean, denominator: bigint): bigint {
  switch (gain.kind) {
    case 'share':
      return scale(earningMoney[index]! * denominator, gain.pointsPerMinorUnit);
    case 'multiplier':
      return isHighest ? scale(base[index]!, gain.times) - base[index]! : 0n;
    case 'fixed':
      return 0n;
  }
}

const multiplierOf = ({ gains }: RuleTerms): Fraction | undefined => gains.find((gain) => gain.kind === 'multiplier')?.times;

const isMore = (a: Fraction, b: Fraction): boolean => a.numerator * b.denominator > b.numerator * a.denominator;

const scale = (amount: bigint, by: Fraction): bigint => (amount * by.numerator) / by.denominator;

const add = (a: Earned, b: Earned): bigint[] => a.map((amount, index) => amount + b[index]!);

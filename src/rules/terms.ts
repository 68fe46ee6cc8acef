import { type Wanted, wantedBy } from './conditions/table.ts';
import type { Gain } from './effects/effect.ts';
import { gainsOf } from './effects/table.ts';
import { type Fraction, fraction, leastCommonMultiple, share, times } from './fraction.ts';
import { folded } from './names.ts';
import type { Program } from './program.ts';

type Rule = Program['rules'][number];

/** A program made ready to count with: once per program, not once per receipt. */
export type Terms = {
  readonly denominator: bigint;
  readonly tiers: readonly TierTerms[];
  readonly rules: readonly RuleTerms[];
  readonly neverEarn: ReadonlySet<string>;
  readonly notPayable: ReadonlySet<string>;
  readonly payableShare: Fraction;
};

export type TierTerms = { readonly name: string; readonly from: bigint; readonly rate: string; readonly pointsPerMinorUnit: Fraction };
export type RuleTerms = {
  readonly rule: Rule;
  readonly conditions: Wanted;
  readonly gains: readonly Gain[];
  readonly pointsPerReceipt: bigint | undefined;
};

const known = new WeakMap<Program, Terms>();

export function termsOf(program: Program): Terms {
  const terms = known.get(program) ?? prepare(program);
  known.set(program, terms);
  return terms;
}

/** Earned units over this are points: the least common multiple of every rate a line can earn at. A carry is below it. */
export const denominatorOf = (program: Program): bigint => termsOf(program).denominator;

function prepare(program: Program): Terms {
  const { worth } = program.points;
  const pointsPerMoney = fraction(BigInt(worth.points), BigInt(worth.money));
  const tiers = program.tiers.map(({ name, from, rate }) => ({
    name,
    from: BigInt(from),
    rate,
    pointsPerMinorUnit: times(share(rate), pointsPerMoney),
  }));
  const rules = program.rules.map((rule) => ({
    rule,
    conditions: wantedBy(rule.when),
    gains: gainsOf(rule.then, pointsPerMoney),
    pointsPerReceipt: rule.limits?.pointsPerReceipt === undefined ? undefined : BigInt(rule.limits.pointsPerReceipt),
  }));
  return {
    denominator: ratesOf(tiers, rules).reduce((lcm, rate) => leastCommonMultiple(lcm, rate.denominator), 1n),
    tiers,
    rules,
    neverEarn: new Set(program.categories.neverEarn.map(folded)),
    notPayable: new Set(program.categories.notPayable.map(folded)),
    payableShare: share(program.points.payableShare),
  };
}

function ratesOf(tiers: readonly TierTerms[], rules: readonly RuleTerms[]): Fraction[] {
  const base = tiers.map((tier) => tier.pointsPerMinorUnit);
  const onTop = rules.flatMap((rule) => rule.gains).flatMap((gain) => ratesOfGain(gain, base));
  return [...base, ...onTop];
}

function ratesOfGain(gain: Gain, base: readonly Fraction[]): Fraction[] {
  switch (gain.kind) {
    case 'share':
      return [gain.pointsPerMinorUnit];
    case 'multiplier':
      return base.map((rate) => times(rate, gain.times));
    case 'fixed':
      return [];
  }
}

import { minorUnitsOf } from '../../rules/print.ts';
import type { Program } from '../../rules/program.ts';
import { payablePart } from '../../rules/receipt.ts';
import { type TierTerms, termsOf } from '../../rules/terms.ts';
import { pointsFor, worthOf } from '../../rules/worth.ts';
import type { Block, Section } from './article.ts';
import { extraSection } from './extra.ts';
import type { Voice } from './voice.ts';

/** Whole money of the worked examples: the first that earns at least so many points. */
const exampleSums = [100n, 1_000n, 10_000n, 100_000n] as const;
const exampleEarnsAtLeast = 10n; // points

/**
 * The terms of the programme in plain words, made from what the software really does with points. A note for the shop's owner: have
 * them read by a lawyer of your country, and where you need other words, set `termsUrl` in program.yaml.
 */
export function termsSections(program: Program, voice: Voice): Section[] {
  const { terms } = voice.words;
  const { offers, leaving, changes, contact } = terms;
  return [
    { id: 'joining', heading: terms.joining.heading, blocks: joiningBlocks(program, voice) },
    { id: 'earning', heading: terms.earning.heading, blocks: earningBlocks(program, voice) },
    ...extraSection(program, voice),
    { id: 'worth', heading: terms.worth.heading, blocks: worthBlocks(program, voice) },
    { id: 'time', heading: terms.time.heading, blocks: timeBlocks(program, voice) },
    { id: 'paying', heading: terms.paying.heading, blocks: payingBlocks(program, voice) },
    ...excludedSection(program, voice),
    { id: 'rounding', heading: terms.rounding.heading, blocks: roundingBlocks(program, voice) },
    { id: 'returns', heading: terms.returns.heading, blocks: returnsBlocks(program, voice) },
    {
      id: 'offers',
      heading: offers.heading,
      blocks: [offers.asked, offers.stop(voice.ways('/stop', 'stop')), offers.resume(voice.ways('/resume', 'resume'))],
    },
    { id: 'leaving', heading: leaving.heading, blocks: [leaving.how(voice.ways('/forget', 'forget')), leaving.lost] },
    { id: 'changes', heading: changes.heading, blocks: [changes.kept, changes.shown] },
    { id: 'contact', heading: contact.heading, blocks: [contact.person(program.shop.legalName, program.shop.contact)] },
  ];
}

function joiningBlocks(program: Program, voice: Voice): Block[] {
  const { joining } = voice.words.terms;
  const { welcome } = program.points;
  return [
    joining.free,
    joining.how(voice.waysToJoin),
    ...(welcome === 0 ? [] : [joining.welcome(voice.words.points(welcome), voice.money(worthOf(program, BigInt(welcome))))]),
    joining.accept,
  ];
}

function earningBlocks(program: Program, voice: Voice): Block[] {
  const { earning } = voice.words.terms;
  return [earning.how, ...rateBlocks(program, voice), earning.earnOn[program.points.earnOn]];
}

function rateBlocks(program: Program, voice: Voice): Block[] {
  const { earning } = voice.words.terms;
  const { tiers } = termsOf(program);
  const example = exampleFor(program);
  const [only, ...others] = tiers;
  const earned = (tier: TierTerms) => voice.words.points(earnedBy(tier, example));
  if (only !== undefined && others.length === 0) return [earning.everybody(voice.share(only.rate), voice.money(example), earned(only))];
  const { columns } = earning;
  return [
    earning.byTier,
    {
      columns: [columns.tier, columns.paid, columns.rate, columns.example(voice.money(example))],
      rows: tiers.map((tier, index) => [
        voice.nameOf(program.tiers[index] ?? tier),
        tier.from === 0n ? earning.fromTheStart : earning.from(voice.money(tier.from)),
        voice.share(tier.rate),
        earned(tier),
      ]),
    },
    earning.tier,
  ];
}

/** In minor units. */
function exampleFor(program: Program): bigint {
  const sums = exampleSums.map((sum) => sum * minorUnitsOf(program.shop.currency));
  const [first] = termsOf(program).tiers;
  return sums.find((sum) => first !== undefined && earnedBy(first, sum) >= exampleEarnsAtLeast) ?? sums[1]!;
}

const earnedBy = ({ pointsPerMinorUnit }: TierTerms, money: bigint): bigint =>
  (money * pointsPerMinorUnit.numerator) / pointsPerMinorUnit.denominator;

function worthBlocks(program: Program, voice: Voice): Block[] {
  const { worth } = program.points;
  return [voice.words.terms.worth.pays(voice.words.points(worth.points), voice.money(worth.money)), voice.words.terms.worth.noCash];
}

function timeBlocks({ points }: Program, { words }: Voice): Block[] {
  const { time } = words.terms;
  const { activeAfterDays, expiresAfterMonths, welcome } = points;
  return [
    time.activeAfter(activeAfterDays),
    ...(welcome > 0 && activeAfterDays > 0 ? [time.welcomeAtOnce] : []),
    ...(expiresAfterMonths === 'never' ? [time.never] : [time.expireAfter(expiresAfterMonths), time.soonestFirst]),
    time.clock,
  ];
}

function payingBlocks(program: Program, voice: Voice): Block[] {
  const { paying } = voice.words.terms;
  const total = exampleFor(program);
  const points = pointsFor(program, payablePart(program, { total, currency: program.shop.currency }));
  return [
    paying.share(voice.share(program.points.payableShare)),
    ...(points === 0n ? [] : [paying.example(voice.money(total), voice.words.points(points), voice.money(worthOf(program, points)))]),
    paying.proof[program.points.redeemProof],
  ];
}

function excludedSection({ categories }: Program, { words, all }: Voice): Section[] {
  const { excluded } = words.terms;
  const { neverEarn, notPayable } = categories;
  const blocks = [
    ...(neverEarn.length === 0 ? [] : [excluded.neverEarn(all(neverEarn))]),
    ...(notPayable.length === 0 ? [] : [excluded.notPayable(all(notPayable))]),
  ];
  return blocks.length === 0 ? [] : [{ id: 'excluded', heading: excluded.heading, blocks }];
}

function roundingBlocks({ points }: Program, { words }: Voice): Block[] {
  const { rounding } = words.terms;
  return [rounding.carry, rounding.worthOfPoints[points.rounding.worthOfPoints], rounding.payablePart[points.rounding.payablePart]];
}

function returnsBlocks({ points }: Program, { words }: Voice): Block[] {
  const { returns } = words.terms;
  return [
    returns.part,
    returns.policy[points.returnPolicy],
    ...(points.expiresAfterMonths === 'never' ? [returns.spentNever] : [returns.spent(points.restoredPointsLastDays)]),
  ];
}

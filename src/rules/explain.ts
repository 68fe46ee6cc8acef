import { activeFrom, expiresAt } from './calendar.ts';
import { whenInWords } from './conditions/table.ts';
import { thenInWords } from './effects/table.ts';
import { classOf, giftDaysOf, type Occasion } from './occasions.ts';
import { minorUnitsOf, type Print, printerFor } from './print.ts';
import type { Program } from './program.ts';
import { payablePart } from './receipt.ts';
import { type TierTerms, termsOf } from './terms.ts';
import { pointsFor, worthOf } from './worth.ts';

const exampleSum = 1_000n; // whole money: 1,000 ₽
const exampleDay = Date.UTC(2026, 7, 31, 12); // points active from a month's last day show how months are counted
const dayMilliseconds = 86_400_000;

/** The program in plain English with worked examples, for its owner to compare with what was meant. */
export function explainProgram(program: Program): string {
  const print = printerFor(program.shop);
  return [
    titleOf(program),
    section('What points are worth', worthLines(program, print)),
    section('What a purchase earns', tierLines(program, print)),
    section(
      'Rules on top of that',
      program.rules.map((rule) => ruleLine(rule, print)),
    ),
    section('When points can be spent', timeLines(program, print)),
    section('Paying with points', payingLines(program, print)),
    section('Returns', [returnWords[program.points.returnPolicy]]),
    section('What does not count', categoryLines(program)),
    section('What a receipt asks', feedbackLines(program, print)),
    section(
      'Coupons',
      program.coupons.map((coupon) => couponLine(coupon, program)),
    ),
    section(
      'Greetings',
      program.occasions.map((occasion) => occasionLine(occasion, print)),
    ),
    section('When and how much is written', writingLines(program, print)),
  ].join('\n\n');
}

const titleOf = ({ shop }: Program): string =>
  `${shop.name} (${shop.legalName}), ${shop.country}, ${shop.currency}, clock of ${shop.timeZone}, speaks ${shop.languages.join(', ')}.`;

const section = (title: string, lines: readonly string[]): string =>
  `${title}\n${(lines.length === 0 ? ['Nothing.'] : lines).map((line) => `  - ${line}`).join('\n')}`;

function worthLines(program: Program, print: Print): string[] {
  const { worth, welcome } = program.points;
  const joining = `${print.points(BigInt(welcome))}, worth ${print.money(worthOf(program, BigInt(welcome)))}`;
  return [
    `${print.points(BigInt(worth.points))} ${worth.points === 1 ? 'pays' : 'pay'} ${print.money(BigInt(worth.money))}.`,
    welcome === 0 ? 'Joining gives no points.' : `Joining gives ${joining}.`,
  ];
}

const tierLines = (program: Program, print: Print): string[] =>
  termsOf(program).tiers.map((tier) => {
    const example = exampleSum * minorUnitsOf(program.shop.currency);
    const who = tier.from === 0n ? 'everybody' : `whoever paid ${print.money(tier.from)} or more in the last 12 months`;
    return `${tier.name} (${who}): ${tier.rate}, so ${print.money(example)} earn ${print.points(earnedBy(tier, example))}.`;
  });

const earnedBy = ({ pointsPerMinorUnit }: TierTerms, money: bigint): bigint =>
  (money * pointsPerMinorUnit.numerator) / pointsPerMinorUnit.denominator;

function timeLines(program: Program, print: Print): string[] {
  const bought = exampleDay - program.points.activeAfterDays * dayMilliseconds;
  const active = activeFrom(program, bought);
  const expires = expiresAt(program, active);
  const when = program.points.activeAfterDays === 0 ? 'at once' : `from ${print.day(active)}`;
  return [
    `Points for a purchase on ${print.day(bought)} can be spent ${when}.`,
    expires === undefined ? 'They never expire.' : `They expire when ${print.day(expires - 1)} ends.`,
  ];
}

function payingLines(program: Program, print: Print): string[] {
  const total = exampleSum * minorUnitsOf(program.shop.currency);
  const points = pointsFor(program, payablePart(program, { total, currency: program.shop.currency }));
  const paid = `${print.points(points)} pay ${print.money(worthOf(program, points))}`;
  return [
    `Up to ${program.points.payableShare} of a receipt: of ${print.money(total)}, ${paid}.`,
    program.points.earnOn === 'money-paid' ? 'What points pay earns nothing.' : 'What points pay earns as if it were money.',
    proofWords[program.points.redeemProof],
  ];
}

const proofWords = {
  'card-or-code': 'Whoever spends points shows the card or reads out a code.',
  code: 'Whoever spends points reads out a code.',
  none: 'A phone number is enough to spend points: anybody who knows it can.',
} satisfies Record<Program['points']['redeemProof'], string>;

const returnWords = {
  within_balance: 'Points earned with returned goods are taken back; what a member has already spent is forgiven.',
  debt: 'Points earned with returned goods are taken back; what a member has already spent is owed, and new points pay it first.',
  only_pending: 'Points earned with returned goods are taken back only while they are not active yet.',
} satisfies Record<Program['points']['returnPolicy'], string>;

function categoryLines({ categories }: Program): string[] {
  return [
    ...(categories.neverEarn.length === 0 ? [] : [`These earn nothing: ${categories.neverEarn.join(', ')}.`]),
    ...(categories.notPayable.length === 0 ? [] : [`Points cannot pay for: ${categories.notPayable.join(', ')}.`]),
  ];
}

function feedbackLines({ feedback }: Program, print: Print): string[] {
  const { answerWithinDays, detractorUpTo, rewardPoints, rewardsPerWeek, apology, remindAfterHours } = feedback;
  return [
    `Whoever holds the receipt can say how it went, once, within ${counted(answerWithinDays, 'day')}: a rating from 0 to 10, what was good or bad, a few words.`,
    rewardPoints === 0
      ? 'An answer gives no points.'
      : `An answer gives ${print.points(BigInt(rewardPoints))}, once per receipt and ${counted(rewardsPerWeek, 'time')} a week.`,
    `A rating of ${detractorUpTo} or less is a case for the manager, who is reminded after ${counted(remindAfterHours, 'hour')}.`,
    apology.points === 0
      ? 'The manager gives no points as an apology.'
      : `The manager may apologise with ${print.points(BigInt(apology.points))}, and with ${print.points(BigInt(apology.budgetPerMonth))} a month in all.`,
    ...(apology.coupon === undefined
      ? []
      : [`Or with the coupon "${apology.coupon}", ${counted(apology.couponsPerMonth, 'time')} a month in all.`]),
  ];
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function ruleLine(rule: Program['rules'][number], print: Print): string {
  const when = whenInWords(rule.when, print);
  const limit = rule.limits?.pointsPerReceipt;
  const atMost = limit === undefined ? '' : `, at most ${print.points(BigInt(limit))} per receipt`;
  return `${rule.name}: ${thenInWords(rule.then, print)}${atMost}; ${when === '' ? 'always' : `when ${when}`}.`;
}

function occasionLine(occasion: Occasion, print: Print): string {
  const whom = classOf(occasion) === 'marketing' ? 'whoever agreed to offers' : 'everybody';
  return `${occasion.name}: ${bringsAbout(occasion, print)}, at ${occasion.at}, to ${whom}${giftInWords(occasion.gift, print)}.`;
}

function giftInWords(gift: Occasion['gift'], print: Print): string {
  if (gift?.coupon !== undefined)
    return `, with the coupon "${gift.coupon}"${gift.lastsDays === undefined ? '' : ` for ${counted(gift.lastsDays, 'day')}`}`;
  return gift?.points === undefined ? '' : `, with ${print.points(BigInt(gift.points))} for ${counted(giftDaysOf(gift), 'day')}`;
}

const couponLine = ({ name, gives, lastsDays }: Program['coupons'][number], { shop }: Program): string =>
  `${name}: ${gives[shop.defaultLanguage] ?? ''}, once, within ${counted(lastsDays, 'day')}; it is used by its code at the till, and comes back when all of the receipt does.`;

const ahead = (days: number): string => (days === 0 ? 'on' : `${counted(days, 'day')} before`);

function bringsAbout({ on }: Occasion, print: Print): string {
  if (on.birthday) return `${ahead(on.birthday.daysBefore)} the birthday`;
  if (on.joined) return `${ahead(on.joined.daysBefore)} the day of joining, each year`;
  if (on.holiday) return `${ahead(on.holiday.daysBefore)} ${on.holiday.name}`;
  if (on.nameDay) return `${ahead(on.nameDay.daysBefore)} the name day`;
  if (on.lastVisit) return `after ${counted(on.lastVisit.daysAgo, 'day')} without a purchase`;
  if (on.pointsExpire)
    return `${counted(on.pointsExpire.inDays, 'day')} before the last day of ${print.points(BigInt(on.pointsExpire.atLeast))} or more`;
  if (on.tierAtRisk) return `${counted(on.tierAtRisk.inDays, 'day')} before a tier is lost`;
  if (on.tierNear) return `the day after a purchase that left ${print.money(BigInt(on.tierNear.missingUpTo))} or less to the next tier`;
  if (on.favouriteProduct) return `${counted(on.favouriteProduct.daysAfter, 'day')} after what is bought most often was bought`;
  return 'when points of an earlier purchase can be spent';
}

function writingLines({ messages, sms, budgets, shop }: Program, print: Print): string[] {
  const hours = messages.quietHours[shop.country] ?? messages.quietHours['other'] ?? { from: '20:00', to: '10:00' };
  const { perDay, perWeek, per30Days } = messages.caps.marketing;
  const caps = [perDay && `${perDay} a day`, perWeek && `${perWeek} a week`, per30Days && `${per30Days} in 30 days`].filter(Boolean);
  const monthly = budgets.smsPerMonth.marketing;
  return [
    `No greetings and offers from ${hours.from} to ${hours.to} by the member's own clock${shop.country in messages.quietHours || !('other' in messages.quietHours) ? '' : ', unless their country has other hours'}.`,
    caps.length === 0 ? 'As many greetings and offers as there are.' : `At most ${caps.join(', ')} to one member.`,
    `An SMS segment costs ${print.money(BigInt(sms.pricePerSegment))}${monthly === undefined ? '' : `; greetings and offers may cost ${print.money(BigInt(monthly))} a month`}.`,
  ];
}

import { expect, test } from 'vitest';
import type { MemberFacts } from '../../src/rules/conditions/condition.ts';
import { judge, newcomer, type Purchase } from '../../src/rules/judge.ts';
import { at, programWith, rule } from './sample.ts';

const tiers = [
  { name: 'bronze', from: 0, rate: '3 %' },
  { name: 'silver', from: 1000_00, rate: '5 %' },
  { name: 'gold', from: 3000_00, rate: '7 %' },
];
const saturday = at('2026-11-21T14:03:00+01:00');

/** What a rule with this `when` lacks; an empty list: it matches. */
function missesOf(when: object, purchase: Partial<Purchase> = {}, member: MemberFacts = newcomer, now = saturday) {
  const program = programWith({ tiers, rules: [rule('rule', { fixedPoints: 1 }, { when })] });
  const judged = judge(program, member, { total: 100_00n, currency: 'PLN', ...purchase }, now);
  if (!judged.ok) throw new Error(judged.reason);
  const reason = judged.reasons.find(({ rule }) => rule === 'rule');
  return reason?.outcome === 'missed' ? reason.facts.misses : [];
}

const visits = (visits: number) => ({ spentInWindow: 0n, visits });
const spent = (spentInWindow: bigint) => ({ spentInWindow, visits: 1 });

test('an amount counts from its first to its last grosz, and says how far away it is', () => {
  expect(missesOf({ amount: { from: 100_00 } })).toEqual([]);
  expect(missesOf({ amount: { from: 112_00 } })).toEqual([{ condition: 'amount', facts: { from: '11200', missing: '1200' } }]);
  expect(missesOf({ amount: { to: 100_00 } })).toEqual([]);
  expect(missesOf({ amount: { from: 1, to: 99_99 } })).toEqual([{ condition: 'amount', facts: { to: '9999', over: '1' } }]);
});

test('an amount counts before points', () => {
  expect(missesOf({ amount: { from: 100_00 } }, { redeemPoints: 50n })).toEqual([]);
});

test('with a category, the amount is that of its lines', () => {
  const lines = [{ category: 'oolong', amount: 40_00n }, { category: 'green', amount: 50_00n }, { amount: 10_00n }];
  expect(missesOf({ category: ['oolong', 'green'], amount: { from: 90_00 } }, { lines })).toEqual([]);
  expect(missesOf({ category: ['OOLONG'], amount: { from: 50_00 } }, { lines })).toEqual([
    { condition: 'amount', facts: { from: '5000', missing: '1000' } },
  ]);
  expect(missesOf({ category: ['cake'] }, { lines })).toEqual([{ condition: 'category', facts: { categories: ['cake'] } }]);
});

test('a product is known by its sku, and enough of it must be bought, in one line or in several', () => {
  const lines = [
    { sku: 'T-1', amount: 40_00n, quantityThousandths: 1500n },
    { sku: 't-1', amount: 40_00n },
    { sku: 'T-2', amount: 20_00n },
  ];
  expect(missesOf({ product: { skus: ['T-1'] } }, { lines })).toEqual([]);
  expect(missesOf({ product: { skus: ['T-1'], quantityFrom: 2 } }, { lines })).toEqual([]);
  expect(missesOf({ product: { skus: ['T-1'], quantityFrom: 3 } }, { lines })).toEqual([
    { condition: 'product', facts: { products: ['T-1'], missingThousandths: '500' } },
  ]);
  expect(missesOf({ product: { skus: ['T-9'] } }, { lines })).toMatchObject([{ condition: 'product' }]);
});

test.each([
  ['09:00 is included', '2026-11-23T09:00:00+01:00', 0],
  ['12:00 is not', '2026-11-23T12:00:00+01:00', 1],
  ['11:59:59 still is', '2026-11-23T11:59:59+01:00', 0],
  ['another day is not', '2026-11-24T10:00:00+01:00', 1],
  ['the clock is the shop’s', '2026-11-23T10:30:00Z', 0],
])('hours on mondays from 09:00 to 12:00: %s', (_case, moment, missed) => {
  expect(missesOf({ daysAndHours: { days: ['mon'], from: '09:00', to: '12:00' } }, { at: at(moment) })).toHaveLength(missed);
});

test('the moment of the purchase counts; a quote without one happens now', () => {
  const mondays = { daysAndHours: { days: ['mon'] } };
  const monday = at('2026-11-23T10:00:00+01:00');
  expect(missesOf(mondays, { at: monday })).toEqual([]);
  expect(missesOf(mondays)).toEqual([{ condition: 'daysAndHours', facts: { days: ['mon'], from: '00:00', to: '24:00' } }]);
  expect(missesOf(mondays, {}, newcomer, monday)).toEqual([]);
});

test('the hour that comes twice counts both times', () => {
  const night = { daysAndHours: { from: '02:00', to: '03:00' } };
  expect(missesOf(night, { at: at('2026-10-25T02:30:00+02:00') })).toEqual([]);
  expect(missesOf(night, { at: at('2026-10-25T02:30:00+01:00') })).toEqual([]);
});

test('a campaign includes its first and its last day, and says how far away it is', () => {
  const dates = { dates: { from: '2026-12-15', to: '2027-01-10' } };
  expect(missesOf(dates, { at: at('2026-12-15T00:00:00+01:00') })).toEqual([]);
  expect(missesOf(dates, { at: at('2027-01-10T23:59:59+01:00') })).toEqual([]);
  expect(missesOf(dates, { at: at('2026-12-14T23:59:59+01:00') })).toEqual([
    { condition: 'dates', facts: { from: '2026-12-15', daysUntil: 1 } },
  ]);
  expect(missesOf(dates, { at: at('2027-02-10T10:00:00+01:00') })).toEqual([
    { condition: 'dates', facts: { to: '2027-01-10', daysSince: 31 } },
  ]);
});

test('a tier is missed by the money to the nearest tier that would do', () => {
  expect(missesOf({ tier: ['silver', 'gold'] }, {}, spent(1000_00n))).toEqual([]);
  expect(missesOf({ tier: ['gold', 'silver'] }, {}, spent(900_00n))).toEqual([
    { condition: 'tier', facts: { tiers: ['gold', 'silver'], has: 'bronze', nearest: 'silver', missing: '10000' } },
  ]);
  expect(missesOf({ tier: ['bronze'] }, {}, spent(5000_00n))).toEqual([{ condition: 'tier', facts: { tiers: ['bronze'], has: 'gold' } }]);
});

test('only the first purchase is the first', () => {
  expect(missesOf({ firstPurchase: true }, {}, visits(0))).toEqual([]);
  expect(missesOf({ firstPurchase: true }, {}, visits(3))).toEqual([{ condition: 'firstPurchase', facts: { visits: 3 } }]);
});

test('every fifth visit is the fifth and the tenth, this purchase counted', () => {
  const fifth = { nthVisit: { every: 5 } };
  expect(missesOf(fifth, {}, visits(4))).toEqual([]);
  expect(missesOf(fifth, {}, visits(9))).toEqual([]);
  expect(missesOf(fifth, {}, visits(5))).toEqual([{ condition: 'nthVisit', facts: { every: 5, visit: 6, visitsLeft: 4 } }]);
});

test('only the fifth visit is the fifth alone', () => {
  expect(missesOf({ nthVisit: { only: 5 } }, {}, visits(4))).toEqual([]);
  expect(missesOf({ nthVisit: { only: 5 } }, {}, visits(9))).toEqual([{ condition: 'nthVisit', facts: { only: 5, visit: 10 } }]);
});

test('every condition that is lacking is told, not only the first', () => {
  const misses = missesOf({ amount: { from: 200_00 }, tier: ['gold'], firstPurchase: true }, {}, visits(2));
  expect(misses.map(({ condition }) => condition)).toEqual(['amount', 'tier', 'firstPurchase']);
});

test('a rule without conditions always matches', () => {
  expect(missesOf({})).toEqual([]);
});

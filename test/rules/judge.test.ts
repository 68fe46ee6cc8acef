import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Judgement, judge, newcomer, type Purchase } from '../../src/rules/judge.ts';
import type { Program } from '../../src/rules/program.ts';
import { maxRedeemPoints } from '../../src/rules/receipt.ts';
import { settle } from '../../src/rules/settle.ts';
import { worthOf } from '../../src/rules/worth.ts';
import { programWith, rule } from './sample.ts';

const tiers = [
  { name: 'bronze', from: 0, rate: '3 %' },
  { name: 'silver', from: 1000_00, rate: '5 %' },
];

function judged(program: Program, purchase: Omit<Purchase, 'currency'>, member = newcomer): Judgement {
  const judgement = judge(program, member, { currency: 'PLN', ...purchase }, 0);
  if (!judgement.ok) throw new Error(judgement.reason);
  return judgement;
}

const pointsOf = ({ units, denominator, fixedPoints }: Judgement): bigint => settle(0n, units, denominator).points + fixedPoints;
const hundred = { total: 100_00n };

test('each tier earns at its rate', () => {
  const program = programWith({ tiers });
  expect(pointsOf(judged(program, hundred))).toBe(3n);
  expect(pointsOf(judged(program, hundred, { spentInWindow: 1000_00n, visits: 9 }))).toBe(5n);
});

test('the receipt at hand does not lift its own tier', () => {
  expect(judged(programWith({ tiers }), { total: 5000_00n })).toMatchObject({ tier: 'bronze' });
});

test('a purchase without lines is one line', () => {
  expect(judged(programWith(), hundred).lines).toHaveLength(1);
  expect(judged(programWith(), { ...hundred, lines: [] }).lines).toHaveLength(1);
});

test('a rate on top adds to the rate of the tier, on the lines it concerns', () => {
  const program = programWith({ rules: [rule('oolong', { extraRate: '5 %' }, { when: { category: ['oolong'] } })] });
  const judgement = judged(program, {
    ...hundred,
    lines: [
      { category: 'Oolong', amount: 40_00n },
      { category: 'green', amount: 60_00n },
    ],
  });
  expect(judgement.lines.map(({ units }) => units)).toEqual(
    [40n * 8n, 60n * 3n].map((percent) => (percent * judgement.denominator) / 100n),
  );
});

test('of several multipliers the highest counts on each line, and they do not multiply each other', () => {
  const program = programWith({
    rules: [
      rule('two', { multiplier: 2 }),
      rule('three', { multiplier: 3 }, { when: { category: ['oolong'] } }),
      rule('half more', { multiplier: 1.5 }),
    ],
  });
  const judgement = judged(program, { total: 200_00n, lines: [{ category: 'oolong', amount: 100_00n }, { amount: 100_00n }] });
  expect(pointsOf(judgement)).toBe(9n + 6n);
  expect(judgement.reasons.slice(1)).toMatchObject([
    { rule: 'two', outcome: 'matched', facts: { points: '3' } },
    { rule: 'three', outcome: 'matched', facts: { points: '6' } },
    { rule: 'half more', outcome: 'outdone', facts: { by: ['three', 'two'] } },
  ]);
});

test('a multiplier raises the rate of the tier, not what other rules give', () => {
  const program = programWith({
    rules: [
      rule('two', { multiplier: 2 }),
      rule('extra', { extraRate: '10 %' }),
      rule('per amount', { pointsPerAmount: { points: 1, amount: 20_00 } }),
      rule('gift', { fixedPoints: 7 }),
    ],
  });
  expect(pointsOf(judged(program, hundred))).toBe(6n + 10n + 5n + 7n);
});

test('the order of rules does not change what is earned', () => {
  const rules = [
    rule('two', { multiplier: 2 }),
    rule('two too', { multiplier: 2, fixedPoints: 3 }),
    rule('extra', { extraRate: '7.25 %' }, { when: { category: ['a'] }, limits: { pointsPerReceipt: 4 } }),
    rule('gift', { fixedPoints: 7 }, { when: { amount: { from: 50_00 } } }),
  ];
  const purchase = { total: 130_00n, lines: [{ category: 'a', amount: 90_00n }, { amount: 40_00n }] };
  fc.assert(
    fc.property(fc.shuffledSubarray(rules, { minLength: rules.length }), (shuffled) => {
      const { lines } = judged(programWith({ rules: shuffled }), purchase);
      expect(lines).toEqual(judged(programWith({ rules }), purchase).lines);
    }),
  );
});

test('fixed points are spread over the lines by money, so that a return can take its part', () => {
  const program = programWith({ rules: [rule('gift', { fixedPoints: 10 })] });
  const { lines, fixedPoints } = judged(program, { total: 30_00n, lines: [{ amount: 10_00n }, { amount: 20_00n }] });
  expect(lines.map((line) => line.fixedPoints)).toEqual([3n, 7n]);
  expect(fixedPoints).toBe(10n);
});

test('a rule above its limit gives exactly the limit in whole points; up to it earns like any other', () => {
  const program = programWith({
    tiers: [{ name: 'all', from: 0, rate: '5 %' }],
    rules: [rule('two', { multiplier: 2 }, { limits: { pointsPerReceipt: 5 } })],
  });
  const capped = judged(program, { total: 200_00n });
  expect([settle(0n, capped.units, capped.denominator).points, capped.fixedPoints]).toEqual([10n, 5n]);
  expect(capped.reasons[1]).toMatchObject({ facts: { points: '5', limitedTo: '5' } });
  const atLimit = judged(program, { total: 100_00n });
  expect([pointsOf(atLimit), atLimit.fixedPoints]).toEqual([10n, 0n]);
});

test('excluded categories earn nothing, count for no rule, and are named', () => {
  const program = programWith({
    categories: { neverEarn: ['tobacco'] },
    rules: [rule('hundred', { fixedPoints: 50 }, { when: { amount: { from: 100_00 } } })],
  });
  const judgement = judged(program, {
    total: 120_00n,
    lines: [
      { category: 'TOBACCO ', amount: 30_00n },
      { category: 'tea', amount: 90_00n },
    ],
  });
  expect(judgement.lines[0]).toMatchObject({ units: 0n, fixedPoints: 0n });
  expect(judgement.reasons).toEqual([
    { outcome: 'base', rule: 'base', facts: { tier: 'bronze', rate: '3 %', points: '2', units: String(judgement.units) } },
    { outcome: 'excluded', rule: 'never-earn', facts: { categories: ['TOBACCO '], amount: '3000' } },
    { outcome: 'missed', rule: 'hundred', facts: { misses: [{ condition: 'amount', facts: { from: '10000', missing: '1000' } }] } },
  ]);
});

test('where nothing on the receipt can earn, no rule gives points', () => {
  const program = programWith({ categories: { neverEarn: ['card'] }, rules: [rule('gift', { fixedPoints: 7 })] });
  const judgement = judged(program, { ...hundred, lines: [{ category: 'card', amount: 100_00n }] });
  expect(pointsOf(judgement)).toBe(0n);
  expect(judgement.reasons.at(-1)).toMatchObject({ outcome: 'missed', facts: { misses: [{ condition: 'nothing-counts' }] } });
  expect(pointsOf(judged(program, { total: 0n }))).toBe(0n);
});

test('what points pay earns nothing, unless the program says it does', () => {
  const half = { ...hundred, redeemPoints: 50n };
  expect(pointsOf(judged(programWith({ tiers: [{ name: 'all', from: 0, rate: '10 %' }] }), half))).toBe(5n);
  const generous = programWith({ tiers: [{ name: 'all', from: 0, rate: '10 %' }], points: { earnOn: 'full-price' } });
  expect(pointsOf(judged(generous, half))).toBe(10n);
});

test('points paid are spread over payable lines by money, the largest remainder first', () => {
  const program = programWith({ categories: { notPayable: ['tobacco'] }, points: { payableShare: '100 %' } });
  const lines = [{ amount: 10_00n }, { category: 'tobacco', amount: 50_00n }, { amount: 20_00n }];
  const judgement = judged(program, { total: 80_00n, lines, redeemPoints: 10n });
  expect(judgement.lines.map(({ pointsPaid, paidByPoints, payable }) => [pointsPaid, paidByPoints, payable])).toEqual([
    [3n, 3_33n, 10_00n],
    [0n, 0n, 0n],
    [7n, 6_67n, 20_00n],
  ]);
  expect(judgement.toPay).toBe(70_00n);
});

test('another currency, a total that is not the sum, and too many points are refused', () => {
  const program = programWith();
  expect(judge(program, newcomer, { ...hundred, currency: 'EUR' }, 0)).toEqual({ ok: false, reason: 'wrong-currency', currency: 'PLN' });
  expect(judge(program, newcomer, { ...hundred, currency: 'PLN', lines: [{ amount: 99_00n }] }, 0)).toEqual({
    ok: false,
    reason: 'total-is-not-sum',
    sum: 99_00n,
  });
  expect(judge(program, newcomer, { ...hundred, currency: 'PLN', redeemPoints: 51n }, 0)).toEqual({
    ok: false,
    reason: 'too-many-points',
    payable: 50_00n,
  });
});

test('where points may pay nothing, not even points that are worth less than the smallest coin are taken', () => {
  const program = programWith({ points: { worth: { points: 10, money: 1 } }, categories: { notPayable: ['tobacco'] } });
  const lines = [{ amount: 50_00n, category: 'tobacco' }];
  for (const receipt of [{ total: 0n }, { total: 50_00n, lines }])
    expect(judge(program, newcomer, { ...receipt, currency: 'PLN', redeemPoints: 9n }, 0)).toEqual({
      ok: false,
      reason: 'too-many-points',
      payable: 0n,
    });
});

test('the most that may be paid with points is never refused, and the money always adds up', () => {
  const purchases = fc.array(fc.record({ amount: fc.bigInt(0n, 100_000n), category: fc.constantFrom('tea', 'tobacco', 'card') }), {
    minLength: 1,
    maxLength: 6,
  });
  const price = fc.record({ points: fc.integer({ min: 1, max: 40 }), money: fc.integer({ min: 1, max: 400 }) });
  fc.assert(
    fc.property(purchases, price, fc.constantFrom('down', 'nearest', 'up'), fc.bigInt(0n, 5000n), (lines, worth, rounding, available) => {
      const program = programWith({
        points: { worth, rounding: { worthOfPoints: rounding, payablePart: rounding } },
        categories: { notPayable: ['tobacco'], neverEarn: ['card'] },
      });
      const total = lines.reduce((sum, { amount }) => sum + amount, 0n);
      const redeemPoints = maxRedeemPoints(program, { total, currency: 'PLN', lines }, available);
      const judgement = judged(program, { total, lines, redeemPoints });
      expect(redeemPoints).toBeLessThanOrEqual(available);
      expect(judgement.toPay).toBe(total - worthOf(program, redeemPoints));
      expect(judgement.lines.reduce((sum, line) => sum + line.pointsPaid, 0n)).toBe(redeemPoints);
      for (const line of judgement.lines) {
        expect(line.paidByPoints).toBeLessThanOrEqual(line.payable);
        expect(line.units).toBeGreaterThanOrEqual(0n);
      }
    }),
  );
});

test('reasons are plain JSON', () => {
  const program = programWith({
    tiers,
    rules: [rule('silver', { multiplier: 2 }, { when: { tier: ['silver'] } }), rule('gift', { fixedPoints: 7 })],
  });
  const { reasons } = judged(program, hundred);
  expect(JSON.parse(JSON.stringify(reasons))).toEqual(reasons);
});

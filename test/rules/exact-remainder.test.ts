import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge, newcomer } from '../../src/rules/judge.ts';
import { rescale, settle, unsettle } from '../../src/rules/settle.ts';
import { denominatorOf } from '../../src/rules/terms.ts';
import { programWith, rule } from './sample.ts';

const onePer50 = programWith({
  tiers: [{ name: 'all', from: 0, rate: '0 %' }],
  rules: [rule('one per 50', { pointsPerAmount: { points: 1, amount: 50_00 } })],
});

function earn(program: ReturnType<typeof programWith>, carry: bigint, total: bigint) {
  const judged = judge(program, newcomer, { total, currency: 'PLN' }, 0);
  if (!judged.ok) throw new Error(judged.reason);
  return { ...settle(carry, judged.units, judged.denominator), units: judged.units };
}

test('thirty and twenty earn what fifty earns', () => {
  const thirty = earn(onePer50, 0n, 30_00n);
  const twenty = earn(onePer50, thirty.carry, 20_00n);
  expect([thirty.points, twenty.points, twenty.carry]).toEqual([0n, 1n, 0n]);
  expect(earn(onePer50, 0n, 50_00n).points).toBe(1n);
});

test('what completed a point takes it back when it is returned, and nothing more', () => {
  const denominator = denominatorOf(onePer50);
  const thirty = earn(onePer50, 0n, 30_00n);
  const twenty = earn(onePer50, thirty.carry, 20_00n);
  const back = unsettle(twenty.carry, twenty.units, denominator);
  expect(back).toEqual({ points: 1n, carry: thirty.carry });
  expect(unsettle(back.carry, thirty.units, denominator)).toEqual({ points: 0n, carry: 0n });
});

const rates = fc
  .integer({ min: 0, max: 100_000 })
  .map((thousandths) => `${Math.floor(thousandths / 1000)}.${String(thousandths % 1000).padStart(3, '0')} %`);
const programs = fc
  .record({ base: rates, extra: rates, points: fc.integer({ min: 1, max: 700 }), money: fc.integer({ min: 1, max: 900 }) })
  .map(({ base, extra, points, money }) =>
    programWith({
      points: { worth: { points, money } },
      tiers: [{ name: 'all', from: 0, rate: base }],
      rules: [
        rule('double', { multiplier: 1.5 }),
        rule('extra', { extraRate: extra }, { when: { amount: { from: 500 } } }),
        rule('per amount', { pointsPerAmount: { points: 2, amount: 333 } }),
      ],
    }),
  );

test('after any order of purchases and partial returns, points granted less taken back are the whole points of the units kept', () => {
  const steps = fc.array(
    fc.oneof(fc.record({ buy: fc.bigInt(1n, 1_000_000n) }), fc.record({ giveBack: fc.nat(), percent: fc.bigInt(1n, 100n) })),
    { minLength: 1, maxLength: 30 },
  );
  fc.assert(
    fc.property(programs, steps, (program, history) => {
      const denominator = denominatorOf(program);
      const bought: { units: bigint; amount: bigint; returned: bigint }[] = [];
      let carry = 0n;
      let granted = 0n;
      let taken = 0n;
      let kept = 0n;
      for (const step of history) {
        if ('buy' in step) {
          const earned = earn(program, carry, step.buy);
          bought.push({ units: earned.units, amount: step.buy, returned: 0n });
          carry = earned.carry;
          granted += earned.points;
          kept += earned.units;
        } else if (bought.length > 0) {
          const purchase = bought[step.giveBack % bought.length]!;
          const before = (purchase.units * purchase.returned) / purchase.amount;
          purchase.returned += ((purchase.amount - purchase.returned) * step.percent) / 100n;
          const units = (purchase.units * purchase.returned) / purchase.amount - before;
          const back = unsettle(carry, units, denominator);
          carry = back.carry;
          taken += back.points;
          kept -= units;
        }
        expect(granted - taken).toBe(kept / denominator);
        expect(carry).toBe(kept % denominator);
      }
    }),
  );
});

test('units are exact: dividing a receipt into lines or into receipts never changes what it earns', () => {
  const parts = fc.array(fc.bigInt(0n, 10_000_000n), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(parts, rates, rates, (amounts, base, extra) => {
      const program = programWith({
        tiers: [{ name: 'all', from: 0, rate: base }],
        rules: [rule('extra', { extraRate: extra }), rule('times', { multiplier: 2.125 })],
      });
      const total = amounts.reduce((sum, amount) => sum + amount, 0n);
      const unitsOf = (amount: bigint) => earn(program, 0n, amount).units;
      const judged = judge(program, newcomer, { total, currency: 'PLN', lines: amounts.map((amount) => ({ amount })) }, 0);
      expect(judged).toMatchObject({ units: unitsOf(total) });
      expect(amounts.map(unitsOf).reduce((sum, units) => sum + units, 0n)).toBe(unitsOf(total));
      const thousandths = (text: string) => BigInt(text.replace(/\D/g, ''));
      const exact = total * (thousandths(base) * 2125n + thousandths(extra) * 1000n); // over 100_000 · 1000 · 100 minor units a point
      expect(unitsOf(total) * 10_000_000_000n).toBe(exact * denominatorOf(program));
    }),
  );
});

test('a carry moves to another denominator without loss where it can', () => {
  expect(rescale(3n, 10n, 1000n)).toBe(300n);
  expect(rescale(999n, 1000n, 10n)).toBe(9n);
});

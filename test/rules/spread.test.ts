import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spread, sum } from '../../src/rules/spread.ts';

test('the largest remainder gets what is left over, the earlier line first', () => {
  expect(spread(10n, [1n, 1n, 1n])).toEqual([4n, 3n, 3n]);
  expect(spread(10n, [15n, 5n, 80n])).toEqual([2n, 0n, 8n]);
  expect(spread(100n, [999n, 1n])).toEqual([100n, 0n]);
});

test('without any weight the first line takes all', () => {
  expect(spread(7n, [0n, 0n])).toEqual([7n, 0n]);
});

test('the parts add up, differ from the exact share by less than one, and never exceed their weight', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt(0n, 10n ** 12n), { minLength: 1, maxLength: 20 }), fc.nat(1000), (weights, perMille) => {
      const whole = sum(weights);
      const amount = (whole * BigInt(perMille)) / 1000n;
      const parts = spread(amount, weights);
      expect(sum(parts)).toBe(amount);
      parts.forEach((part, index) => {
        expect(part).toBeLessThanOrEqual(weights[index]!);
        const off = part * whole - amount * weights[index]!;
        expect(off < 0n ? -off : off).toBeLessThanOrEqual(whole);
      });
    }),
  );
});

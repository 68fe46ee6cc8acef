import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maxRedeemPoints, payablePart } from '../../src/rules/receipt.ts';
import { tierOf } from '../../src/rules/tiers.ts';
import { pointsFor, worthOf } from '../../src/rules/worth.ts';
import { programWith } from './sample.ts';

const worth = (points: number, money: number, worthOfPoints = 'down') =>
  programWith({ points: { worth: { points, money }, rounding: { worthOfPoints } } });
const sum = (total: bigint) => ({ total, currency: 'PLN' });

test('500 points for 50.00 is as easy as 1 point for 1.00', () => {
  expect(worthOf(worth(1, 100), 37n)).toBe(3700n);
  expect(worthOf(worth(500, 5000), 37n)).toBe(370n);
  expect(pointsFor(worth(500, 5000), 370n)).toBe(37n);
});

test.each([
  ['down', 33n, 3n, 2n],
  ['nearest', 33n, 3n, 2n],
  ['up', 34n, 4n, 2n],
] as const)(
  'three points for ten groszy, rounded %s: the worth of ten and of one, and the points that pay eight',
  (rounding, ten, one, eight) => {
    const program = worth(3, 10, rounding);
    expect([worthOf(program, 10n), worthOf(program, 1n), pointsFor(program, 8n)]).toEqual([ten, one, eight]);
  },
);

test('nobody gives points for nothing: of all that pay the same, the fewest', () => {
  const program = worth(10, 1); // ten points pay one grosz
  expect(pointsFor(program, 1n)).toBe(10n);
  expect(maxRedeemPoints(program, sum(100_00n), 19n)).toBe(10n);
  expect(maxRedeemPoints(program, sum(100_00n), 9n)).toBe(0n);
});

test('points for a sum are worth no more than the sum, fewer are worth less, more are worth too much or the same', () => {
  const prices = fc.record({ points: fc.integer({ min: 1, max: 999 }), money: fc.integer({ min: 1, max: 999 }) });
  fc.assert(
    fc.property(prices, fc.constantFrom('down', 'nearest', 'up'), fc.bigInt(0n, 100_000n), (price, rounding, money) => {
      const program = worth(price.points, price.money, rounding);
      const points = pointsFor(program, money);
      const paid = worthOf(program, points);
      expect(paid).toBeLessThanOrEqual(money);
      if (points > 0n) expect(worthOf(program, points - 1n)).toBeLessThan(paid);
      const oneMore = worthOf(program, points + 1n);
      expect(oneMore > money || oneMore === paid).toBe(true);
    }),
  );
});

test('half of an odd sum is rounded as the program says', () => {
  const half = (payablePartRounding: string) =>
    payablePart(programWith({ points: { rounding: { payablePart: payablePartRounding } } }), sum(9999n));
  expect(half('down')).toBe(4999n);
  expect(half('nearest')).toBe(5000n);
  expect(half('up')).toBe(5000n);
});

test('points pay at most the payable share, at most what there is, and nothing of closed categories', () => {
  const program = programWith({ categories: { notPayable: ['tobacco'] } });
  const lines = [
    { category: 'tea', amount: 60_00n },
    { category: 'Tobacco', amount: 40_00n },
  ];
  expect(maxRedeemPoints(program, sum(100_00n), 1000n)).toBe(50n);
  expect(maxRedeemPoints(program, { ...sum(100_00n), lines }, 1000n)).toBe(30n);
  expect(maxRedeemPoints(program, { ...sum(100_00n), lines }, 12n)).toBe(12n);
  expect(maxRedeemPoints(program, { ...sum(40_00n), lines: lines.slice(1) }, 1000n)).toBe(0n);
});

test('a tier begins at its sum, and says what is missing to the next', () => {
  const program = programWith({
    tiers: [
      { name: 'bronze', from: 0, rate: '3 %' },
      { name: 'silver', from: 1000_00, rate: '5 %' },
    ],
  });
  expect(tierOf(program, 0n)).toEqual({ name: 'bronze', next: { name: 'silver', missing: 1000_00n } });
  expect(tierOf(program, 999_99n)).toEqual({ name: 'bronze', next: { name: 'silver', missing: 1n } });
  expect(tierOf(program, 1000_00n)).toEqual({ name: 'silver' });
  expect(tierOf(program, -5n)).toEqual({ name: 'bronze', next: { name: 'silver', missing: 1000_05n } });
});

import { divide, type Rounding } from './fraction.ts';
import type { Program } from './program.ts';

/** What points pay, in minor units, rounded as `points.rounding.worthOfPoints` says. */
export function worthOf(program: Program, points: bigint): bigint {
  const { inPoints, inMoney, rounding } = priceOf(program);
  return divide(points * inMoney, inPoints, rounding);
}

/**
 * The points that pay `money` (minor units) or, where no number of points is worth exactly that, the nearest sum below: and of those
 * the fewest, so that nobody gives points for nothing.
 */
export function pointsFor(program: Program, money: bigint): bigint {
  return fewestWorth(program, worthOf(program, mostWithin(program, money)));
}

/** The largest number of points worth at most `money`. */
function mostWithin(program: Program, money: bigint): bigint {
  const { inPoints, inMoney, rounding } = priceOf(program);
  const most = {
    down: ((money + 1n) * inPoints - 1n) / inMoney,
    nearest: ((2n * money + 1n) * inPoints - 1n) / (2n * inMoney),
    up: (money * inPoints) / inMoney,
  } satisfies Record<Rounding, bigint>;
  return most[rounding];
}

/** The smallest number of points worth at least `money`. */
function fewestWorth(program: Program, money: bigint): bigint {
  if (money === 0n) return 0n;
  const { inPoints, inMoney, rounding } = priceOf(program);
  const fewest = {
    down: divide(money * inPoints, inMoney, 'up'),
    nearest: divide((2n * money - 1n) * inPoints, 2n * inMoney, 'up'),
    up: ((money - 1n) * inPoints) / inMoney + 1n,
  } satisfies Record<Rounding, bigint>;
  return fewest[rounding];
}

function priceOf(program: Program): { inPoints: bigint; inMoney: bigint; rounding: Rounding } {
  const { worth, rounding } = program.points;
  return { inPoints: BigInt(worth.points), inMoney: BigInt(worth.money), rounding: rounding.worthOfPoints };
}

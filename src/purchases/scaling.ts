import { sum } from '../rules/spread.ts';
import type { LineReturn, Purchase, PurchaseLine } from './purchase.ts';

/** What part of a purchase has come back, by what was stored with its lines. `units` are in the purchase's own denominator. */
export type Scaled = {
  readonly amount: bigint;
  readonly units: bigint;
  readonly fixedPoints: bigint;
  readonly pointsPaid: bigint;
  readonly paidByPoints: bigint;
};

/**
 * ⌊stored × returned / line⌋ of every line, added up. A return takes the difference between after and before, so that partial returns in any
 * order end exactly at the whole.
 */
export function scaledBy({ lines }: Pick<Purchase, 'lines'>, returns: readonly LineReturn[]): Scaled {
  const part = (stored: (line: PurchaseLine) => string) =>
    sum(lines.map((line, index) => scale(BigInt(stored(line)), BigInt(returns[index]?.amount ?? 0), BigInt(line.amount))));
  return {
    amount: part((line) => line.amount),
    units: part((line) => line.units),
    fixedPoints: part((line) => line.fixedPoints),
    pointsPaid: part((line) => line.pointsPaid),
    paidByPoints: part((line) => line.paidByPoints),
  };
}

const scale = (stored: bigint, returned: bigint, whole: bigint): bigint => (whole === 0n ? 0n : (stored * returned) / whole);

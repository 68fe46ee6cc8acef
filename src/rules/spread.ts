/**
 * Spreads a whole amount over lines in proportion to their weights; what is left over goes one by one to the largest remainders, the
 * earlier line first. The parts add up to the amount exactly, and where the amount is at most the sum of weights no part exceeds its
 * weight. Without any weight the first line takes all.
 */
export function spread(amount: bigint, weights: readonly bigint[]): bigint[] {
  if (amount === 0n) return weights.map(() => 0n);
  const whole = sum(weights);
  if (whole === 0n) return weights.map((_, index) => (index === 0 ? amount : 0n));

  const parts = weights.map((weight) => (amount * weight) / whole);
  let left = amount - sum(parts);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (amount * weight) % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder) {
    if (left === 0n) break;
    parts[index] = parts[index]! + 1n;
    left -= 1n;
  }
  return parts;
}

export const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

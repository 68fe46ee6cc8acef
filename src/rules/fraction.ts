/** An exact, reduced fraction. Rates, prices of points and multipliers are fractions, because a float loses points. */
export type Fraction = { readonly numerator: bigint; readonly denominator: bigint };

export type Rounding = 'down' | 'nearest' | 'up';

/** Reduced. The denominator must be positive. */
export function fraction(numerator: bigint, denominator: bigint): Fraction {
  const common = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator);
  return { numerator: numerator / common, denominator: denominator / common };
}

export const times = (a: Fraction, b: Fraction): Fraction => fraction(a.numerator * b.numerator, a.denominator * b.denominator);

export const leastCommonMultiple = (a: bigint, b: bigint): bigint => (a / greatestCommonDivisor(a, b)) * b;

/** "2.5" or "2,5" exactly; the schema has checked that it is a decimal number. */
export function decimal(text: string): Fraction {
  const [whole = '0', places = ''] = text.trim().replace(',', '.').split('.');
  return fraction(BigInt(whole + places), 10n ** BigInt(places.length));
}

/** "2.5 %" exactly: 1/40. */
export const share = (text: string): Fraction => times(decimal(text.replace('%', '')), fraction(1n, 100n));

/** Divides what is not negative by what is positive. `nearest` takes a half up. */
export function divide(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  if (rounding === 'down') return dividend / divisor;
  if (rounding === 'up') return (dividend + divisor - 1n) / divisor;
  return (2n * dividend + divisor) / (2n * divisor);
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}

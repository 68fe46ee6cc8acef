import type { Instant } from './calendar.ts';
import type { Program } from './program.ts';

/** Plain English for the owner. What members read is worded elsewhere, in their language. */
export type Print = {
  /** Minor units: 150000 is "1,500 ₽". */
  readonly money: (amount: bigint) => string;
  readonly points: (amount: bigint) => string;
  readonly day: (at: Instant) => string;
};

export function printerFor({ currency, timeZone }: Program['shop']): Print {
  const places = minorDigitsOf(currency);
  const number = new Intl.NumberFormat('en', { minimumFractionDigits: places, trailingZeroDisplay: 'stripIfInteger' });
  const whole = new Intl.NumberFormat('en');
  const days = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'long' });
  const symbol = symbolOf(currency);
  return {
    money: (amount) => `${number.format(`${amount}E-${places}` as Intl.StringNumericLiteral)} ${symbol}`,
    points: (amount) => `${whole.format(amount)} ${amount === 1n ? 'point' : 'points'}`,
    day: (at) => days.format(at),
  };
}

/** How many minor units make one whole: 100 kopecks, 1 yen. */
export const minorUnitsOf = (currency: string): bigint => 10n ** BigInt(minorDigitsOf(currency));

export function ordinal(number: number): string {
  const endings: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' };
  return `${number}${endings[new Intl.PluralRules('en', { type: 'ordinal' }).select(number)] ?? 'th'}`;
}

export const minorDigitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

const symbolOf = (currency: string): string =>
  new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
    .formatToParts(0)
    .find(({ type }) => type === 'currency')!.value;

import { decimal } from '../../rules/fraction.ts';
import type { Program } from '../../rules/program.ts';
import { writeFact } from '../../texts/facts.ts';
import { type Language, money } from '../../texts/message.ts';

/** Numbers and lists as people of one language write them. */
export type Figures = {
  /** Minor units: 150000 is "1 500 ₽". */
  readonly money: (amount: bigint | number) => string;
  /** A share as the owner wrote it: "7.5 %" is "7,5%". */
  readonly share: (text: string) => string;
  /** A calendar day, 2026-12-15: "15 December 2026". */
  readonly day: (date: string) => string;
  /** "one, two and three" */
  readonly all: (items: readonly string[]) => string;
  /** "one, two or three" */
  readonly any: (items: readonly string[]) => string;
};

/** British English: "15 December 2026" cannot be misread in any of the shops' countries. */
const locales = { en: 'en-GB', pl: 'pl', ru: 'ru' } satisfies Record<Language, string>;

export function figuresFor({ shop }: Program, language: Language): Figures {
  const shares = new Intl.NumberFormat(locales[language], { style: 'percent', maximumFractionDigits: 3 });
  const all = new Intl.ListFormat(locales[language], { type: 'conjunction' });
  const any = new Intl.ListFormat(locales[language], { type: 'disjunction' });
  return {
    money: (amount) => writeFact(money(BigInt(amount), shop.currency), language, 'chat'),
    share: (text) => shares.format(numberOf(text)),
    day: (date) => writeFact({ kind: 'day', at: Date.parse(date), timeZone: 'UTC' }, language, 'chat'),
    all: (items) => all.format(items),
    any: (items) => any.format(items),
  };
}

/** At most three decimals: a float shows them as they were written. */
function numberOf(share: string): number {
  const { numerator, denominator } = decimal(share.replace('%', ''));
  return Number(numerator) / Number(denominator) / 100;
}

import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Fact, Language } from './message.ts';

/** A chat has room and every sign there is; an SMS pays for each character. */
export type Medium = 'chat' | 'sms';

/** A fact as people of that language write it. Points and money are exact at any size. */
export function writeFact(fact: Fact, language: Language, medium: Medium): string {
  if (typeof fact === 'string') return fact;
  if (typeof fact === 'number') return numberFormat(language).format(fact);
  switch (fact.kind) {
    case 'points':
      return numberFormat(language).format(BigInt(fact.points));
    case 'money':
      return writeMoney(BigInt(fact.amount), fact.currency, language, medium);
    case 'day':
      return medium === 'sms' ? shortDay(fact.at, fact.timeZone) : longDay(fact.at, fact.timeZone, language);
    case 'phone':
      return parsePhoneNumberFromString(fact.phone)?.formatInternational() ?? fact.phone;
  }
}

/** British English: "30 June 2027" cannot be misread in any of the shops' countries. */
const locales = { en: 'en-GB', pl: 'pl', ru: 'ru' } satisfies Record<Language, string>;

const numberFormat = remember((language: Language) => new Intl.NumberFormat(locales[language]));

const moneyFormat = remember((language: Language, currency: string, currencyDisplay: 'narrowSymbol' | 'code') => {
  const style = { style: 'currency', currency, currencyDisplay, trailingZeroDisplay: 'stripIfInteger' } as const;
  const format = new Intl.NumberFormat(locales[language], style);
  return { format, digits: format.resolvedOptions().maximumFractionDigits ?? 2 };
});

/** Signs an SMS may carry without becoming dearer; a currency that is not here is written by its code. Russian is UCS-2 anyway. */
const smsSigns: Record<Language, Readonly<Record<string, string>>> = {
  en: { GBP: '£', EUR: '€', USD: '$' },
  pl: { PLN: 'zł', GBP: '£', EUR: '€', USD: '$' },
  ru: { RUB: 'руб.', KZT: 'тг', BYN: 'руб.', PLN: 'зл.', GBP: '£', EUR: '€', USD: '$' },
};

function writeMoney(minor: bigint, currency: string, language: Language, medium: Medium): string {
  const sign = medium === 'sms' ? smsSigns[language][currency] : undefined;
  const { format, digits } = moneyFormat(language, currency, medium === 'chat' || sign !== undefined ? 'narrowSymbol' : 'code');
  const decimal = inMajorUnits(minor, digits);
  if (sign === undefined) return format.format(decimal);
  return format
    .formatToParts(decimal)
    .map(({ type, value }) => (type === 'currency' ? sign : value))
    .join('');
}

/** 123450 → "1234.50": a string, since an amount may be larger than floats are exact. */
function inMajorUnits(minor: bigint, digits: number): `${number}` {
  const figures = String(minor < 0n ? -minor : minor).padStart(digits + 1, '0');
  const whole = figures.slice(0, figures.length - digits);
  return `${minor < 0n ? '-' : ''}${whole}${digits > 0 ? `.${figures.slice(-digits)}` : ''}` as `${number}`;
}

const longFormat = remember(
  (language: Language, timeZone: string) =>
    new Intl.DateTimeFormat(locales[language], { day: 'numeric', month: 'long', year: 'numeric', timeZone }),
);

const shortFormat = remember(
  (timeZone: string) => new Intl.DateTimeFormat('de', { day: '2-digit', month: '2-digit', year: 'numeric', timeZone }),
);

/** "30 June 2027", "30 czerwca 2027", "30 июня 2027" (Russian formats add "г.", which nobody says). */
const longDay = (at: number, timeZone: string, language: Language): string =>
  longFormat(language, timeZone)
    .format(at)
    .replace(/\s*г\.$/u, '');

/** "30.06.2027": the German order and dots, which Polish and Russian share. */
const shortDay = (at: number, timeZone: string): string => shortFormat(timeZone).format(at);

/** Formats take long to make and are few: languages, currencies and time zones of one shop. */
function remember<A extends string[], T>(make: (...names: A) => T): (...names: A) => T {
  const made = new Map<string, T>();
  return (...names) => {
    const key = names.join(' ');
    const known = made.get(key) ?? make(...names);
    made.set(key, known);
    return known;
  };
}

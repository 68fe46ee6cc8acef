import { currentLanguage } from './words.js';

// Money is a whole number of minor units from the first key to the last; what people see is made of its digits.

let currency = 'EUR';
let digits = 2;

export function setCurrency(shop) {
  currency = shop.currency;
  digits = shop.currencyDigits;
}

export const currencyCode = () => currency;
export const currencyDigits = () => digits;

/** Room for a card's number: a scanner may type one here. */
const wholeDigitsMax = 13;

/** The most the shop takes on one receipt. */
export const moneyMax = 100_000_000_000;

/** What is typed, kept to what can be a price: one separator, and no more after it than the currency has. */
export function tidyPrice(text) {
  const clean = text.replace(/[^\d.,]/g, '');
  const at = Math.max(clean.lastIndexOf(','), clean.lastIndexOf('.'));
  const whole = (at < 0 ? clean : clean.slice(0, at)).replace(/\D/g, '').replace(/^0+(?=\d)/, '');
  if (at < 0 || digits === 0) return whole.slice(0, wholeDigitsMax);
  return `${whole.slice(0, wholeDigitsMax)}${clean[at]}${clean.slice(at + 1, at + 1 + digits)}`;
}

/** "12,50", "12.5" or "12" in minor units; nothing typed is 0. */
export function readPrice(text) {
  const [whole = '', part = ''] = tidyPrice(text).split(/[.,]/);
  return Number(`${whole}${part.padEnd(digits, '0')}`);
}

/** Minor units as a plain number with a point: what Intl reads exactly. */
function plain(amount) {
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const sign = amount < 0 ? '-' : '';
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

const fraction = () => ({ minimumFractionDigits: digits, maximumFractionDigits: digits });

export const money = (amount) =>
  new Intl.NumberFormat(currentLanguage(), { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...fraction() }).format(
    plain(amount),
  );

/** As it is typed: "12,50". */
export const priceText = (amount) => plain(amount).replace('.', separator());

/** What stands between whole and part in this language. */
export const separator = () =>
  new Intl.NumberFormat(currentLanguage(), { minimumFractionDigits: 1 }).formatToParts(0).find(({ type }) => type === 'decimal').value;

/** "zł", "₽" or "£". */
export const currencySign = () =>
  new Intl.NumberFormat(currentLanguage(), { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
    .formatToParts(0)
    .find(({ type }) => type === 'currency').value;

/** What so many points pay, for showing: the quote says what is really to pay. */
export const worthOf = (points, { pointWorth }) => Math.floor((points * pointWorth.money) / pointWorth.points);

import { call, isDone, refusalOf, wordsOf } from './api.js';
import { currencyCode } from './money.js';
import { change, goodsOf, onSale, paymentOf, theSale, totalOf } from './sale.js';
import { onLanguage } from './words.js';

// What the sale would come to, asked for anew whenever something of it changes, a moment after the last key.

const settleMs = 250;

let quote;
let asked = '';
let timer;
let underWay;
const listeners = new Set();

/** The answer for the sale as it stands; undefined while it is being asked for, or where there is nothing to ask. `{ words }` is a refusal. */
export const theQuote = () => quote;
export const onQuote = (listener) => listeners.add(listener);

export function startQuote() {
  onSale(consider);
  onLanguage(() => {
    asked = '';
    consider();
  });
}

export function quoteAgain() {
  asked = '';
  consider();
}

function consider() {
  const sale = theSale();
  const wanted = sale.found === 'yes' && totalOf(sale) > 0 ? { ...sale.who, ...goodsOf(sale), ...paymentOf(sale) } : undefined;
  const text = JSON.stringify(wanted) ?? '';
  if (text === asked) return;
  asked = text;
  clearTimeout(timer);
  underWay?.abort();
  tell(undefined);
  if (wanted) timer = setTimeout(() => request(wanted, text), settleMs);
}

async function request(wanted, text) {
  underWay = new AbortController();
  const answer = await call('POST', 'quotes', { body: { ...wanted, currency: currencyCode() }, signal: underWay.signal });
  if (text !== asked || answer.superseded) return;
  if (isDone(answer)) return take(answer.body);
  // Fewer points than were to pay: another till was quicker, or the sum has become smaller.
  if (theSale().spend > 0 && ['not-enough-points', 'too-many-points', 'hold-closed', 'proof-needed'].includes(refusalOf(answer)))
    change({ spend: 0, hold: undefined });
  // A coupon that another till has taken meanwhile.
  if (refusalOf(answer) === 'coupon-used') change({ coupons: [], member: withoutCoupons(theSale()) });
  tell(answer.status === 0 || answer.status === 401 ? undefined : { words: wordsOf(answer) });
}

const withoutCoupons = ({ member, coupons }) => ({ ...member, coupons: member.coupons.filter(({ code }) => !coupons.includes(code)) });

function take(body) {
  const { spend } = theSale();
  if (spend > body.maxRedeemPoints) return change({ spend: body.maxRedeemPoints });
  tell(body);
}

function tell(told) {
  quote = told;
  for (const listener of listeners) listener();
}

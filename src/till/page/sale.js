import { keepHere, recallHere } from './kept.js';
import { readPrice } from './money.js';

// The sale at hand. It lasts over a reload; a tab has one of its own.

const nothing = {
  /** What stands in the amount field, as typed. */
  typed: '',
  /** What was added before: { id, sku, name, category, quantity, price, amount }. */
  lines: [],
  /** { phone } or { card } or { member }: as the shop is asked for them. */
  who: undefined,
  /** Of `who`: 'looking', 'yes', 'unknown' (the shop knows nobody), 'unchecked' (the shop could not be asked). */
  found: undefined,
  member: undefined,
  /** Points that pay. */
  spend: 0,
  /** Points set aside for this sale. */
  hold: undefined,
  /** The codes of coupons that are used with it. */
  coupons: [],
};

let sale = { ...nothing, ...recallHere('sale') };
const listeners = new Set();

export const theSale = () => sale;
export const onSale = (listener) => listeners.add(listener);

export function change(what) {
  sale = { ...sale, ...what };
  keepHere('sale', sale);
  for (const listener of listeners) listener(sale);
}

export const clearSale = () => change(nothing);

export const totalOf = ({ lines, typed }) => lines.reduce((sum, { amount }) => sum + amount, 0) + readPrice(typed);

/** What the shop is told of the goods. Without parts the total says it all. */
export function goodsOf(sale) {
  const rest = readPrice(sale.typed);
  const parts = [...sale.lines, ...(rest > 0 ? [{ quantity: 1, amount: rest }] : [])];
  const lines = parts.map(({ sku, name, category, quantity, amount }) => ({ sku, name, category, quantity, amount }));
  return { total: totalOf(sale), ...(sale.lines.length > 0 && { lines }) };
}

/** What pays beside money. */
export const paymentOf = ({ spend, hold, coupons }) => ({
  ...(spend > 0 && { redeemPoints: spend }),
  ...(hold && { hold: hold.id }),
  ...(coupons.length > 0 && { coupons }),
});

/** Puts what is typed among the parts, as one of a category. */
export function addPart(category) {
  const amount = readPrice(sale.typed);
  if (amount === 0) return false;
  const id = `${category ?? ''}:${Date.now()}`;
  change({ typed: '', lines: [...sale.lines, { id, ...(category && { category }), quantity: 1, amount }] });
  return true;
}

/** One more, or one fewer, of something on the counter. */
export function addGood({ sku, name, category, price }, by) {
  const has = sale.lines.find((line) => line.sku === sku);
  const quantity = (has?.quantity ?? 0) + by;
  const line = { id: sku, sku, name, ...(category && { category }), quantity, price, amount: price * quantity };
  const others = sale.lines.filter((one) => one !== has);
  if (quantity <= 0) change({ lines: others });
  else if (has) change({ lines: sale.lines.map((one) => (one === has ? line : one)) });
  else change({ lines: [...others, line] });
}

export const removeLine = (id) => change({ lines: sale.lines.filter((line) => line.id !== id) });

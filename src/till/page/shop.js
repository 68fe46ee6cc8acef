import { call, isDone } from './api.js';
import { keep, recall } from './kept.js';
import { setCurrency } from './money.js';

/** What is known of the shop: from the last answer, also of an earlier day, so that an hour offline begins like any other. */
let shop = recall('shop');
if (shop) setCurrency(shop);
const listeners = new Set();

export const theShop = () => shop;
export const onShop = (listener) => listeners.add(listener);

/** Asks the shop about itself. Answers what came of it. */
export async function loadShop(key) {
  const answer = await call('GET', 'shop', key === undefined ? {} : { key });
  if (isDone(answer)) {
    shop = answer.body;
    keep('shop', shop);
    setCurrency(shop);
    for (const listener of listeners) listener(shop);
  }
  return answer;
}

/** Where this till stands and who is at it. */
export const place = () => recall('place') ?? {};
export const setPlace = (chosen) => {
  keep('place', chosen);
  for (const listener of listeners) listener(shop);
};

/** Who sells, in every request that asks. */
export const seller = () => {
  const { store, cashier } = place();
  return { store, ...(cashier && { cashier }) };
};

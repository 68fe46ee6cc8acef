import { keep } from './kept.js';
import { currentView, show } from './nav.js';
import { endReceipt } from './receipt.js';
import { loadShop, place, setPlace } from './shop.js';
import { speak } from './words.js';

/**
 * `/till#key=…` hands the key over, and may say who stands where (`store`, `cashier`), in which language, and whom to `find`. It leaves the
 * address before anything else happens.
 */
export function takeFromAddress() {
  const given = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  if (Object.keys(given).length === 0) return given;
  history.replaceState(null, '', location.pathname + location.search);
  if (given.key?.trim()) keep('key', given.key.trim());
  if (given.store && !place().store) setPlace({ store: given.store, cashier: given.cashier });
  if (given.lang) keep('language', given.lang);
  return given;
}

/** Somebody beside this page, such as the playground, has called a customer up. */
export function hearAddress(find) {
  addEventListener('hashchange', () => {
    const { find: whom, lang } = takeFromAddress();
    if (lang) {
      speak(lang);
      loadShop();
    }
    if (!whom || currentView() === 'door') return;
    if (currentView() === 'receipt') endReceipt();
    show('sale');
    find(whom);
  });
}

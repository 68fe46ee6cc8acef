import { byId } from './dom.js';
import { currentView, goBack, show } from './nav.js';
import { stopReturning } from './purchase.js';
import { endReceipt } from './receipt.js';

/** The keys of the whole page: F2, /, Escape, and digits that find the amount by themselves. Enter belongs to what has the focus. */
export function listenToKeys({ amount, who, startAnew }) {
  const actions = {
    F2() {
      if (currentView() === 'receipt') endReceipt();
      if (currentView() === 'sale') startAnew();
      else show('sale');
    },
    '/'() {
      show('today', 'search');
      byId('search').select();
    },
    Escape: () => stepBack(amount, who),
  };

  addEventListener('keydown', (event) => {
    const { key, repeat, target } = event;
    if (currentView() === 'door' || document.querySelector('dialog[open]') || event.ctrlKey || event.altKey || event.metaKey) return;
    const writes = target.matches?.('input, textarea, select');
    // A slash is a letter wherever words are written.
    const act = key === '/' && writes && target !== amount && target !== who ? undefined : actions[key];
    if (act || (key === 'Enter' && repeat)) event.preventDefault();
    act?.();
    if (/^[\d.,]$/.test(key) && !writes && currentView() === 'sale') amount.focus();
  });
}

/** One step back from wherever we are; the sale at hand is never cleared by it. */
function stepBack(amount, who) {
  if (currentView() === 'purchase' && stopReturning()) return;
  if (currentView() !== 'sale') {
    if (currentView() === 'receipt') endReceipt();
    goBack();
  } else if (document.activeElement === who && who.value !== '') {
    who.value = '';
    who.dispatchEvent(new Event('input'));
  } else amount.focus();
}

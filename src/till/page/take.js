import { isReached } from './api.js';
import { newReceiptId } from './chance.js';
import { now, stamp } from './clock.js';
import { byId, redraw, say, tell } from './dom.js';
import { nameOf } from './finder.js';
import { currencyCode, money, moneyMax, worthOf } from './money.js';
import { show } from './nav.js';
import { stopSpending } from './points.js';
import { enqueue } from './queue.js';
import { onQuote, theQuote } from './quote.js';
import { clearSale, goodsOf, onSale, paymentOf, theSale, totalOf } from './sale.js';
import { onShop, seller, theShop } from './shop.js';
import { onLanguage, points, word } from './words.js';

/** The one big button. What it takes is written down before anything is sent, and the sale is empty again in the same breath. */
export function startTake() {
  byId('take').addEventListener('click', take);
  for (const on of [onSale, onQuote, onShop, onLanguage]) on(draw);
}

function draw() {
  const sale = theSale();
  if (!theShop()) return;
  const total = totalOf(sale);
  const toPay = toPayOf(sale);
  const label = document.createElement('span');
  label.textContent = total === 0 ? word('takeNothing') : word('take', { money: money(toPay) });
  const more = document.createElement('small');
  more.textContent = sale.spend > 0 ? word('andPoints', { points: points(sale.spend) }) : sale.who ? '' : word('withoutCard');
  redraw(byId('take'), label, total > 0 && more.textContent && more);
  byId('take').toggleAttribute('aria-disabled', total === 0);
}

/** What the quote says; until it has spoken, what the points are worth. */
const toPayOf = (sale) => (sale.spend === 0 ? totalOf(sale) : (theQuote()?.toPay ?? totalOf(sale) - worthOf(sale.spend, theShop())));

function take() {
  const sale = theSale();
  const total = totalOf(sale);
  if (total === 0) {
    say(word('amountFirst'));
    return byId('amount').focus();
  }
  if (total > moneyMax) return tell(word('tooMuch'));
  if (sale.spend > 0 && !isReached()) {
    stopSpending();
    return tell(word('spendOffline'));
  }
  const receiptId = newReceiptId(now(), theShop().timeZone);
  const body = { receiptId, ...seller(), ...sale.who, at: stamp(), currency: currencyCode(), ...goodsOf(sale), ...paymentOf(sale) };
  const about = {
    receiptId,
    total,
    spend: sale.spend,
    customer: sale.member ? nameOf(sale.member) : (sale.who?.phone ?? sale.who?.card),
  };
  const key = enqueue({ kind: 'purchase', path: 'purchases', body, about });
  clearSale();
  show('receipt', key);
  if (parent !== window) parent.postMessage('kopilka-sold', location.origin);
}

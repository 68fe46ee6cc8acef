import { hearAddress, takeFromAddress } from './address.js';
import { isReached, onReach } from './api.js';
import { askCamera } from './camera.js';
import { byId, lookAt, redraw, say, tell } from './dom.js';
import { askForKey, openWhereItStood, startDoor } from './door.js';
import { askToEnrol } from './enrol.js';
import { startExtras } from './extras.js';
import { isCard, startFinder } from './finder.js';
import { keep, recall } from './kept.js';
import { listenToKeys } from './keys.js';
import { drawKeys, startMenu } from './menu.js';
import { currencySign, money, tidyPrice } from './money.js';
import { currentView, onOpen, show, startNav } from './nav.js';
import { startPad } from './pad.js';
import { startPoints, stopSpending } from './points.js';
import { startPurchase } from './purchase.js';
import { onQueue, sendWaiting, startQueue, waiting } from './queue.js';
import { startQuote } from './quote.js';
import { endReceipt, startReceipt } from './receipt.js';
import { addPart, change, clearSale, onSale, theSale } from './sale.js';
import { loadShop, onShop, place, theShop } from './shop.js';
import { startTake } from './take.js';
import { findReceipt, startToday } from './today.js';
import { startWaiting } from './waiting.js';
import { listenToScanner } from './wedge.js';
import { ofBrowser, onLanguage, points, speak, word } from './words.js';

const amount = byId('amount');
const who = byId('who');

function startAnew() {
  stopSpending();
  clearSale();
  who.value = '';
  byId('who-wrong').textContent = '';
  amount.focus();
}

const finder = startFinder({
  enrol: (phone) => askToEnrol(phone, (member) => finder.welcome({ member: member.id }, member)),
  onward: () => lookAt(amount.value === '' && theSale().lines.length === 0 ? amount : byId('take')),
});

/** What a scanner or the camera read: a card begins or joins a sale, a receipt's code finds its sale. */
function scanned(text) {
  const digits = text.replace(/\D/g, '');
  if (!isCard(digits)) return /^https?:/.test(text) ? findReceipt(text) : tell(word('notACard'));
  if (currentView() === 'door' || document.querySelector('dialog[open]')) return undefined;
  if (currentView() === 'receipt') endReceipt();
  show('sale');
  return theSale().who?.card === digits ? undefined : finder.find(digits);
}

function startAmount() {
  amount.addEventListener('input', () => {
    const tidy = tidyPrice(amount.value);
    if (tidy !== amount.value) amount.value = tidy;
    if (theSale().typed !== tidy) change({ typed: tidy });
  });
  amount.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      // Or the same press would send the customer's form, where the focus is by then.
      event.preventDefault();
      afterAmount();
    } else if (event.key === '+') add();
  });
  onSale(({ typed }) => {
    if (amount.value !== typed) amount.value = typed;
  });
  const sign = () => theShop() && redraw(byId('sign'), currencySign());
  onShop(sign);
  onLanguage(sign);
}

/** A full till number in the amount field is a card, however slowly it was typed. */
function afterAmount() {
  const typed = amount.value;
  if (isCard(typed)) {
    change({ typed: '' });
    return finder.find(typed);
  }
  return (theSale().who ? byId('take') : who).focus();
}

/** Which of the two fields the keys type into; none while the eyes are elsewhere. */
function watchSlots() {
  const sale = byId('sale');
  sale.addEventListener('focusin', ({ target }) => {
    sale.dataset.slot = target === amount || target === who ? target.id : 'none';
  });
}

function add() {
  if (addPart()) say(word('added'));
  amount.focus();
}

/** How things stand between this till and the shop, in one line; nothing while all is well. */
function drawReach() {
  const late = waiting().length;
  const banner = byId('reach');
  banner.hidden = isReached() && !waiting().some(({ left }) => left);
  const then = late > 0 ? word('waitingLong', { count: late }) : word('goOn');
  banner.textContent = isReached() ? then : `${word('offline')} ${then}`;
}

function drawPlace() {
  const { store, cashier } = place();
  byId('shop-name').textContent = theShop()?.name ?? 'Kopilka';
  byId('shop-place').textContent = [store, cashier].filter(Boolean).join(' · ');
}

/** What was answered while nobody waited for it is told in passing. */
function tellLate(_key, gone) {
  if (gone?.answer === undefined) return;
  const { kind, about, answer } = gone;
  if (kind === 'purchase')
    tell(word('sentLate', { receipt: about.receiptId, earned: answer.member ? `: +${points(answer.pointsEarned)}` : '' }));
  else if (currentView() !== 'purchase') tell(word('refund', { money: money(answer.refundMoney) }));
}

function keepWorking() {
  navigator.serviceWorker?.register('till/page/worker.js', { scope: 'till' }).catch(() => {
    // Without it everything works but a reload without a connection.
  });
}

takeFromAddress();
hearAddress((text) => finder.find(text));
startNav();
startDoor({
  onOpened() {
    if (currentView() === 'sale') lookAt(amount);
    sendWaiting();
    finder.resume();
  },
});
startAmount();
watchSlots();
startPad({
  amount,
  who,
  add,
  enter: () => (document.activeElement === who ? byId('finder').requestSubmit() : afterAmount()),
});
startExtras();
startQuote();
startPoints();
startTake();
startReceipt();
startToday();
startPurchase();
startWaiting();
startMenu({
  onLanguageChosen(code) {
    keep('language', code);
    speak(code);
    loadShop();
  },
  onForgotten: () => askForKey(word('keyText')),
});
onOpen('sale', () => amount);
byId('to-sale').addEventListener('click', () => {
  if (currentView() === 'receipt') endReceipt();
  show('sale');
});
byId('to-today').addEventListener('click', () => show('today'));
byId('scan').addEventListener('click', () => askCamera(scanned, () => who.focus()));
listenToScanner(amount, scanned);
listenToKeys({ amount, who, startAnew });
for (const on of [onReach, onQueue, onLanguage]) on(drawReach);
for (const on of [onShop, onLanguage]) on(drawPlace);
onQueue(tellLate);
onLanguage(() => redraw(byId('keys'), drawKeys()));

speak(recall('language') ?? ofBrowser() ?? theShop()?.defaultLanguage);
change({});
startQueue();
keepWorking();
openWhereItStood();
document.body.dataset.ready = 'yes';

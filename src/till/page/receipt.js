import { hereOf, isReached, onReach } from './api.js';
import { button, byId, h, icon, redraw, say } from './dom.js';
import { keepHere, recallHere } from './kept.js';
import { money } from './money.js';
import { currentView, onOpen, show } from './nav.js';
import { entryOf, leave, onQueue } from './queue.js';
import { theShop } from './shop.js';
import { dayWord, onLanguage, points, word } from './words.js';

const slowMs = 4000;
const doublePressMs = 700;

let shown = recallHere('receipt');
let shownAt = 0;
let slowTimer;

/** What came of the sale: as long as nothing has come, what is known. */
export function startReceipt() {
  onOpen('receipt', (key) => {
    shown = key ?? shown;
    keepHere('receipt', shown);
    shownAt = Date.now();
    clearTimeout(slowTimer);
    slowTimer = setTimeout(draw, slowMs);
    draw();
    return byId('next');
  });
  byId('next').addEventListener('click', next);
  onQueue((key) => key === shown && draw());
  onReach(draw);
  onLanguage(draw);
}

/** Whether a reload has interrupted a receipt. */
export const hasReceipt = () => shown !== undefined && entryOf(shown) !== undefined;

/** The second of two quick presses on "take" lands here, and must not take the receipt away. */
function next() {
  if (Date.now() - shownAt < doublePressMs) return;
  endReceipt();
  show('sale');
}

export function endReceipt() {
  if (shown) leave(shown);
  shown = undefined;
  keepHere('receipt', undefined);
}

function draw() {
  if (currentView() !== 'receipt') return;
  const entry = shown && entryOf(shown);
  const sheet = byId('receipt-sheet');
  if (!entry) return redraw(sheet, h('h2', { id: 'receipt-title' }, word('sent')));
  if (entry.state === 'answered') return redraw(sheet, ...drawAnswer(entry));
  if (entry.state === 'refused') return redraw(sheet, ...drawRefusal(entry));
  redraw(sheet, ...drawWaiting(entry));
}

/** What became of it, and the money it is about. */
function title(sign, text, amount, tone = '') {
  if (byId('receipt-title')?.textContent !== text) say(text);
  return h(
    'div',
    { class: 'row' },
    h('h2', { id: 'receipt-title', class: tone }, icon(sign), h('span', {}, text)),
    h('strong', { class: 'big' }, money(amount)),
  );
}

const figure = (name, value) => h('div', { class: 'pair' }, h('dt', {}, name), h('dd', {}, value));

function drawAnswer({ about, answer }) {
  const { member, coupons = [], toPay, pointsEarned, pointsSpent, pointsPending, activeFrom, available, tierName } = answer;
  const later = pointsPending > 0 && activeFrom && word('activeFrom', { day: dayWord(Date.parse(activeFrom), theShop().timeZone) });
  if (byId('receipt-title')?.textContent !== word('taken'))
    say(member ? word('takenSaid', { money: money(toPay), points: points(pointsEarned) }) : word('taken'));
  return [
    title('check', word('taken'), toPay, 'good'),
    h(
      'dl',
      {},
      pointsSpent > 0 && figure(word('spent'), `−${points(pointsSpent)}`),
      member && figure(word('earned'), `+${points(pointsEarned)}`),
      coupons.map(({ gives }) => figure(word('coupon'), gives)),
      member && figure(word('balanceNow'), [points(available), tierName].filter(Boolean).join(' · ')),
    ),
    drawCode(answer),
    later && h('p', { class: 'soft' }, later),
    h('p', { class: 'number' }, [about.customer, about.receiptId].filter(Boolean).join(' · ')),
    drawReasons(answer.reasons),
  ];
}

/** The receipt's QR code: to rate the visit, and for whoever is no member yet to join with these points. */
export function drawCode({ qrUrl, receiptUrl, member }) {
  const code = h('img', { src: hereOf(qrUrl), alt: word('receiptCode'), width: 232, height: 232 });
  return h(
    'figure',
    {},
    isPlayed ? h('a', { href: hereOf(receiptUrl), target: '_blank', rel: 'noopener' }, code) : code,
    h('figcaption', {}, word(member ? 'codeToRate' : 'codeToJoin'), isPlayed && `. ${word('codeToPress')}`),
  );
}

/** The playground shows the till inside its page, where no camera sees the code: pressing it does what scanning would. */
const isPlayed = parent !== window;

function drawReasons(reasons = []) {
  const texts = reasons.map(({ text }) => text).filter(Boolean);
  return (
    texts.length > 0 &&
    h(
      'details',
      {},
      h('summary', {}, word('why')),
      h(
        'ul',
        {},
        texts.map((text) => h('li', {}, text)),
      ),
    )
  );
}

const drawAbout = ({ about }) => [
  h('dl', {}, about.spend > 0 && figure(word('toSpend'), points(about.spend)), about.customer && figure(word('customer'), about.customer)),
  h('p', { class: 'number' }, about.receiptId),
];

function drawWaiting(entry) {
  const isSlow = !isReached() || Date.now() - entry.madeAt >= slowMs;
  if (!isSlow) return [title('clock', word('taking'), entry.about.total), ...drawAbout(entry)];
  const text = entry.about.spend > 0 ? word('keptSpending', { money: money(entry.about.total) }) : word('keptText');
  return [title('clock', word('keptTitle'), entry.about.total, 'later'), h('p', {}, text), ...drawAbout(entry)];
}

const drawRefusal = (entry) => [
  title('warn', word('refusedTitle'), entry.about.total, 'bad'),
  h('p', {}, entry.problem.words),
  ...drawAbout(entry),
  h('p', { class: 'soft' }, word('refusedText')),
  button(word('putRight'), () => show('waiting'), { class: 'second' }),
];

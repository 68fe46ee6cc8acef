import { call, isDone, onReach, wordsOf } from './api.js';
import { newKey } from './chance.js';
import { drawClaim } from './claim.js';
import { stamp } from './clock.js';
import { ask, button, byId, h, icon, redraw } from './dom.js';
import { nameOf as nameOfLine } from './extras.js';
import { money } from './money.js';
import { currentView, goBack, onOpen, show } from './nav.js';
import { enqueue, entryOf, onQueue } from './queue.js';
import { drawCode } from './receipt.js';
import { drawChoice, isCounted, isLeft } from './returning.js';
import { place, theShop } from './shop.js';
import { dayAndClockIn, onLanguage, points, word } from './words.js';

let id;
let purchase;
let problem;
/** What comes back, by line: pieces, or money as typed. Undefined while nothing is to come back. */
let back;
/** The return under way, by its key in the queue, and what came of it. */
let sent;
let result;

/** One purchase: what it was, its code, and what comes back of it. */
export function startPurchase() {
  onOpen('purchase', (wanted) => {
    id = wanted;
    purchase = problem = back = sent = result = undefined;
    load();
    draw();
    return byId('purchase-title');
  });
  onQueue((key, gone) => {
    if (key !== sent || currentView() !== 'purchase') return;
    if (gone) result = gone.answer;
    if (!entryOf(key)) load();
    draw();
    if (entryOf(key)?.state !== 'waiting') byId('purchase-title').focus();
  });
  onLanguage(() => id && load());
  onReach((reached) => reached && currentView() === 'purchase' && !purchase && load());
}

async function load() {
  const wanted = id;
  const answer = await call('GET', `purchases/${id}`);
  if (wanted !== id) return;
  if (isDone(answer)) purchase = answer.body;
  problem = isDone(answer) ? undefined : answer.status === 0 ? word('listOffline') : wordsOf(answer);
  draw();
}

function draw() {
  if (currentView() !== 'purchase') return;
  const head = h(
    'div',
    { class: 'row head' },
    button(icon('back'), leaveHere, { class: 'round', 'aria-label': word('back'), 'data-focus': 'back' }),
    h('h2', { id: 'purchase-title', tabindex: -1, 'data-focus': 'title' }, purchase?.receiptId ?? word('receipt')),
  );
  const entry = sent && entryOf(sent);
  redraw(
    byId('purchase-sheet'),
    head,
    problem && h('p', { class: 'wrong', role: 'alert' }, problem),
    !purchase && !problem && h('p', { class: 'soft' }, word('loading')),
    entry && drawUnanswered(entry),
    result && drawResult(result),
    purchase && drawFacts(),
    purchase && (back ? drawChoice({ lines: purchase.lines, back, draw, send, cancel: stopReturning }) : drawLines()),
    purchase && !back && !purchase.member && drawClaim(purchase, load),
    purchase && !back && drawCode(purchase),
  );
}

const leaveHere = () => stopReturning() || goBack();

/** Ends the choosing of what comes back; false where nothing was being chosen. */
export function stopReturning() {
  if (!back) return false;
  back = undefined;
  draw();
  byId('purchase-title').focus();
  return true;
}

const figure = (name, value) => h('div', { class: 'pair' }, h('dt', {}, name), h('dd', {}, value));

function drawFacts() {
  const { at, store, cashier, memberName, total, toPay, pointsEarned, pointsSpent, returned } = purchase;
  return h(
    'dl',
    { class: 'facts' },
    figure(word('when'), dayAndClockIn(theShop().timeZone, Date.parse(at))),
    figure(word('where'), [store, cashier].filter(Boolean).join(' · ')),
    figure(word('customer'), memberName ?? word('withoutCard')),
    figure(word('total'), money(total)),
    pointsSpent > 0 && figure(word('spent'), points(pointsSpent)),
    pointsSpent > 0 && figure(word('toPay'), money(toPay)),
    figure(word('earned'), points(pointsEarned)),
    returned > 0 && figure(word('returned'), money(returned)),
  );
}

function drawLines() {
  const { lines } = purchase;
  const row = (line) =>
    h(
      'li',
      {},
      h('span', { class: 'grow' }, isCounted(line) ? `${nameOfLine(line)} × ${line.quantity}` : nameOfLine(line)),
      line.returnedAmount > 0 && h('span', { class: 'tag' }, word(isLeft(line) ? 'returnedPart' : 'returnedAll')),
      h('span', { class: 'money' }, money(line.amount)),
    );
  const start = () => {
    back = new Map();
    draw();
    byId('purchase-sheet').querySelector('[data-focus="whole"]').focus();
  };
  return [
    h('ul', { class: 'plain' }, lines.map(row)),
    lines.some(isLeft) && button(word('return'), start, { class: 'second', 'data-focus': 'return' }),
  ];
}

async function send(lines) {
  const sure =
    lines !== undefined ||
    (await ask({ title: word('returnAllTitle'), text: purchase.receiptId, yes: word('returnAll'), no: word('cancel') }));
  if (!sure || !back) return;
  const { cashier } = place();
  const body = { returnId: newKey(), at: stamp(), ...(cashier && { cashier }), ...(lines && { lines }) };
  const about = { receiptId: purchase.receiptId, total: purchase.total, customer: purchase.memberName };
  back = result = undefined;
  sent = newKey();
  enqueue({ key: sent, kind: 'return', path: `purchases/${id}/returns`, body, about, left: true });
}

function drawUnanswered({ state, problem: refusal }) {
  if (state === 'waiting') return h('p', { class: 'card later', role: 'status' }, icon('clock'), h('span', {}, word('returnWaits')));
  const toList = button(word('putRight'), () => show('waiting'), { class: 'quiet' });
  return h('div', { class: 'card bad', role: 'alert' }, icon('warn'), h('p', { class: 'grow' }, refusal.words), toList);
}

const drawResult = ({ refundMoney, pointsReturned, pointsTaken, pointsForgiven, pointsOwed }) =>
  h(
    'div',
    { class: 'card good' },
    h('p', { class: 'refund' }, word('refund', { money: money(refundMoney) })),
    h(
      'ul',
      {},
      pointsReturned > 0 && h('li', {}, word('pointsBack', { points: points(pointsReturned) })),
      pointsTaken > 0 && h('li', {}, word('pointsTaken', { points: points(pointsTaken) })),
      pointsForgiven > 0 && h('li', {}, word('pointsForgiven', { points: points(pointsForgiven) })),
      pointsOwed > 0 && h('li', {}, word('pointsOwed', { points: points(pointsOwed) })),
    ),
  );

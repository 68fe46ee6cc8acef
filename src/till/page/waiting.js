import { onReach } from './api.js';
import { ask, button, byId, h, icon, redraw } from './dom.js';
import { money } from './money.js';
import { currentView, onOpen, show } from './nav.js';
import { drop, onQueue, refused, sendAgain, sendWaiting, waiting } from './queue.js';
import { theShop } from './shop.js';
import { dayAndClockIn, onLanguage, points, word } from './words.js';

/** What the shop has not answered yet, and what it refused: nothing leaves this list in silence. */
export function startWaiting() {
  onOpen('waiting', () => {
    draw();
    return byId('waiting-title');
  });
  byId('to-waiting').addEventListener('click', () => show('waiting'));
  for (const on of [onQueue, onReach, onLanguage]) on(draw);
}

function draw() {
  const [late, wrong] = [waiting(), refused()];
  const pill = byId('to-waiting');
  pill.hidden = wrong.length === 0 && !late.some(({ left }) => left);
  pill.classList.toggle('bad', wrong.length > 0);
  redraw(pill, icon(wrong.length > 0 ? 'warn' : 'clock'), h('span', {}, wrong.length + late.length));
  const words = [
    wrong.length > 0 && word('refusedShort', { count: wrong.length }),
    late.length > 0 && word('waitingShort', { count: late.length }),
  ];
  pill.setAttribute('aria-label', words.filter(Boolean).join(' '));
  if (currentView() === 'waiting') drawList(late, wrong);
}

function drawList(late, wrong) {
  redraw(
    byId('waiting-list'),
    late.length + wrong.length === 0 && h('p', { class: 'soft nothing' }, word('nothingWaits')),
    wrong.length > 0 && h('p', {}, word('refusedLead')),
    h('ul', { class: 'cards' }, wrong.map(drawRefused)),
    late.length > 0 && h('p', {}, word('waitingLong', { count: late.length })),
    h(
      'ul',
      { class: 'cards' },
      late.map((entry) => h('li', { class: 'card' }, drawAbout(entry))),
    ),
    late.length > 0 && button(word('sendNow'), sendWaiting, { class: 'second', 'data-focus': 'now' }),
  );
}

const drawAbout = ({ kind, madeAt, about }) =>
  h(
    'div',
    { class: 'about' },
    h(
      'p',
      { class: 'row' },
      h('strong', { class: 'grow' }, word(kind === 'return' ? 'returnOf' : 'saleOf', { money: money(about.total) })),
      h('span', {}, dayAndClockIn(theShop()?.timeZone, madeAt)),
    ),
    h('p', { class: 'soft' }, [about.customer, about.receiptId, about.spend > 0 && points(about.spend)].filter(Boolean).join(' · ')),
  );

function drawRefused(entry) {
  const { key, kind, body, about, problem } = entry;
  const focus = (name) => ({ 'data-focus': `${key} ${name}` });
  const isPaidByPoints = body.redeemPoints > 0 || body.hold !== undefined;
  const withoutPoints = () => {
    const { redeemPoints: _, hold: __, ...rest } = body;
    sendAgain(key, { body: rest, about: { ...about, spend: 0 } });
  };
  const withoutCoupons = () => {
    const { coupons: _, ...rest } = body;
    sendAgain(key, { body: rest });
  };
  return h(
    'li',
    { class: 'card bad' },
    drawAbout(entry),
    h('p', { class: 'wrong' }, problem.words),
    kind === 'purchase' && drawCustomer(entry),
    h(
      'div',
      { class: 'answers' },
      button(word('drop'), () => askToDrop(entry), { class: 'quiet', ...focus('drop') }),
      isPaidByPoints && button(word('sendWithoutPoints'), withoutPoints, { class: 'second', ...focus('without') }),
      body.coupons && button(word('sendWithoutCoupons'), withoutCoupons, { class: 'second', ...focus('uncouponed') }),
      button(word('sendAgain'), () => sendAgain(key), { class: 'second', ...focus('again') }),
    ),
  );
}

/** A phone with a digit too few is what is wrong most often. */
function drawCustomer({ key, body, about }) {
  const field = h('input', { id: `who-${key}`, value: body.phone ?? body.card ?? '', autocomplete: 'off' });
  const onsubmit = (event) => {
    event.preventDefault();
    const text = field.value.trim();
    const { phone: _, card: __, member: ___, ...rest } = body;
    const who = text === '' ? {} : /^29\d{11}$/.test(text) ? { card: text } : { phone: text };
    sendAgain(key, { body: { ...rest, ...who }, about: { ...about, customer: text || undefined } });
  };
  return (
    !body.member &&
    !body.hold &&
    h(
      'form',
      { class: 'row', onsubmit },
      h('label', { class: 'unseen', for: field.id }, word('phoneOrCard')),
      field,
      h('button', { type: 'submit', class: 'second' }, word('change')),
    )
  );
}

async function askToDrop({ key, about }) {
  const text = word('dropText', { money: money(about.total), receipt: about.receiptId });
  if (await ask({ title: word('dropTitle'), text, yes: word('drop'), no: word('keepIt') })) drop(key);
}

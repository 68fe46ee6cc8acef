import { call, isDone, onReach } from './api.js';
import { drawCoupons } from './coupons.js';
import { button, byId, h, icon, redraw, say } from './dom.js';
import { money } from './money.js';
import { stopSpending } from './points.js';
import { change, onSale, theSale } from './sale.js';
import { onLanguage, points, readable, word } from './words.js';

const phoneDigitsMin = 5;

/** A card's number: EAN-13 with the prefix 29 and the right last digit. */
export function isCard(text) {
  if (!/^29\d{11}$/.test(text)) return false;
  const sum = [...text].reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}

/** Whom a text names: a card, a phone as people write it, or nobody. */
export function readWho(text) {
  const packed = text.replace(/[\s-]/g, '');
  if (isCard(packed)) return { card: packed };
  return packed.replace(/\D/g, '').length >= phoneDigitsMin && !/[^\d+()./\s-]/.test(text) ? { phone: text.trim() } : undefined;
}

/** A sale without a customer, and without what was theirs. */
const nobody = { who: undefined, found: undefined, member: undefined, coupons: [] };

/** Who buys: asked for by phone or card, shown with their points. `enrol` takes somebody in, `onward` is where the eyes go next. */
export function startFinder({ enrol, onward }) {
  const input = byId('who');

  const submit = (event) => {
    event.preventDefault();
    if (input.value.trim() === '') onward();
    else find(input.value);
  };
  byId('finder').addEventListener('submit', submit);
  input.addEventListener('input', () => {
    byId('who-wrong').textContent = '';
    if (isCard(input.value.replace(/[\s-]/g, ''))) find(input.value);
  });

  async function find(text) {
    const who = readWho(text);
    byId('who-wrong').textContent = who ? '' : word('whoUnreadable');
    if (!who) return;
    stopSpending();
    await lookUp(who, text);
  }

  async function lookUp(who, text) {
    input.value = '';
    change({ ...nobody, who, found: 'looking' });
    const answer = await call('GET', `members?${new URLSearchParams(who)}`);
    if (theSale().who !== who) return;
    if (isDone(answer)) return welcome(who, answer.body);
    if (answer.status === 404 && who.phone) return change({ found: 'unknown' });
    if (answer.status === 404 || answer.status === 422) {
      giveBack(text);
      byId('who-wrong').textContent = answer.status === 404 ? word('cardUnknown') : word('phoneWrong');
      return;
    }
    change({ found: 'unchecked' });
    if (answer.status !== 401) onward();
  }

  function welcome(who, member) {
    change({ who, found: 'yes', member });
    say(`${nameOf(member)}. ${tellPoints(member)}`);
    onward();
  }

  /** What was typed is typed again, to be put right. */
  function giveBack(text) {
    change(nobody);
    input.value = text;
    input.focus();
  }

  const forgetThem = () => {
    stopSpending();
    change(nobody);
    input.value = '';
    input.focus();
  };

  function draw() {
    const sale = theSale();
    byId('finder').hidden = sale.who !== undefined;
    byId('member').hidden = sale.who === undefined;
    if (sale.who) redraw(byId('member'), drawMember(sale));
  }

  function drawMember(sale) {
    const { who, found, member } = sale;
    const away = button(icon('cross'), forgetThem, { class: 'round', 'aria-label': word('anotherCustomer'), 'data-focus': 'away' });
    const head = (title, ...more) =>
      h('div', { class: 'row' }, h('div', { class: 'grow' }, h('p', { class: 'who-name' }, title), ...more), away);
    const shown = who.phone ? readable(who.phone) : (who.card ?? '');
    if (found === 'yes')
      return [
        head(nameOf(member), h('p', { class: 'soft' }, [member.tierName, shownPhone(member)].filter(Boolean).join(' · '))),
        h('p', { class: 'has' }, tellPoints(member)),
        member.blocked && h('p', { class: 'wrong' }, word('blocked')),
        drawCoupons(sale),
      ];
    if (found === 'unknown')
      return [
        head(shown, h('p', { class: 'soft' }, word('notMember'))),
        button(word('enrol'), () => enrol(who.phone), { class: 'second', 'data-focus': 'enrol' }),
        h('p', { class: 'soft' }, word('notMemberHint')),
      ];
    return [head(shown, h('p', { class: 'soft', 'data-found': found }, word(found === 'looking' ? 'looking' : 'unchecked')))];
  }

  // Who could not be asked for is asked for again, once the shop answers.
  onReach((reached) => {
    const { who, found } = theSale();
    if (reached && found === 'unchecked') lookUp(who, who.phone ?? who.card);
  });
  onSale(draw);
  onLanguage(draw);

  return {
    find,
    welcome,
    /** A look-up under way died with its page, or wanted a key that was refused. */
    resume() {
      const { who } = theSale();
      if (who && !who.member) lookUp(who, who.phone ?? who.card);
    },
  };
}

export const nameOf = ({ name, phone, card }) => name || (phone ? readable(phone) : card);

const shownPhone = ({ name, phone }) => (name && phone ? readable(phone) : '');

const tellPoints = ({ available, worth }) =>
  available === 0 ? word('hasNone') : word('has', { points: points(available), worth: money(worth) });

import { call, isDone, wordsOf } from './api.js';
import { dayOfReceipt } from './chance.js';
import { dayIn } from './clock.js';
import { byId, h, icon, redraw, say } from './dom.js';
import { money } from './money.js';
import { onOpen, show } from './nav.js';
import { onQueue, waiting } from './queue.js';
import { place, theShop } from './shop.js';
import { clockIn, number, onLanguage, word } from './words.js';

let day;
let list;
let problem;
/** The latest list on its way. */
let loading;

/** The sales of a day with their sums, and the way to one of them: by eye, by a receipt's number, or by scanning its code. */
export function startToday() {
  onOpen('today', (fact) => {
    open(dayIn(theShop().timeZone));
    return fact === 'search' ? byId('search') : byId('today-title');
  });
  byId('day').addEventListener('change', () => byId('day').value && open(byId('day').value));
  byId('search').addEventListener('input', draw);
  byId('search-form').addEventListener('submit', (event) => {
    event.preventDefault();
    search(byId('search').value.trim());
  });
  onLanguage(draw);
  onQueue((_key, gone) => gone && list && !byId('today').hidden && open(day));
}

function open(wanted) {
  loading = load(wanted);
  return loading;
}

async function load(wanted) {
  if (wanted !== day) list = undefined;
  day = wanted;
  byId('day').value = day;
  byId('day').max = dayIn(theShop().timeZone);
  problem = undefined;
  draw();
  const answer = await call('GET', `purchases?${new URLSearchParams({ date: day, ...(place().store && { store: place().store }) })}`);
  if (wanted !== day) return;
  if (isDone(answer)) list = answer.body;
  else problem = answer.status === 0 ? word('listOffline') : wordsOf(answer);
  draw();
  if (list) say(word('salesCount', { count: list.count }));
}

/** A receipt's number tells its day: it is found whenever it was, and however slow the list. */
async function search(text) {
  const its = dayOfReceipt(text);
  if (its && its !== day) await open(its);
  else await loading;
  const found = matching();
  if (found.length === 1) show('purchase', found[0].id);
  else say(word('found', { count: found.length }));
}

/** What a scanner read: a receipt's link. */
export async function findReceipt(url) {
  show('today');
  byId('search').value = url;
  await open(day);
  search(url);
}

const fold = (text) => String(text ?? '').toLocaleLowerCase();

function matching() {
  const wanted = fold(byId('search').value.trim());
  return (list?.purchases ?? []).filter(({ receiptId, memberName, receiptUrl }) =>
    [receiptId, memberName, receiptUrl].some((text) => fold(text).includes(wanted)),
  );
}

function draw() {
  const rows = matching();
  const { sum, count } = list ?? {};
  const figure = (name, value) => h('div', { class: 'tile' }, h('dt', {}, name), h('dd', {}, value));
  redraw(
    byId('sums'),
    sum && [
      figure(word('salesWord', { count }), number(count)),
      figure(word('taken'), money(sum.toPay)),
      sum.returned > 0 && figure(word('returned'), money(sum.returned)),
      figure(word('given'), number(sum.pointsEarned)),
      sum.pointsSpent > 0 && figure(word('spent'), number(sum.pointsSpent)),
    ],
  );
  const late = waiting().length;
  redraw(
    byId('day-list'),
    problem && h('p', { class: 'wrong' }, problem),
    late > 0 && h('p', { class: 'soft' }, word('waitingShort', { count: late })),
    !list && !problem && h('p', { class: 'soft' }, word('loading')),
    list && rows.length === 0 && h('p', { class: 'soft nothing' }, word(byId('search').value ? 'nothingFound' : 'noSales')),
    rows.length > 0 && h('ul', { class: 'rows' }, rows.map(drawRow)),
  );
}

function drawRow({ id, receiptId, at, memberName, member, total, toPay, pointsEarned, pointsSpent, returned }) {
  const moved = [pointsSpent > 0 && `−${number(pointsSpent)}`, pointsEarned > 0 && `+${number(pointsEarned)}`].filter(Boolean).join(' ');
  const mark = returned > 0 && h('span', { class: 'tag' }, word(returned >= total ? 'returnedAll' : 'returnedPart'));
  return h(
    'li',
    {},
    h(
      'button',
      { type: 'button', class: 'line', onclick: () => show('purchase', id), 'data-focus': id },
      h('span', { class: 'time' }, clockIn(theShop().timeZone, Date.parse(at))),
      h(
        'span',
        { class: 'grow' },
        h('strong', {}, memberName ?? (member ? word('customer') : word('withoutCard'))),
        h('small', {}, receiptId.replace(/^T\d{6}-/, '')),
        mark,
      ),
      h('span', { class: 'figures' }, h('strong', {}, money(toPay)), moved && h('small', {}, word('pointsShort', { moved }))),
      icon('back'),
    ),
  );
}

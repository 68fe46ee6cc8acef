import { hereOf } from './api.js';
import { button, byId, h, icon, redraw, say, tell } from './dom.js';
import { money } from './money.js';
import { addGood, addPart, onSale, removeLine, theSale, totalOf } from './sale.js';
import { onShop, theShop } from './shop.js';
import { categoryName, onLanguage, word } from './words.js';

const staysPut = { onpointerdown: (event) => event.preventDefault() };

/** Goods to tap, categories to put a price under, and what has been put together. */
export function startExtras() {
  onShop(drawAll);
  onLanguage(drawAll);
  onSale(drawLines);
}

function drawAll() {
  if (!theShop()) return;
  drawGoods();
  drawCategories();
  drawLines();
}

function drawGoods() {
  const { goods } = theShop();
  byId('goods').hidden = goods.length === 0;
  byId('sale').classList.toggle('has-goods', goods.length > 0);
  redraw(byId('goods'), goods.map(drawGood));
}

function drawGood(good) {
  const put = () => {
    addGood(good, 1);
    say(word('lineAdded', { name: good.name, total: money(totalOf(theSale())) }));
  };
  const picture = good.picture && h('img', { src: hereOf(good.picture), alt: '', width: 48, height: 48 });
  const words = [h('span', { class: 'good-name' }, good.name), h('span', { class: 'price' }, money(good.price))];
  return h('li', {}, h('button', { type: 'button', 'data-focus': `good ${good.sku}`, ...staysPut, onclick: put }, picture, words));
}

/** Only what makes a difference to points is worth a key. */
function drawCategories() {
  const { neverEarn, notPayable, others } = theShop().categories;
  const names = [...new Set([...neverEarn, ...notPayable, ...others])];
  byId('categories').hidden = names.length === 0;
  const draw = (name) => button(categoryName(name), () => add(name), { class: 'chip', 'data-focus': `category ${name}`, ...staysPut });
  redraw(byId('categories'), h('legend', { class: 'unseen' }, word('categories')), names.map(draw));
}

function add(category) {
  if (addPart(category)) say(word('lineAdded', { name: categoryName(category), total: money(totalOf(theSale())) }));
  else tell(word('priceFirst', { name: categoryName(category) }));
  byId('amount').focus();
}

function drawLines() {
  const { lines } = theSale();
  byId('lines').hidden = lines.length === 0;
  redraw(
    byId('lines'),
    h('ul', {}, lines.map(drawLine)),
    h('p', { class: 'sum' }, h('span', {}, word('total')), h('output', {}, money(totalOf(theSale())))),
  );
}

function drawLine(line) {
  const name = nameOf(line);
  const step = (by, sign, key) =>
    button(sign, () => addGood(line, by), { class: 'step', 'aria-label': word(key, { name }), 'data-focus': `${line.id} ${sign}` });
  return h(
    'li',
    {},
    h('span', { class: 'line-name' }, name),
    line.sku
      ? h('span', { class: 'steps' }, step(-1, '−', 'fewer'), h('span', {}, line.quantity), step(1, '+', 'more'))
      : button(icon('cross'), () => removeLine(line.id), { class: 'step', 'aria-label': word('removeLine', { name }) }),
    h('span', { class: 'money' }, money(line.amount)),
  );
}

/** What a line is called: its name, else its category, else a price like any other. */
export const nameOf = ({ name, sku, category }) => name ?? sku ?? (category ? categoryName(category) : word('goodsLine'));

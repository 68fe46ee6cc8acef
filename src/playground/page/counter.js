import { byId, h } from './dom.js';
import { act } from './server.js';
import { currentLanguage, money, onLanguage, word } from './words.js';

const quantityMax = 99;
const receiptsMax = 3;

/** The counter: goods, a basket, and the receipt with its points. `onEarned` is told of a purchase that gave some. */
export function createCounter(onEarned) {
  let shop = { name: '', currency: 'RUB' };
  let goods = [];
  const basket = new Map();

  const nameOf = (good) => good.names[currentLanguage()];
  const price = (amount) => money(amount, shop.currency);

  function change(sku, by) {
    const quantity = Math.min(quantityMax, (basket.get(sku) ?? 0) + by);
    if (quantity > 0) basket.set(sku, quantity);
    else basket.delete(sku);
    drawBasket();
  }

  function drawGoods() {
    const draw = (good) => {
      const label = word('add', { name: nameOf(good), price: price(good.price) });
      const picture = h('img', { src: `/playground/page/goods/${good.sku}.svg`, alt: '', width: 56, height: 56 });
      const words = [h('span', { class: 'name' }, nameOf(good)), h('span', { class: 'price' }, price(good.price))];
      return h('li', {}, h('button', { type: 'button', 'aria-label': label, onclick: () => change(good.sku, 1) }, picture, words));
    };
    byId('goods').replaceChildren(...goods.map(draw));
  }

  function drawBasket() {
    const focused = document.activeElement?.dataset.step;
    const lines = goods.filter(({ sku }) => basket.has(sku));
    byId('lines').replaceChildren(...lines.map(drawLine));
    byId('basket-empty').hidden = lines.length > 0;
    byId('buy').disabled = lines.length === 0;
    byId('total').textContent = price(lines.reduce((sum, { sku, price: each }) => sum + each * basket.get(sku), 0));
    if (focused) (byId('lines').querySelector(`[data-step="${focused}"]`) ?? byId('buy')).focus();
  }

  function drawLine(good) {
    const step = (by, sign, key) =>
      h(
        'button',
        {
          type: 'button',
          class: 'step',
          'data-step': `${good.sku}${sign}`,
          'aria-label': word(key, { name: nameOf(good) }),
          onclick: () => change(good.sku, by),
        },
        sign,
      );
    const quantity = basket.get(good.sku);
    return h(
      'li',
      {},
      h('span', { class: 'name' }, nameOf(good)),
      h('span', { class: 'steps' }, step(-1, '−', 'fewer'), h('span', { class: 'quantity' }, quantity), step(1, '+', 'more')),
      h('span', { class: 'amount' }, price(good.price * quantity)),
    );
  }

  byId('basket').addEventListener('submit', async (event) => {
    event.preventDefault();
    if (basket.size === 0) return;
    byId('buy').disabled = true;
    const wanted = [...basket].map(([sku, quantity]) => ({ sku, quantity }));
    const answer = await act({ kind: 'buy', language: currentLanguage(), basket: wanted });
    if (answer.basket) basket.clear();
    if (answer.pointsEarned !== undefined) onEarned();
    drawBasket();
    const receipts = byId('receipts');
    receipts.prepend(answer.basket ? drawReceipt(answer) : h('p', { class: 'receipt refused' }, word('failed')));
    while (receipts.children.length > receiptsMax) receipts.lastElementChild.remove();
    receipts.firstElementChild.scrollIntoView({ block: 'nearest' });
  });

  function drawReceipt({ receiptId, basket: lines, total, pointsEarned, available, receiptUrl, refusal }) {
    const line = ({ name, quantity, amount }) =>
      h('li', {}, h('span', {}, quantity > 1 ? `${name} × ${quantity}` : name), h('span', {}, price(amount)));
    return h(
      'article',
      { class: 'receipt' },
      h('h3', {}, shop.name),
      h('p', { class: 'number' }, word('receipt', { id: receiptId })),
      h('ul', {}, lines.map(line)),
      h('p', { class: 'sum' }, h('span', {}, word('total')), h('span', {}, price(total))),
      refusal && h('p', { class: 'refusal' }, refusal),
      pointsEarned !== undefined && h('p', { class: 'points' }, word('points', { count: pointsEarned })),
      available !== undefined && h('p', {}, word('available', { count: available })),
      receiptUrl && h('p', {}, h('a', { href: receiptUrl, target: '_blank', rel: 'noopener' }, word('rate'))),
    );
  }

  const draw = () => {
    drawGoods();
    drawBasket();
  };
  onLanguage(draw);
  return {
    reset(everything) {
      ({ shop, goods } = everything);
      draw();
    },
  };
}

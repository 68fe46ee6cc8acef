import { button, h } from './dom.js';
import { nameOf } from './extras.js';
import { money, priceText, readPrice, tidyPrice } from './money.js';
import { word } from './words.js';

export const isLeft = ({ amount, returnedAmount }) => returnedAmount < amount;
const piecesLeft = ({ quantity, returnedQuantity }) => (quantity ?? 1) - returnedQuantity;
export const isCounted = ({ quantity }) => Number.isInteger(quantity) && quantity > 1;

/** All of it, or line by line: pieces where there are pieces, money where there are none. `back` remembers what was chosen, by line. */
export function drawChoice({ lines, back, draw, send, cancel }) {
  const some = button('', () => send(chosenLines(lines, back).map(({ worth: _, ...line }) => line)), {
    class: 'main',
    id: 'return-some',
  });
  const tellSum = () => {
    const now = chosenLines(lines, back);
    some.disabled = now.length === 0;
    some.textContent =
      now.length === 0 ? word('chooseReturn') : word('returnSome', { money: money(now.reduce((all, { worth }) => all + worth, 0)) });
  };
  tellSum();
  return [
    button(word('returnAll'), () => send(undefined), { class: 'second', 'data-focus': 'whole' }),
    h('p', { class: 'soft' }, word('orChoose')),
    h(
      'ul',
      { class: 'plain' },
      lines.map((line, at) => isLeft(line) && h('li', {}, drawLineChoice({ line, at, back, draw, onChange: tellSum }))),
    ),
    some,
    button(word('cancel'), cancel, { class: 'quiet' }),
  ];
}

function drawLineChoice({ line, at, back, draw, onChange }) {
  const name = nameOf(line);
  const left = line.amount - line.returnedAmount;
  const label = h('span', { class: 'grow choosing' }, name, h('small', {}, word('leftOf', { left: money(left) })));
  if (isCounted(line)) {
    const has = back.get(at) ?? 0;
    const step = (by, sign, key) =>
      button(
        sign,
        () => {
          back.set(at, Math.min(piecesLeft(line), Math.max(0, has + by)));
          draw();
        },
        { class: 'step', 'aria-label': word(key, { name }), 'data-focus': `${at} ${sign}` },
      );
    return [
      label,
      h('span', { class: 'steps' }, step(-1, '−', 'fewer'), h('span', {}, `${has} / ${piecesLeft(line)}`), step(1, '+', 'more')),
    ];
  }
  const field = h('input', {
    inputmode: 'decimal',
    autocomplete: 'off',
    placeholder: priceText(0),
    'aria-label': word('howMuchBack', { name }),
    value: back.get(at) ?? '',
  });
  const put = (text) => {
    const tidy = tidyPrice(text);
    field.value = readPrice(tidy) > left ? priceText(left) : tidy;
    back.set(at, field.value);
    onChange();
  };
  field.addEventListener('input', () => put(field.value));
  return [
    label,
    field,
    button(word('allOfIt'), () => put(priceText(left)), { class: 'quiet', 'aria-label': `${word('allOfIt')}: ${name}` }),
  ];
}

/** The lines that come back, with what they are worth for showing; the shop says what is really paid back. */
function chosenLines(lines, back) {
  return [...back].flatMap(([at, chosen]) => {
    const line = lines[at];
    if (!isCounted(line)) return readPrice(chosen) > 0 ? [{ line: at, amount: readPrice(chosen), worth: readPrice(chosen) }] : [];
    const left = line.amount - line.returnedAmount;
    const worth = chosen === piecesLeft(line) ? left : Math.floor((left * chosen) / piecesLeft(line));
    return chosen > 0 ? [{ line: at, quantity: chosen, worth }] : [];
  });
}

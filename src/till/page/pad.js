import { byId, h, icon, redraw } from './dom.js';
import { currencyDigits, separator, tidyPrice } from './money.js';
import { onShop } from './shop.js';
import { onLanguage, word } from './words.js';

/**
 * The keys for a thumb. They type into the field that was chosen last, amount or customer, and never take the focus from it: no other
 * keyboard opens on a telephone, and whoever listens hears the field.
 */
export function startPad({ amount, who, add, enter }) {
  const pad = byId('pad');
  let slot = amount;

  const point = () => (slot === who ? '+' : separator());

  function type(text) {
    const typed = slot.value + text;
    slot.value = slot === amount ? tidyPrice(typed) : typed;
    slot.dispatchEvent(new Event('input'));
  }

  function erase() {
    slot.value = slot.value.slice(0, -1);
    slot.dispatchEvent(new Event('input'));
  }

  function draw() {
    const key = (label, act, attributes = {}) => {
      const { name, ...rest } = attributes;
      const own = { type: 'button', tabindex: -1, 'aria-label': name, onpointerdown: keepFocus, onclick: act, ...rest };
      return h('button', own, label);
    };
    const digit = (text) => key(text, () => type(text));
    const hasPoint = slot === who || currencyDigits() > 0;
    redraw(
      pad,
      ...['1', '2', '3'].map(digit),
      key(icon('erase'), erase, { name: word('erase'), class: 'act' }),
      ...['4', '5', '6'].map(digit),
      slot === amount
        ? key('+', add, { name: word('addPart'), class: 'act' })
        : key(icon('cross'), clear, { name: word('clear'), class: 'act' }),
      ...['7', '8', '9'].map(digit),
      key(slot === amount ? icon('enter') : icon('find'), enter, {
        name: word(slot === amount ? 'toCustomer' : 'find'),
        class: 'act enter',
      }),
      hasPoint ? key(point(), () => type(point())) : h('span'),
      digit('0'),
      digit('00'),
    );
  }

  function clear() {
    slot.value = '';
    slot.dispatchEvent(new Event('input'));
  }

  function choose(field) {
    slot = field;
    draw();
  }

  amount.addEventListener('focus', () => choose(amount));
  who.addEventListener('focus', () => choose(who));
  // Whoever taps the keys wants to type: the field comes back, wherever the focus was.
  pad.addEventListener('click', () => document.activeElement === document.body && !slot.closest('[hidden]') && slot.focus());
  onLanguage(draw);
  onShop(draw);
}

const keepFocus = (event) => event.preventDefault();

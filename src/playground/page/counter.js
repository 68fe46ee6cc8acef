import { byId, h } from './dom.js';
import { currentLanguage, onLanguage, readable, word } from './words.js';

/**
 * The counter: the shop's very till in a frame, and in front of it a queue. Whoever is called up is handed to the till as if the cashier had
 * typed the number. `onSold` is told when the till has taken a purchase.
 */
export function createCounter(onSold) {
  const frame = byId('till');
  let known;
  const read = new Map();

  addEventListener('message', ({ origin, source, data }) => {
    if (origin === location.origin && source === frame.contentWindow && data === 'kopilka-sold') onSold();
  });

  function hand(facts) {
    frame.src = `${known.till.url}#${new URLSearchParams({ lang: currentLanguage(), ...facts })}`;
  }

  function draw() {
    if (!known) return;
    const own = { name: word('you'), phone: known.phone, find: known.phone, wish: word('ownWish', { phone: readable(known.phone) }) };
    byId('queue').replaceChildren(...[own, ...known.queue[currentLanguage()]].map(drawShopper));
  }

  const drawShopper = ({ name, phone, find, wish }) =>
    h(
      'li',
      {},
      h(
        'button',
        { type: 'button', title: wish, onclick: () => hand({ find }) },
        h('span', { class: 'name' }, name),
        h('span', { class: 'wish' }, wish),
        read.has(phone) && h('span', { class: 'reads' }, word('reads', { text: read.get(phone) })),
      ),
    );

  onLanguage(() => {
    draw();
    if (known) hand({});
  });
  return {
    /** Somebody in the queue has got a text: the code that the cashier will ask for. */
    hear({ phone, body }) {
      read.set(phone, body);
      draw();
    },
    reset(everything) {
      const isFirst = known === undefined;
      known = everything;
      draw();
      if (isFirst) hand({ key: known.till.key, store: known.till.store, cashier: word('you') });
    },
  };
}

import { call, isDone, wordsOf } from './api.js';
import { h, tell } from './dom.js';
import { readWho } from './finder.js';
import { points, word } from './words.js';

/** A card forgotten at the sale: the points of a receipt that is nobody's go to whoever brings it back. */
export function drawClaim({ receiptUrl }, onClaimed) {
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  const field = h('input', {
    id: 'claim-who',
    autocomplete: 'off',
    inputmode: 'tel',
    placeholder: word('phoneOrCard'),
    'data-focus': 'claim',
  });

  async function onsubmit(event) {
    event.preventDefault();
    const who = readWho(field.value);
    wrong.textContent = who ? '' : word('whoUnreadable');
    if (!who) return;
    const answer = await call('POST', 'claims', { body: { invitation: receiptUrl, ...who } });
    if (!isDone(answer)) {
      wrong.textContent = answer.status === 0 ? word('listOffline') : wordsOf(answer);
      return;
    }
    tell(word('earnedNow', { points: points(answer.body.pointsEarned) }));
    onClaimed();
  }

  return h(
    'form',
    { class: 'claim', onsubmit },
    h('label', { for: field.id }, word('claim')),
    h('div', { class: 'row' }, field, h('button', { type: 'submit', class: 'second' }, word('give'))),
    wrong,
  );
}

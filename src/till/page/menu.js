import { ask, button, byId, h, redraw } from './dom.js';
import { forget } from './kept.js';
import { show } from './nav.js';
import { waiting } from './queue.js';
import { place, setPlace, theShop } from './shop.js';
import { currentLanguage, languageNames, languages, word } from './words.js';

const keysOf = () => [
  ['Enter', word('keyEnter')],
  ['F2', word('keyNew')],
  ['/', word('keySearch')],
  ['Esc', word('keyBack')],
];

/** The menu: who is here, which language, what waits, the keys, and forgetting the till's key. */
export function startMenu({ onLanguageChosen, onForgotten }) {
  const dialog = byId('menu');
  const item = (label, act, attributes) =>
    button(
      label,
      () => {
        dialog.close();
        act();
      },
      { class: 'item', ...attributes },
    );

  function draw() {
    const speak = (code) =>
      h(
        'label',
        {},
        h('input', {
          type: 'radio',
          name: 'language',
          value: code,
          class: 'unseen',
          checked: code === currentLanguage(),
          onchange: choose,
        }),
        h('span', { lang: code }, languageNames[code]),
      );
    const { store, cashier } = place();
    redraw(
      dialog,
      h('h2', { id: 'menu-title' }, word('menu')),
      h('fieldset', { class: 'choice' }, h('legend', {}, word('language')), languages.map(speak)),
      item([word('changePlace'), h('small', {}, [store, cashier].filter(Boolean).join(' · '))], askPlace),
      item([word('waitingTitle'), waiting().length > 0 && h('small', {}, word('waitingShort', { count: waiting().length }))], () =>
        show('waiting'),
      ),
      item([word('forgetKey'), theShop() && h('small', {}, theShop().till)], askToForget, { class: 'item danger-word' }),
      h('p', { class: 'keys-list' }, drawKeys()),
      button(word('close'), () => dialog.close(), { class: 'second' }),
    );
  }

  const choose = (event) => {
    onLanguageChosen(event.target.value);
    draw();
    dialog.querySelector(':checked').focus();
  };

  async function askToForget() {
    const late = waiting().length;
    const text = late > 0 ? word('forgetWaiting', { count: late }) : word('forgetText');
    if (!(await ask({ title: word('forgetTitle'), text, yes: word('forgetYes'), no: word('cancel') }))) return;
    forget('key');
    onForgotten();
  }

  byId('to-menu').addEventListener('click', () => {
    draw();
    dialog.showModal();
  });
}

export const drawKeys = () => keysOf().map(([key, what]) => h('span', {}, h('kbd', {}, key), ` ${what}`));

/** Where this till stands and who is at it: asked once, changed whenever somebody else takes over. */
export function askPlace() {
  const dialog = byId('place');
  const known = place();
  const store = h('input', {
    id: 'place-store',
    autocomplete: 'off',
    maxlength: 64,
    required: true,
    value: known.store ?? theShop()?.till ?? '',
  });
  const cashier = h('input', {
    id: 'place-cashier',
    autocomplete: 'off',
    autocapitalize: 'words',
    maxlength: 64,
    value: known.cashier ?? '',
  });
  const onsubmit = (event) => {
    event.preventDefault();
    if (store.value.trim() === '') return;
    setPlace({ store: store.value.trim(), cashier: cashier.value.trim() });
    dialog.close();
  };
  const field = (label, input) => h('p', { class: 'field' }, h('label', { for: input.id }, label), input);
  redraw(
    dialog,
    h('h2', { id: 'place-title' }, word('placeTitle')),
    h(
      'form',
      { onsubmit },
      field(word('store'), store),
      field(word('cashier'), cashier),
      h('p', { class: 'soft' }, word('placeHint')),
      h(
        'div',
        { class: 'answers' },
        known.store && button(word('cancel'), () => dialog.close(), { class: 'quiet' }),
        h('button', { type: 'submit', class: 'main' }, word('save')),
      ),
    ),
  );
  dialog.showModal();
  (known.store ? cashier : store).focus();
  // Until it is known where we are, nothing can be sold: Escape does not lead past it.
  dialog.oncancel = (event) => !place().store && event.preventDefault();
  return new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
}

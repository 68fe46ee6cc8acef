import { call, isDone, wordsOf } from './api.js';
import { button, byId, h, redraw, tell } from './dom.js';
import { seller, theShop } from './shop.js';
import { currentLanguage, languageNames, word } from './words.js';

const dialog = byId('enrol');

/** Takes somebody into the programme: the sentence on the screen is read aloud, in the shopper's language, and only a yes sends it. */
export function askToEnrol(phone, onEnrolled) {
  const shop = theShop();
  const consent = h('blockquote', { id: 'consent' });
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  const numbered = h('input', { id: 'enrol-phone', type: 'tel', autocomplete: 'off', required: true, value: phone });
  const named = h('input', { id: 'enrol-name', autocomplete: 'off', autocapitalize: 'words', maxlength: 80 });
  const speech = h(
    'select',
    { id: 'enrol-language' },
    shop.languages.map((code) => h('option', { value: code, lang: code, selected: code === shop.defaultLanguage }, languageNames[code])),
  );
  const read = async () => {
    consent.lang = speech.value;
    if (speech.value === currentLanguage()) consent.textContent = shop.consent;
    else consent.textContent = (await call('GET', 'shop', { language: speech.value })).body.consent ?? shop.consent;
  };
  speech.addEventListener('change', read);
  read();
  const submit = h('button', { type: 'submit', class: 'main' }, word('saidYes'));

  async function onsubmit(event) {
    event.preventDefault();
    if (submit.disabled) return;
    submit.disabled = true;
    const name = named.value.trim();
    const body = { phone: numbered.value.trim(), ...(name && { name }), language: speech.value, ...seller() };
    const answer = await call('POST', 'members', { body });
    submit.disabled = false;
    if (!isDone(answer)) {
      wrong.textContent = answer.status === 0 ? word('enrolOffline') : wordsOf(answer);
      return;
    }
    dialog.close();
    onEnrolled(answer.body);
    tell(word(answer.status === 201 ? 'enrolled' : 'wasMember'));
  }

  const field = (label, input) => h('p', { class: 'field' }, h('label', { for: input.id }, label), input);
  redraw(
    dialog,
    h('h2', { id: 'enrol-title' }, word('enrolTitle')),
    h(
      'form',
      { onsubmit },
      field(word('phone'), numbered),
      h('div', { class: 'row pairs' }, field(word('name'), named), field(word('theirLanguage'), speech)),
      h('p', { class: 'soft' }, word('readAloud')),
      consent,
      shop.termsUrl && h('p', {}, h('a', { href: shop.termsUrl, target: '_blank', rel: 'noopener' }, word('terms'))),
      wrong,
      h(
        'div',
        { class: 'answers' },
        button(word('cancel'), () => dialog.close(), { class: 'quiet' }),
        submit,
      ),
    ),
  );
  dialog.showModal();
  (phone ? named : numbered).focus();
}

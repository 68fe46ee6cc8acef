import { withLinks } from './bubbles.js';
import { startComposer } from './composer.js';
import { byId, h } from './dom.js';
import { createLog } from './log.js';
import { act } from './server.js';
import { chipWords, clock, onLanguage, readable, word } from './words.js';

/** The right phone: plain texts with the shop's number. */
export function createSms() {
  let shopNumber = '';
  let ownNumber = '';

  const send = (text) => act({ kind: 'text', text });
  const log = createLog(byId('sms-log'), drawText, () => [
    h('p', {}, word('emptySms', { word: chipWords()[0], number: readable(shopNumber) })),
  ]);
  startComposer('sms-form', 'sms-text', send);

  function label() {
    byId('sms-name').textContent = readable(shopNumber) || word('sms');
    byId('sms-own').textContent = ownNumber && word('ownNumber', { phone: readable(ownNumber) });
    byId('chips').replaceChildren(
      ...chipWords().map((text) => h('button', { type: 'button', class: 'chip', onclick: () => send(text) }, text)),
    );
    log.redraw();
  }
  onLanguage(label);

  return {
    hear: (sms) => log.put(sms.sid, sms),
    said: () => log.all().filter(({ own }) => own).length,
    reset({ shop, phone, texts }) {
      shopNumber = shop.smsNumber;
      ownNumber = phone;
      log.reset(texts.map((sms) => [sms.sid, sms]));
      label();
    },
  };
}

function drawText({ own, body, at, segments, encoding, state }) {
  const cost = h('span', { class: 'cost', title: encoding === 'ucs-2' ? word('unicode') : false }, word('part', { count: segments }));
  const trouble = { sending: word('sending'), refused: word('refused') }[state];
  return h(
    'li',
    { class: `message ${own ? 'own' : 'theirs'}` },
    h(
      'div',
      { class: 'bubble' },
      h('span', { class: 'unseen' }, `${word(own ? 'you' : 'shop')}: `),
      h('div', { class: 'words' }, withLinks(body)),
    ),
    h(
      'span',
      { class: `meta${state === 'refused' ? ' wrong' : ''}` },
      trouble ? `${trouble} · ` : '',
      h('time', {}, clock(at)),
      ' · ',
      cost,
    ),
  );
}

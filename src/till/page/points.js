import { call, isDone, isReached, onReach, wordsOf } from './api.js';
import { newKey } from './chance.js';
import { button, byId, h, icon, redraw, say, tell } from './dom.js';
import { money, worthOf } from './money.js';
import { onQuote, quoteAgain, theQuote } from './quote.js';
import { change, onSale, theSale, totalOf } from './sale.js';
import { theShop } from './shop.js';
import { clockIn, onLanguage, points, word } from './words.js';

const codeDigits = 6;

/** What the sale gives in points, and paying with them. */
export function startPoints() {
  onQuote(() => {
    draw();
    const quote = theQuote();
    if (quote && !quote.words) say(word('willEarn', { points: points(quote.pointsEarned) }));
  });
  onSale(draw);
  onLanguage(draw);
  onReach(draw);
}

function draw() {
  const sale = theSale();
  const quote = theQuote();
  const place = byId('points');
  place.hidden = sale.found !== 'yes' || (!quote && totalOf(sale) === 0);
  if (place.hidden) return redraw(place);
  if (!isReached()) return redraw(place, h('p', { class: 'soft' }, word('pointsOffline')));
  if (!quote) return redraw(place, h('p', { class: 'soft' }, word('counting')), drawSpent(sale));
  if (quote.words) return redraw(place, h('p', { class: 'wrong' }, quote.words), drawSpent(sale));
  redraw(
    place,
    h('p', { class: 'earns' }, word('willEarn', { points: points(quote.pointsEarned) })),
    (quote.hints ?? []).map(({ text }) => h('p', { class: 'hint' }, text)),
    drawSpent(sale) ?? drawOffer(sale, quote),
  );
}

function drawSpent({ spend, hold }) {
  if (spend === 0) return undefined;
  const until = hold && h('p', { class: 'soft' }, word('heldUntil', { time: clockIn(theShop().timeZone, Date.parse(hold.expiresAt)) }));
  const away = button(icon('cross'), () => stopSpending(), { class: 'round', 'aria-label': word('withoutPoints'), 'data-focus': 'spend' });
  const pays = word('paysPoints', { points: points(spend), worth: money(worthOf(spend, theShop())) });
  return h('div', { class: 'row spent' }, h('div', { class: 'grow' }, h('p', {}, pays), until), away);
}

/** A card in the hand is enough where the shop says so; a phone that was only said needs its code. */
const isProof = ({ who, member }) => member.canSpend === 'yes' && (who.card !== undefined || theShop().redeemProof === 'none');

function drawOffer(sale, { maxRedeemPoints: most, maxRedeemWorth }) {
  const { canSpend, blocked, available } = sale.member;
  if (blocked) return undefined;
  if (canSpend === 'no') return available > 0 && h('p', { class: 'soft' }, word('cannotSpendYet'));
  if (!(most > 0)) return undefined;
  const label = word('payWith', { points: points(most), worth: money(maxRedeemWorth) });
  if (!isProof(sale)) return button(label, () => askForCode(most), { class: 'second', 'data-focus': 'spend' });
  return h(
    'div',
    { class: 'row' },
    button(label, () => spendAtOnce(most), { class: 'second grow', 'data-focus': 'spend' }),
    button(word('otherAmount'), () => askHowMany(most), { class: 'quiet', 'data-focus': 'other' }),
  );
}

function spendAtOnce(spend) {
  change({ spend });
  say(word('paysPoints', { points: points(spend), worth: money(worthOf(spend, theShop())) }));
  byId('take').focus();
}

/** Lets go of what was set aside; what cannot be told to the shop now lapses there by itself. */
export function stopSpending() {
  const { hold } = theSale();
  change({ spend: 0, hold: undefined });
  if (hold) call('POST', `holds/${hold.id}/release`, { body: {} }).then(() => quoteAgain());
}

function askHowMany(most) {
  open(most, 'useThem', (wanted) => {
    close();
    spendAtOnce(wanted);
  });
}

function askForCode(most) {
  let key = newKey();
  open(most, 'sendCode', async (wanted, wrong) => {
    const { who } = theSale();
    const answer = await call('POST', 'holds', { body: { points: wanted, ...who }, idempotencyKey: key });
    if (isDone(answer)) return answer.body.state === 'open' ? takeHold(answer.body) : askTheCode(answer.body, most);
    if (answer.status !== 0) key = newKey();
    wrong(answer.status === 0 ? word('spendOffline') : wordsOf(answer));
  });
}

const dialog = byId('spend');
const close = () => dialog.close();

/** The dialog with its one number: how many points. */
function open(most, yes, onPoints) {
  if (!isReached()) return tell(word('spendOffline'));
  const worth = h('p', { class: 'soft', id: 'spend-worth' });
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  const field = h('input', {
    id: 'spend-points',
    inputmode: 'numeric',
    autocomplete: 'off',
    value: most,
    'aria-describedby': 'spend-worth',
  });
  const submit = h('button', { type: 'submit', class: 'main' }, word(yes));
  const read = () => Number(field.value.replace(/\D/g, ''));
  const check = () => {
    worth.textContent = word('atMost', { points: points(most), worth: money(worthOf(Math.min(read(), most), theShop())) });
    submit.disabled = read() < 1 || read() > most;
  };
  field.addEventListener('input', check);
  check();
  const onsubmit = async (event) => {
    event.preventDefault();
    if (submit.disabled) return;
    submit.disabled = true;
    wrong.textContent = '';
    await onPoints(read(), (text) => {
      wrong.textContent = text;
    });
    submit.disabled = false;
  };
  show(h('form', { onsubmit }, h('label', { for: 'spend-points' }, word('howMany')), field, worth, wrong, answersWith(submit)), field);
}

/** The code has gone to the shopper, who reads it out: the sixth digit sends it. */
function askTheCode(hold, most) {
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  const field = h('input', {
    id: 'code',
    class: 'code',
    inputmode: 'numeric',
    autocomplete: 'off',
    maxlength: codeDigits + 1,
    'aria-describedby': 'code-hint',
  });
  const submit = h('button', { type: 'submit', class: 'main' }, word('confirm'));
  let busy = false;
  async function confirm() {
    const code = field.value.replace(/\D/g, '');
    if (busy || code.length !== codeDigits) return;
    busy = true;
    wrong.textContent = '';
    const answer = await call('POST', `holds/${hold.id}/confirm`, { body: { code } });
    busy = false;
    if (isDone(answer)) return takeHold({ ...answer.body, id: hold.id });
    if (answer.status !== 0) field.value = '';
    wrong.textContent = answer.status === 0 ? word('spendOffline') : wordsOf(answer);
    const { triesLeft } = answer.body;
    if (triesLeft === 0 || answer.status === 409) again.hidden = false;
    field.focus();
  }
  field.addEventListener('input', confirm);
  const onsubmit = (event) => {
    event.preventDefault();
    confirm();
  };
  const again = button(word('anotherCode'), () => askForCode(most), { class: 'second', hidden: true });
  release = () => call('POST', `holds/${hold.id}/release`, { body: {} }).then(() => quoteAgain());
  const hint = h('p', { class: 'soft', id: 'code-hint' }, word('codeHint', { points: points(hold.points) }));
  show(h('form', { onsubmit }, h('label', { for: 'code' }, word('code')), hint, field, wrong, again, answersWith(submit)), field);
}

function takeHold({ id, points: spend, expiresAt }) {
  release = undefined;
  close();
  change({ spend, hold: { id, points: spend, expiresAt } });
  say(word('confirmed', { points: points(spend) }));
  byId('take').focus();
}

/** What to let go of when the dialog is left without an end. */
let release;
dialog.addEventListener('close', () => {
  release?.();
  release = undefined;
});

const answersWith = (submit) => h('div', { class: 'answers' }, button(word('cancel'), close, { class: 'quiet' }), submit);

function show(form, field) {
  const title = h('h2', { id: 'spend-title' }, word('pointsTitle'));
  redraw(dialog, title, form);
  if (!dialog.open) dialog.showModal();
  field.focus();
  field.select();
}

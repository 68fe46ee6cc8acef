import { drawMessage } from './bubbles.js';
import { focusIfKeys, startComposer } from './composer.js';
import { byId, h, icon } from './dom.js';
import { createLog } from './log.js';
import { act } from './server.js';
import { onLanguage, word } from './words.js';

const tapMs = 3500;

/** The manager's phone: the group in which the shop hears of unhappy shoppers. One writes there in reply to a case, so the field opens with one. */
export function createManager() {
  const place = byId('manager');
  /** Questions of the bot that are not to be answered after all. */
  const waived = new Set();

  const on = {
    command() {},
    tap(messageId, data, button) {
      button.setAttribute('aria-busy', 'true');
      setTimeout(() => button.removeAttribute('aria-busy'), tapMs);
      act({ kind: 'manager-tap', messageId, data });
    },
  };
  const log = createLog(byId('manager-log'), (shown) => drawMessage(shown, on), drawEmpty);
  const field = startComposer('manager-form', 'manager-text', (text) => {
    const asked = awaiting();
    if (asked) act({ kind: 'manager-reply', messageId: asked.message_id, text });
  });

  function drawEmpty() {
    return [h('span', { class: 'face' }, icon('case')), h('p', {}, word('emptyManager'))];
  }

  /** The newest message that asks to be replied to and has not been, as an app opens the field for it. */
  function awaiting() {
    const all = log.all();
    const asked = all.findLast(({ own, markup }) => !own && markup?.force_reply)?.message;
    const isAnswered = all.some(({ own, message }) => own && message.reply_to_message?.message_id === asked?.message_id);
    return asked === undefined || isAnswered || waived.has(asked.message_id) ? undefined : asked;
  }

  function arrange() {
    const foot = byId('manager-foot');
    const asked = awaiting();
    const hadFocus = foot.contains(document.activeElement);
    const opens = foot.hidden && asked !== undefined && place.contains(document.activeElement);
    byId('manager-asked').textContent = asked?.text ?? '';
    foot.hidden = asked === undefined;
    if (opens) focusIfKeys(field);
    else if (hadFocus && foot.hidden) byId('manager-log').focus();
  }

  function waive() {
    const asked = awaiting();
    if (asked) waived.add(asked.message_id);
    arrange();
  }
  byId('manager-waive').addEventListener('click', waive);
  field.addEventListener('keydown', (event) => event.key === 'Escape' && waive());
  onLanguage(() => log.redraw());

  return {
    hear({ kind, shown, messageId }) {
      if (kind === 'message' || kind === 'edited') log.put(shown.message.message_id, shown);
      else if (kind === 'deleted') log.remove(messageId);
      else if (kind === 'tap-answered') for (const busy of place.querySelectorAll('[aria-busy]')) busy.removeAttribute('aria-busy');
      arrange();
    },
    reset({ desk, shop }) {
      byId('manager-shop').textContent = shop.name;
      log.reset(desk.map((shown) => [shown.message.message_id, shown]));
      arrange();
    },
  };
}

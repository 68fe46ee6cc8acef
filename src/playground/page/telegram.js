import { drawMessage } from './bubbles.js';
import { focusIfKeys, startComposer } from './composer.js';
import { ask, byId, h, icon } from './dom.js';
import { createLog } from './log.js';
import { menuButton } from './menu.js';
import { act } from './server.js';
import { currentLanguage, languageNames, onLanguage, readable, word } from './words.js';

const toastMs = 3500;

/** The left phone: a chat with the shop's bot. */
export function createTelegram() {
  let bot = { name: '', description: '', username: '', commands: [], language: '' };
  let phone = '';
  let blocked = false;
  /** The message whose one-time keyboard was used up, so that it does not come back with the next drawing. */
  let usedKeyboard;

  const perform = async (action) => {
    const answer = await act(action);
    if (answer.refusal) toast(word('failed'));
  };
  const on = {
    command: (text) => perform({ kind: 'send', text }),
    link: followDeepLink,
    tap(messageId, data, button) {
      button.setAttribute('aria-busy', 'true');
      setTimeout(() => button.removeAttribute('aria-busy'), toastMs);
      perform({ kind: 'tap', messageId, data });
    },
  };
  const log = createLog(byId('telegram-log'), (shown) => drawMessage(shown, on), drawEmpty);
  const field = startComposer('telegram-form', 'telegram-text', (text) => perform({ kind: 'send', text }));

  /** A link back to this bot opens in this phone, as it would in Telegram. */
  function followDeepLink(address) {
    const [, name, payload] = /^https:\/\/t\.me\/(\w+)\?start=([\w-]{1,64})$/.exec(address) ?? [];
    if (name?.toLowerCase() !== bot.username.toLowerCase()) return false;
    perform({ kind: 'start', payload });
    return true;
  }

  function drawEmpty() {
    const picture = h('img', { src: '/playground/page/icon.svg', alt: '', width: 72, height: 72 });
    return [picture, h('p', {}, bot.description || word('emptyTelegram'))];
  }

  function arrange() {
    const startable = log.isEmpty() && !blocked;
    const hadFocus = byId('start').contains(document.activeElement) || byId('unblock').contains(document.activeElement);
    byId('start').hidden = !startable;
    byId('unblock').hidden = !blocked;
    byId('telegram-form').hidden = startable || blocked;
    byId('commands').parentElement.hidden = bot.commands.length === 0;
    byId('bot-name').textContent = bot.name;
    drawKeyboard();
    if (hadFocus && !startable && !blocked) focusIfKeys(field);
  }

  function drawKeyboard() {
    const keyboard = byId('keyboard');
    const from = log.all().findLast(({ own, markup }) => !own && markup && ('keyboard' in markup || 'remove_keyboard' in markup));
    const rows = from?.markup.keyboard ?? [];
    keyboard.hidden = rows.length === 0 || blocked || usedKeyboard === from?.message.message_id;
    keyboard.replaceChildren(
      ...rows.map((row) =>
        h(
          'div',
          { class: 'row' },
          row.map((button) => drawKey(button, from)),
        ),
      ),
    );
  }

  function drawKey(button, from) {
    const { text, request_contact: asksContact } = typeof button === 'string' ? { text: button } : button;
    const press = async () => {
      if (asksContact && !(await confirmShare())) return;
      if (from.markup.one_time_keyboard) usedKeyboard = from.message.message_id;
      perform(asksContact ? { kind: 'share-own' } : { kind: 'send', text });
    };
    const { sign, label } = signed(text, asksContact);
    return h('button', { type: 'button', class: 'key', onclick: press }, sign && icon(sign), h('span', {}, label));
  }

  const confirmShare = () =>
    ask({ title: word('shareTitle'), text: word('shareText', { phone: readable(phone) }), yes: word('share'), no: word('cancel') });

  const item = (text, action, close, attributes = {}) => {
    const choose = () => {
      close();
      perform(action);
    };
    return h('button', { type: 'button', role: 'menuitem', tabindex: -1, onclick: choose, ...attributes }, text);
  };

  menuButton(byId('commands'), byId('commands-menu'), (close) =>
    bot.commands.map(({ command, description }) =>
      item([h('strong', {}, `/${command}`), h('span', {}, description)], { kind: 'send', text: `/${command}` }, close),
    ),
  );
  menuButton(byId('try'), byId('try-menu'), (close) => [
    h('p', { class: 'menu-title', role: 'presentation' }, word('tryThings')),
    ...(blocked || log.isEmpty()
      ? []
      : [item(word('sendSticker'), { kind: 'sticker' }, close), item(word('shareFriend'), { kind: 'share-friend' }, close)]),
    item(word(blocked ? 'unblock' : 'block'), { kind: blocked ? 'unblock' : 'block' }, close),
    h('p', { class: 'menu-title', role: 'presentation' }, word('phoneLanguage')),
    ...Object.entries(languageNames).map(([code, name]) =>
      item(name, { kind: 'speak', language: code }, close, {
        role: 'menuitemradio',
        'aria-checked': String(bot.language === code),
        lang: code,
      }),
    ),
  ]);
  byId('start').addEventListener('click', () => perform({ kind: 'start' }));
  byId('unblock').addEventListener('click', () => perform({ kind: 'unblock' }));
  onLanguage(() => {
    log.redraw();
    // Until the first word, the phone speaks the page's language.
    if (bot.username && log.isEmpty() && bot.language !== currentLanguage()) perform({ kind: 'speak', language: currentLanguage() });
  });

  function hear({ kind, shown, messageId, text, alert, blocked: isBlocked }) {
    if (kind === 'message' || kind === 'edited') log.put(shown.message.message_id, shown);
    else if (kind === 'deleted') log.remove(messageId);
    else if (kind === 'standing') {
      blocked = isBlocked;
      toast(blocked ? word('blocked') : '');
    } else if (kind === 'tap-answered') {
      for (const busy of byId('telegram-log').querySelectorAll('[aria-busy]')) busy.removeAttribute('aria-busy');
      if (text && alert) ask({ title: bot.name, text, yes: word('ok') });
      else toast(text);
    }
    arrange();
  }

  return {
    hear,
    /** Opens the chat, as a link to the bot does. */
    start: (payload) => perform({ kind: 'start', payload }),
    said: () => log.all().filter(({ own }) => own).length,
    know(profile) {
      bot = profile;
      if (log.isEmpty()) log.reset([]);
      arrange();
    },
    reset({ bot: profile, phone: number, blocked: isBlocked, chat }) {
      bot = profile;
      phone = number;
      blocked = isBlocked;
      log.reset(chat.map((shown) => [shown.message.message_id, shown]));
      arrange();
    },
  };
}

const signOf = { '📱': 'phone', '💰': 'coins', '💳': 'card', '🧾': 'receipt', '❓': 'help' };

/** "💰 Balance" as an icon and a word: emoji look different on every system, and on some like nothing. A key that shares the number has a telephone. */
function signed(text, asksContact) {
  const [, emoji, label] = /^(\p{Extended_Pictographic})\uFE0F?\s+(.+)$/u.exec(text) ?? [];
  if (signOf[emoji]) return { sign: signOf[emoji], label };
  return { sign: asksContact && 'phone', label: text };
}

let toastTimer;
function toast(text) {
  const place = byId('telegram-toast');
  clearTimeout(toastTimer);
  place.textContent = text;
  place.hidden = !text;
  toastTimer = setTimeout(() => {
    place.hidden = true;
  }, toastMs);
}

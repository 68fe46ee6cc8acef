import { createCounter } from './counter.js';
import { byId } from './dom.js';
import { createManager } from './manager.js';
import { keep, listen, remember } from './server.js';
import { createSms } from './sms.js';
import { markUnread, startTabs } from './tabs.js';
import { createTelegram } from './telegram.js';
import { currentLanguage, languages, onLanguage, speak, word } from './words.js';

const telegram = createTelegram();
const sms = createSms();
const manager = createManager();
const counter = createCounter(() => {
  hasBought = true;
  sayWhatToDo();
});

/** Joining takes two things said on a phone: what to do next is told then, and again after the first purchase. */
const saidToJoin = 2;
let hasBought = false;
let narrow = false;
const sayWhatToDo = () => {
  const hasJoined = Math.max(telegram.said(), sms.said()) >= saidToJoin;
  const first = narrow ? 'whatNarrow' : 'whatWide';
  byId('what-to-do').textContent = word(hasBought ? 'whatThen' : hasJoined ? 'whatNext' : first);
};
onLanguage(sayWhatToDo);
startTabs((isNarrow) => {
  narrow = isNarrow;
  sayWhatToDo();
});

const ofBrowser = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => languages.includes(tag)) ?? 'en';
speak(remember('kopilka-language', () => ofBrowser));
for (const radio of document.querySelectorAll('[name=language]')) {
  radio.checked = radio.value === currentLanguage();
  radio.addEventListener('change', () => {
    keep('kopilka-language', radio.value);
    speak(radio.value);
  });
}

/** A link that would open the bot in Telegram opens it in this phone, once: /playground?start=r_… */
function followLink() {
  const payload = new URLSearchParams(location.search).get('start');
  if (payload === null) return;
  history.replaceState(null, '', location.pathname);
  telegram.start(payload);
}

const hearers = {
  everything({ everything }) {
    telegram.reset(everything);
    sms.reset(everything);
    counter.reset(everything);
    manager.reset(everything);
    sayWhatToDo();
    followLink();
    document.body.dataset.ready = 'yes';
  },
  queue: (heard) => counter.hear(heard),
  profile: ({ bot }) => telegram.know(bot),
  telegram({ event }) {
    telegram.hear(event);
    sayWhatToDo();
    if (event.kind === 'message' && !event.shown.own) markUnread('telegram');
  },
  manager({ event }) {
    manager.hear(event);
    if (event.kind === 'message' && !event.shown.own) markUnread('manager');
  },
  sms({ sms: text }) {
    sms.hear(text);
    sayWhatToDo();
    if (!text.own) markUnread('sms');
  },
};

listen(currentLanguage(), {
  hear: (heard) => hearers[heard.kind](heard),
  online(isOnline) {
    byId('offline').hidden = isOnline;
    byId('what-to-do').hidden = !isOnline;
  },
});

import { isDone, onRefusedKey, wordsOf } from './api.js';
import { byId } from './dom.js';
import { keep, recall } from './kept.js';
import { askPlace } from './menu.js';
import { currentView, onOpen, show } from './nav.js';
import { hasReceipt } from './receipt.js';
import { loadShop, place, theShop } from './shop.js';
import { ofBrowser, speak, word } from './words.js';

/** What stood open before the key was asked for. */
let before = 'sale';
let opened = () => {};

/** The key is asked for once, and again when the shop refuses it; whatever was under way is there again afterwards. */
export function startDoor({ onOpened }) {
  opened = onOpened;
  onOpen('door', () => byId('key'));
  byId('key-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    const wrong = byId('key-wrong');
    wrong.textContent = '';
    const answer = await openWith(byId('key').value.trim());
    if (answer.status === 0) wrong.textContent = word('keyOffline');
    else if (answer.status === 401) wrong.textContent = word('keyWrong');
    else if (!isDone(answer)) wrong.textContent = wordsOf(answer);
  });
  onRefusedKey(() => currentView() !== 'door' && askForKey(word('keyRefused')));
}

/** What is known of the shop from earlier days is enough to begin with: without a connection it has to be. */
export function openWhereItStood() {
  const key = recall('key');
  if (key !== undefined && theShop()) {
    show(hasReceipt() ? 'receipt' : 'sale');
    openWith(key);
    return;
  }
  askForKey(word('keyText'));
  if (key === undefined) return;
  byId('key').value = key;
  byId('key-form').requestSubmit();
}

export function askForKey(text) {
  if (currentView() !== 'door') before = currentView() ?? before;
  for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close();
  byId('door-text').textContent = text;
  show('door');
}

/** Asks the shop with a key; a good one is kept and opens the till. */
async function openWith(key) {
  const answer = await loadShop(key);
  if (!isDone(answer)) return answer;
  keep('key', key);
  if (!recall('language')) speak(ofBrowser() ?? theShop().defaultLanguage);
  byId('key').value = '';
  if (currentView() === 'door') show(hasReceipt() ? 'receipt' : before);
  if (!place().store) await askPlace();
  opened();
  return answer;
}

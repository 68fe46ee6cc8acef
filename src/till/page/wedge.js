import { isCard } from './finder.js';

const pauseMs = 3000;
const cardDigits = 13;
/** Signs that follow each other like this were typed by no hand. */
const quickMs = 50;

/**
 * A scanner that is a keyboard: a code and Enter, wherever the focus is. What it typed into a field on its way is taken out again; without a
 * field it was `usual`. A card is known by its last digit, however slow the scanner; anything else by its pace. `scanned` is given the text.
 */
export function listenToScanner(usual, scanned) {
  let text = '';
  /** Where in the text the signs began to be quick. */
  let quickFrom = 0;
  let last = 0;
  let field;
  let before;

  addEventListener(
    'keydown',
    (event) => {
      const { key, timeStamp, ctrlKey, altKey, metaKey } = event;
      if (ctrlKey || altKey || metaKey || key === 'Shift') return;
      const gap = timeStamp - last;
      last = timeStamp;
      if (gap > pauseMs) text = '';
      if (key.length === 1) {
        if (text === '') begin();
        if (gap > quickMs) quickFrom = text.length;
        text += key;
        return;
      }
      const code = key === 'Enter' ? codeIn(text, text.slice(quickFrom)) : undefined;
      if (code) {
        event.preventDefault();
        event.stopImmediatePropagation();
        giveBack(text.slice(0, -code.length));
        scanned(code);
      }
      text = '';
    },
    true,
  );

  function begin() {
    field = document.activeElement?.matches('input, textarea') ? document.activeElement : usual;
    before = field.value;
    quickFrom = 0;
  }

  /** The field as it was, with what a hand had typed just before. */
  function giveBack(typed) {
    if (field.value === before) return;
    field.value = before + typed;
    field.dispatchEvent(new Event('input'));
  }
}

function codeIn(text, quick) {
  const end = text.slice(-cardDigits);
  if (isCard(end)) return end;
  return /^(\d{12,}|https?:\/\/\S+)$/i.test(quick) ? quick : undefined;
}

const gapMs = 70;
/** More than a hand can type so quickly. */
const digitsMin = 12;

/**
 * A scanner that is a keyboard: quick signs and Enter, wherever the focus is. What it typed into a field on its way is taken out again;
 * without a field it may have been `usual`. `scanned` is given the text.
 */
export function listenToScanner(usual, scanned) {
  let text = '';
  let last = 0;
  let field;
  let before;

  addEventListener(
    'keydown',
    (event) => {
      const { key, timeStamp, ctrlKey, altKey, metaKey } = event;
      if (ctrlKey || altKey || metaKey) return;
      const isQuick = timeStamp - last < gapMs;
      last = timeStamp;
      if (key === 'Enter' && isQuick && isScan(text)) {
        event.preventDefault();
        event.stopImmediatePropagation();
        giveBack();
        scanned(text);
        text = '';
      } else if (key.length === 1) {
        if (!isQuick) begin();
        text = isQuick ? text + key : key;
      } else if (key !== 'Shift') text = '';
    },
    true,
  );

  function begin() {
    const active = document.activeElement;
    field = active?.matches('input, textarea') ? active : usual;
    before = field.value;
  }

  function giveBack() {
    if (field.value === before) return;
    field.value = before;
    field.dispatchEvent(new Event('input'));
  }

  const isScan = (read) => new RegExp(`^\\d{${digitsMin},}$`).test(read) || /^https?:\/\/\S+$/i.test(read);
}

/**
 * A button that opens a menu: arrows, Home and End move, Escape and a tap elsewhere close, the focus returns to the button.
 * `fill` gives the items anew each time the menu opens.
 */
export function menuButton(button, menu, fill) {
  const items = () => [...menu.querySelectorAll('[role^=menuitem]')];

  function open(last) {
    menu.replaceChildren(...fill(close));
    menu.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    items()
      .at(last ? -1 : 0)
      ?.focus();
    document.addEventListener('pointerdown', elsewhere);
  }

  function close(refocus = true) {
    menu.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    document.removeEventListener('pointerdown', elsewhere);
    if (refocus) button.focus();
  }

  const elsewhere = (event) => {
    if (!menu.contains(event.target) && !button.contains(event.target)) close(false);
  };

  button.addEventListener('click', () => (menu.hidden ? open(false) : close()));
  button.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    open(event.key === 'ArrowUp');
  });
  menu.addEventListener('keydown', (event) => {
    const list = items();
    const at = list.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1 + list.length, Home: 0, End: list.length - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      list[next % list.length].focus();
    } else if (event.key === 'Escape') close();
    else if (event.key === 'Tab') close(false);
  });
  return { close };
}

const svgNamespace = 'http://www.w3.org/2000/svg';

export const byId = (id) => document.getElementById(id);

/** Builds an element. Strings become text, never markup; functions named on… become listeners; the rest attributes. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, String(value));
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

export const button = (label, onclick, attributes = {}) => h('button', { type: 'button', onclick, ...attributes }, label);

export function icon(name) {
  const svg = document.createElementNS(svgNamespace, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(svgNamespace, 'use');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** Draws a place anew; whoever stood on something with the same data-focus stands there again. */
export function redraw(place, ...children) {
  const focused = place.contains(document.activeElement) ? document.activeElement.dataset.focus : undefined;
  place.replaceChildren(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  if (focused) place.querySelector(`[data-focus="${focused}"]`)?.focus();
}

/** Says something to whoever listens instead of looking. The same words twice are said twice. */
export function say(text) {
  const place = byId('said');
  place.textContent = place.textContent === text ? `${text}\u00a0` : text;
}

const toastMs = 3500;
let toastTimer;

/** A line that goes by itself. */
export function tell(text) {
  const place = byId('toast');
  clearTimeout(toastTimer);
  place.textContent = text;
  place.hidden = text === '';
  toastTimer = setTimeout(() => {
    place.hidden = true;
  }, toastMs);
}

/** Asks in a dialog; true when the answer was yes. */
export function ask({ title, text, yes, no }) {
  const dialog = byId('question');
  byId('question-title').textContent = title;
  byId('question-text').textContent = text;
  byId('question-yes').textContent = yes;
  byId('question-no').textContent = no;
  dialog.returnValue = '';
  dialog.showModal();
  byId('question-no').focus();
  return new Promise((resolve) => dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true }));
}

/** Where the eyes go next. Inside another page nobody's focus is taken away: whoever is at work out there stays there. */
export function lookAt(element) {
  if (parent === window || document.hasFocus()) element?.focus();
}

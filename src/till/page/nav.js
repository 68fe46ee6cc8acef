import { byId, lookAt, tell } from './dom.js';

const views = ['door', 'sale', 'receipt', 'today', 'purchase', 'waiting'];
const lists = new Set(['today', 'purchase', 'waiting']);
const openings = new Map();
let current;

export const currentView = () => current;

/** What a view does when it is opened: it may answer what should have the focus. */
export const onOpen = (view, open) => openings.set(view, open);

/** Shows one view. The way back – by gesture, button or Escape – leads through the lists to the sale. */
export function show(view, fact) {
  if (lists.has(view) && !(view === current && fact === history.state?.fact)) history.pushState({ view, fact }, '');
  else if (history.state?.view) history.pushState(null, '');
  display(view, fact);
}

export const goBack = () => (history.state?.view ? history.back() : show('sale'));

function display(view, fact) {
  current = view;
  for (const name of views) byId(name).hidden = name !== view;
  document.body.dataset.view = view;
  for (const [tool, name] of [
    ['to-sale', 'sale'],
    ['to-today', 'today'],
  ])
    byId(tool).toggleAttribute('aria-current', name === view);
  tell('');
  scrollTo(0, 0);
  const focus = openings.get(view)?.(fact) ?? byId(view).querySelector('h2');
  lookAt(focus);
}

export function startNav() {
  history.replaceState(null, '');
  addEventListener('popstate', ({ state }) => {
    for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close();
    if (current !== 'door') display(state?.view ?? 'sale', state?.fact);
  });
}

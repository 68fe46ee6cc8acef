import { byId, h } from './dom.js';
import { word } from './words.js';

const narrow = matchMedia('(max-width: 899px)');
const tabs = [...document.querySelectorAll('[role=tab]')];
const panelOf = (tab) => byId(tab.getAttribute('aria-controls'));

/** On a small screen one panel at a time, chosen by tabs; on a wide one all of them, and no tabs. */
export function startTabs(onChange) {
  for (const tab of tabs) {
    tab.addEventListener('click', () => choose(tab));
    tab.addEventListener('keydown', (event) => {
      const at = tabs.indexOf(tab);
      const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      choose(tabs.at(next % tabs.length));
      tabs.at(next % tabs.length).focus();
    });
  }
  const arrange = () => {
    choose(tabs.find((tab) => tab.ariaSelected === 'true') ?? tabs[0]);
    onChange(narrow.matches);
  };
  narrow.addEventListener('change', arrange);
  arrange();
}

/** A dot on the tab of a panel that cannot be seen. */
export function markUnread(panel) {
  const tab = tabs.find((one) => one.getAttribute('aria-controls') === panel);
  if (!narrow.matches || !byId(panel).hidden || tab.querySelector('.dot')) return;
  tab.append(h('span', { class: 'dot' }, h('span', { class: 'unseen' }, word('unread'))));
}

function choose(chosen) {
  for (const tab of tabs) {
    const isChosen = tab === chosen;
    tab.setAttribute('aria-selected', String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    const panel = panelOf(tab);
    panel.hidden = narrow.matches && !isChosen;
    if (narrow.matches) panel.setAttribute('role', 'tabpanel');
    else panel.removeAttribute('role');
  }
  chosen.querySelector('.dot')?.remove();
  for (const log of panelOf(chosen).querySelectorAll('.log')) log.scrollTop = log.scrollHeight;
}

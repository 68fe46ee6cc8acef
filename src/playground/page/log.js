import { h } from './dom.js';

const nearPixels = 120;

/** A list of bubbles that keeps its end in sight. Entries are drawn by `draw` and replaced in place by their id. */
export function createLog(log, draw, drawEmpty) {
  const list = h('ol', { class: 'bubbles' });
  const entries = new Map();
  log.append(list);

  const isAtEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < nearPixels;
  const toEnd = () => {
    log.scrollTop = log.scrollHeight;
  };

  // A picture that has loaded or a keyboard that opens moves the end out of sight: whoever was reading there goes with it.
  let follows = true;
  log.addEventListener('scroll', () => {
    follows = isAtEnd();
  });
  const sizes = new ResizeObserver(() => follows && toEnd());
  sizes.observe(log);
  sizes.observe(list);

  function showEmpty() {
    log.querySelector('.nothing')?.remove();
    if (entries.size === 0) log.append(h('div', { class: 'nothing' }, ...drawEmpty()));
  }

  function put(id, entry) {
    const near = isAtEnd();
    const element = draw(entry);
    const old = entries.get(id);
    if (old) old.element.replaceWith(element);
    else list.append(element);
    entries.set(id, { entry, element });
    showEmpty();
    if (near || !old) toEnd();
  }

  return {
    put,
    remove(id) {
      entries.get(id)?.element.remove();
      entries.delete(id);
      showEmpty();
    },
    /** Draws everything anew without reading it all aloud. */
    reset(pairs) {
      log.setAttribute('aria-live', 'off');
      list.replaceChildren();
      entries.clear();
      for (const [id, entry] of pairs) put(id, entry);
      showEmpty();
      toEnd();
      setTimeout(() => log.setAttribute('aria-live', 'polite'), 100);
    },
    redraw() {
      this.reset([...entries].map(([id, { entry }]) => [id, entry]));
    },
    all: () => [...entries.values()].map(({ entry }) => entry),
    isEmpty: () => entries.size === 0,
  };
}

/** What this browser keeps for this till. Two tills at one address, the shop's and the playground's, keep apart. */
const shelf = `kopilka-till:${new URL('.', document.baseURI).pathname}:`;

/** For a browser that keeps nothing: what is known lasts as long as the page. */
const memory = new Map();

export const recall = (name) => read(() => localStorage, name);
export const keep = (name, value) => write(() => localStorage, name, value);
export const forget = (name) => write(() => localStorage, name, undefined);

/** What belongs to one tab: it survives a reload, and another tab has its own. */
export const recallHere = (name) => read(() => sessionStorage, name);
export const keepHere = (name, value) => write(() => sessionStorage, name, value);

export function namesUnder(prefix) {
  const names = new Set([...memory.keys()]);
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(shelf)) names.add(name.slice(shelf.length));
  } catch {
    // Then memory is all there is.
  }
  return [...names].filter((name) => name.startsWith(prefix));
}

/** Tells of what another tab has changed. */
export function onKeptElsewhere(listener) {
  addEventListener('storage', ({ key }) => key === null || (key.startsWith(shelf) && listener(key.slice(shelf.length))));
}

/** A name for a lock among this till's tabs. */
export const lockName = (name) => shelf + name;

function read(storage, name) {
  try {
    const text = storage().getItem(shelf + name);
    if (text !== null) return JSON.parse(text);
  } catch {
    // As if it were not there.
  }
  return memory.get(name);
}

function write(storage, name, value) {
  memory.delete(name);
  try {
    if (value === undefined) storage().removeItem(shelf + name);
    else storage().setItem(shelf + name, JSON.stringify(value));
  } catch {
    if (value !== undefined) memory.set(name, value);
  }
}

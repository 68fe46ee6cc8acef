/** This browser's own shopper. Without storage it lasts as long as the page. */
const shopper = remember('kopilka-shopper', () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
);

/** Does something as the shopper; answers what came of it, or `{ refusal }`. */
export async function act(action) {
  try {
    const response = await fetch('/playground/act', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ shopper, action }),
    });
    return await response.json();
  } catch {
    return { refusal: 'offline' };
  }
}

/** Hears everything that happens on the shopper's phones; the browser reconnects by itself. */
export function listen(language, { hear, online }) {
  const source = new EventSource(`/playground/live?shopper=${shopper}&language=${language}`);
  source.addEventListener('open', () => online(true));
  source.addEventListener('error', () => online(false));
  source.addEventListener('message', (event) => hear(JSON.parse(event.data)));
}

/** A value kept in this browser, made on first sight. */
export function remember(name, make) {
  try {
    const known = localStorage.getItem(name) ?? make();
    localStorage.setItem(name, known);
    return known;
  } catch {
    return make();
  }
}

export function keep(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // A browser that keeps nothing still plays.
  }
}

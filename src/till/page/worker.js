// The page opens without a connection: all its files, of one version, are kept here. What the shop knows is never kept: it is asked for.
// `version` and `files` are written above by the server.

const own = 'kopilka-till ';
const shelf = `${own}${new URL('.', registration.scope).pathname} `;
const current = shelf + version;
const pictures = `${shelf}pictures`;
const folder = new URL('./', location.href).href;

addEventListener('install', (event) => event.waitUntil(fill().then(() => skipWaiting())));
addEventListener('activate', (event) => event.waitUntil(clear().then(() => clients.claim())));
addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const url = request.url.split(/[?#]/)[0];
  if (request.mode === 'navigate' && url === registration.scope) event.respondWith(kept(registration.scope, request));
  else if (url.startsWith(folder) && url !== location.href) event.respondWith(kept(url, request));
  else if (request.destination === 'image' && url.includes('/page/')) event.respondWith(pictured(request));
});

async function fill() {
  const cache = await caches.open(current);
  const all = [registration.scope, ...files.map((name) => folder + name)];
  await cache.addAll(all.map((url) => new Request(url, { cache: 'reload' })));
}

/** Older versions go; what belongs to another till at this address stays. */
async function clear() {
  for (const name of await caches.keys()) if (name.startsWith(shelf) && name !== current && name !== pictures) await caches.delete(name);
}

async function kept(url, request) {
  const cache = await caches.open(current);
  return (await cache.match(url)) ?? fetch(request);
}

/** Pictures of goods stay once they were seen. */
async function pictured(request) {
  const cache = await caches.open(pictures);
  const known = await cache.match(request);
  if (known) return known;
  const fresh = await fetch(request);
  if (fresh.ok) await cache.put(request, fresh.clone());
  return fresh;
}

/**
 * Without a network: the page with the numbers, and nothing else. It is here only after somebody asked to keep that page.
 *
 * Nothing that goes by is ever kept. What is in the cache was put there by offline.js, and holds no word of anybody's.
 */
const CACHE = 'numbers';
const inCache = async (wanted) => (await caches.open(CACHE)).match(wanted);

async function numbers() {
  const cache = await caches.open(CACHE);
  const pages = (await cache.keys()).filter(({ url }) =>
    new URL(url).pathname.endsWith('/offline'),
  );
  return (pages.length && (await cache.match(pages.at(-1)))) || Response.error();
}

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(numbers));
  else if (new URL(request.url).pathname.startsWith('/static/'))
    event.respondWith(
      fetch(request).catch(async () => (await inCache(request.url)) ?? Response.error()),
    );
});

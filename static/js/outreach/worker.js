/**
 * The tally without a network: its page and the files it needs, as device.js put them by, and nothing else.
 * This worker's scope is that one page of the workers'; visitors' pages never meet it.
 */
const CACHE = 'tally';
const kept = async (wanted) =>
  (await (await caches.open(CACHE)).match(wanted, { ignoreVary: true })) ?? Response.error();

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const isOurs =
    request.mode === 'navigate' || new URL(request.url).pathname.startsWith('/static/');
  if (isOurs) event.respondWith(fetch(request).catch(() => kept(request.url)));
});

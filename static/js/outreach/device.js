/** The tally's page on this device: kept so that it opens without a network, and taken away as easily. */
const CACHE = 'tally';

const registration = (scope) => navigator.serviceWorker.getRegistration(scope);

/** What the page needs to be seen: itself and every file that it has loaded. */
function files(page) {
  const loaded = performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => new URL(name).pathname.startsWith('/static/'));
  const linked = [...document.querySelectorAll('link[rel=stylesheet], link[rel=icon]')];
  const drawn = [...document.querySelectorAll('use')].map(
    (one) => new URL(one.getAttribute('href'), location.href).href.split('#')[0],
  );
  return [page, ...new Set([...loaded, ...linked.map(({ href }) => href), ...drawn])];
}

/** Keep the page as it is now; its worker answers for this page alone. */
export async function keep({ scope, worker }) {
  const cache = await caches.open(CACHE);
  const wanted = files(scope);
  await cache.addAll(wanted);
  const held = new Set(wanted.map((one) => new URL(one, location.href).href));
  for (const one of await cache.keys()) if (!held.has(one.url)) await cache.delete(one);
  // Trusted Types: the only script that may ever become a worker here.
  const policy = globalThis.trustedTypes?.createPolicy('tally', { createScriptURL: () => worker });
  const address = policy ? policy.createScriptURL('') : worker;
  const made = await navigator.serviceWorker.register(address, { scope });
  const coming = made.installing ?? made.waiting;
  if (coming) await active(coming);
}

const active = (worker) =>
  new Promise((resolve) => {
    const look = () => worker.state === 'activated' && resolve();
    worker.addEventListener('statechange', look);
    look();
  });

export async function remove({ scope }) {
  await (await registration(scope))?.unregister();
  await caches.delete(CACHE);
}

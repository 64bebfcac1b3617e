/** The page with the numbers: kept on this device when somebody asks for it, and taken away again as easily. */
const CACHE = 'numbers';
const box = document.querySelector('[data-offline]');
const said = box.querySelector('[role=status]');
const buttons = box.querySelectorAll('button[data-deed]');

/** Only the worker of this page: workers' own pages may have another, with a narrower scope. */
async function registrations() {
  const every = await navigator.serviceWorker.getRegistrations();
  return every.filter(({ scope }) => new URL(scope).pathname === '/');
}

/** What the page needs to be seen: itself, without anybody's cookie, and the files it names. */
function files() {
  const links = document.querySelectorAll(
    'link[rel=stylesheet], link[rel=icon], link[rel=manifest]',
  );
  const drawn = document.querySelectorAll('use');
  const named = [
    ...[...links].map((one) => one.href),
    ...[...drawn].map((one) => new URL(one.getAttribute('href'), location.href).href.split('#')[0]),
    ...[...document.scripts].map((one) => one.src),
  ];
  return [box.dataset.offline, ...new Set(named)].map(
    (address) => new Request(address, { credentials: 'omit' }),
  );
}

const deeds = {
  async keep() {
    const cache = await caches.open(CACHE);
    await cache.addAll(files());
    const worker = box.dataset.worker;
    // Trusted Types: the only script that may ever become a worker here.
    const policy = globalThis.trustedTypes?.createPolicy('worker', {
      createScriptURL: () => worker,
    });
    await navigator.serviceWorker.register(policy ? policy.createScriptURL('') : worker);
  },
  async remove() {
    for (const one of await registrations()) await one.unregister();
    await caches.delete(CACHE);
  },
};

async function show(words = '') {
  const isKept = (await registrations()).length > 0;
  for (const button of buttons) button.hidden = (button.dataset.deed === 'keep') === isKept;
  said.textContent = words;
}

for (const button of buttons) {
  button.addEventListener('click', async () => {
    try {
      await deeds[button.dataset.deed]();
      await show(button.dataset.done);
    } catch {
      await deeds.remove();
      await show(box.dataset.failed);
    }
    box.querySelector('button:not([hidden])')?.focus();
  });
}

if ('serviceWorker' in navigator && 'caches' in globalThis) {
  box.hidden = false;
  show();
}

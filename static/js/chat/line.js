/** A line's page: tells the house once that it was really seen, and follows whether the line is open. */

const EVERY_MS = 750;
const PATIENT_AFTER_MS = 120_000;
const PATIENT_MS = 15_000;

const hero = document.querySelector('[data-line]');
const begun = performance.now();

const address = new URL(location.href);
const code = address.searchParams.get('k') ?? '';
fetch(hero.dataset.landedUrl, {
  method: 'POST',
  body: new URLSearchParams({ k: code }),
  credentials: 'omit',
});
if (address.search) history.replaceState(null, '', address.pathname);

async function look() {
  try {
    const answer = await fetch(hero.dataset.stateUrl, { credentials: 'omit' });
    if (!answer.ok) return;
    const now = await answer.json();
    // The form appears or goes: the server's page is the one place that knows how it looks.
    if (now.open !== (hero.dataset.open === 'yes')) return reload();
    show('[data-pill]', now.pill);
    show('[data-state]', now.state);
    show('[data-wait-text]', now.wait);
  } catch {
    // the next look will tell
  }
}

function show(selector, text) {
  const element = document.querySelector(selector);
  if (element && element.textContent !== text) element.textContent = text;
}

/** Somebody who has begun to write keeps their page. */
function reload() {
  const written = [...document.querySelectorAll('input[type=text]')].some((box) => box.value);
  if (!written) location.replace(address.pathname + address.search);
}

function next() {
  const patient = performance.now() - begun > PATIENT_AFTER_MS;
  setTimeout(
    async () => {
      if (!document.hidden) await look();
      next();
    },
    patient ? PATIENT_MS : EVERY_MS,
  );
}
next();

const form = document.querySelector('form[data-seals]');
let isGoing = false;
async function begin(onlyIfSealed) {
  if (isGoing) return;
  isGoing = true;
  const { prepare } = await import('./sealed_form.js');
  const isSealed = await prepare(form);
  if (isSealed || !onlyIfSealed) return form.submit();
  refused.classList.remove('unsure');
  isGoing = false;
}
form?.addEventListener('submit', (event) => {
  event.preventDefault();
  begin();
});

// Pressed before this script was there, the form went without a word of sealing: a browser that can, goes on.
const refused = document.querySelector('[data-cannot-seal]');
if (refused) begin(true);

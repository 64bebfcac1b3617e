/** The few things every page may do. Nothing is stored, and every page works without it. */

const all = (selector) => document.querySelectorAll(selector);
const exit = document.querySelector('[data-quick-exit]');

/** Forget what this page holds, then leave; the way back does not lead here. */
function leave(event) {
  event?.preventDefault();
  window.dispatchEvent(new Event('quick-exit'));
  document.title = '';
  document.documentElement.hidden = true;
  document.body.replaceChildren();
  try {
    sessionStorage.clear();
  } catch {
    // A browser that refuses storage has nothing to clear.
  }
  location.replace(exit.href);
}

if (exit) {
  let pressed = -Infinity;
  exit.addEventListener('click', leave);
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.repeat) return;
    if (event.timeStamp - pressed < 1500) leave(event);
    pressed = event.timeStamp;
  });
}

/** Ask once more, in the page's own words, before a form is sent. */
const dialog = document.querySelector('dialog[data-confirm-dialog]');
document.addEventListener('submit', (event) => {
  const button = event.submitter;
  const question = button?.dataset.confirm ?? event.target.dataset.confirm;
  if (!question || !dialog?.showModal) return;
  if (event.target.dataset.sure) {
    delete event.target.dataset.sure;
    return;
  }
  event.preventDefault();
  dialog.querySelector('[data-question]').textContent = question;
  dialog.returnValue = '';
  dialog.onclose = () => {
    if (dialog.returnValue !== 'yes') return button?.focus();
    event.target.dataset.sure = 'yes';
    event.target.requestSubmit(button);
  };
  dialog.showModal();
});

for (const button of all('[data-copy]')) {
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', async () => {
    const source = document.querySelector(button.dataset.copy);
    await navigator.clipboard.writeText((source.value ?? source.textContent).trim());
    const said = button.querySelector('[data-copied]') ?? button;
    said.textContent = button.dataset.done ?? '✓';
  });
}

/** On a phone the menu is a strip: begin where one is. */
const here = document.querySelector('.side [aria-current]');
if (here) {
  const strip = here.closest('.side');
  const middle = here.offsetLeft + here.offsetWidth / 2;
  strip.scrollLeft = middle - strip.clientWidth / 2;
}

for (const select of all('select[data-submit]')) {
  select.addEventListener('change', () => select.form.requestSubmit());
}

for (const button of all('[data-scheme-toggle]')) {
  button.hidden = false;
  button.addEventListener('click', () => {
    const root = document.documentElement;
    const dark = root.dataset.scheme
      ? root.dataset.scheme === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.scheme = dark ? 'light' : 'dark';
  });
}

/** An open menu closes by Esc or by a click elsewhere. */
document.addEventListener('click', (event) => {
  for (const menu of all('details.menu[open]')) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener('keydown', (event) => {
  const menu = event.key === 'Escape' && document.querySelector('details.menu[open]');
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});

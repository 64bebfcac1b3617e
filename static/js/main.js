/** The few things every page may do. Nothing is stored, and every page works without it. */

const SECOND_TAP_MS = 3000;
const all = (selector) => document.querySelectorAll(selector);
const exit = document.querySelector('[data-quick-exit]');

function forgetTab() {
  try {
    window.name = '';
    sessionStorage.clear();
  } catch {
    // nothing to clear
  }
}

/** Forget what this page holds, then leave; the way back does not lead here. */
function leave(event) {
  event?.preventDefault();
  window.dispatchEvent(new Event('quick-exit'));
  document.title = '';
  // The conversation must not open again from this browser's history.
  if (exit.dataset.leave)
    fetch(exit.dataset.leave, { method: 'POST', keepalive: true, redirect: 'manual' });
  document.documentElement.hidden = true;
  document.body.replaceChildren();
  forgetTab();
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

/** A second tap while the first is on its way is no second wish. */
const sent = new WeakMap();
document.addEventListener('submit', (event) => {
  if (event.defaultPrevented || event.target.method !== 'post') return;
  const isSecond = event.timeStamp - (sent.get(event.target) ?? -Infinity) < SECOND_TAP_MS;
  if ('forgets' in event.target.dataset) forgetTab();
  if (isSecond) event.preventDefault();
  else sent.set(event.target, event.timeStamp);
});

/** Letters and contrast: their script is fetched when it is wanted, by hand or by the device. */
const looks = document.querySelector('[data-looks]');
const fetchLooks = () => import(looks.dataset.looks);
looks?.addEventListener('click', (event) => {
  const choice = event.target.closest('[data-look]');
  if (!choice) return;
  event.preventDefault();
  fetchLooks().then(
    ({ take }) => take(choice),
    () => location.assign(choice.href),
  );
});
if (looks && matchMedia('(prefers-contrast: more)').matches) fetchLooks();

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

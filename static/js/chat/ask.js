/** A contact request on a line that seals: its words stay in this tab, and the next page seals them. */
import { take } from '../sealed/left.js';
import { mayGo } from './say.js';
import { canSeal, LEFT, prepare } from './sealed_form.js';

const form = document.querySelector('form[data-seals]');
for (const [name, left] of Object.entries(LEFT)) {
  // A page that comes back with a fault gives the words back.
  const kept = take(left);
  if (kept) form.elements[name].value = kept;
}
canSeal().then((isAble) => {
  document.querySelector('[data-cannot-seal]').hidden = isAble;
});
let isGoing = false;
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  if (isGoing) return; // a second tap while the first is on its way
  isGoing = true;
  await prepare(form);
  form.submit();
});
mayGo(form);
window.addEventListener('pageshow', () => (isGoing = false));

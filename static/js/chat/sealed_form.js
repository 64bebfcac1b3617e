/**
 * A form that begins a sealed conversation: what is typed into it stays in the tab until the next page has a key to seal it
 * with. A browser that cannot seal is told so, and is shown the other ways in.
 */
import { leave, take } from '../sealed/left.js';

/** Which word is left for which field. */
const LEFT = { nickname: 'n', words: 'w' };
const CURVE = { name: 'ECDH', namedCurve: 'P-256' };

async function canSeal() {
  try {
    leave('n', '');
    return Boolean(await crypto.subtle.generateKey(CURVE, false, ['deriveBits']));
  } catch {
    return false;
  } finally {
    take('n');
  }
}

async function prepare(form) {
  const fields = Object.entries(LEFT).map(([name, left]) => [form.elements[name], left]);
  const own = fields.filter(([field]) => field);
  for (const [field, left] of own) field.value = take(left) || field.value;
  const isAble = await canSeal();
  document.querySelector('[data-cannot-seal]').hidden = isAble;
  form.hidden = !isAble && form.hasAttribute('data-only-sealed');
  if (!isAble) return;
  form.elements.sealing.value = form.dataset.seals;
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    for (const [field, left] of own) {
      leave(left, field.value.trim());
      field.value = '';
    }
  });
}

for (const form of document.querySelectorAll('form[data-seals]')) prepare(form);

/**
 * A form that begins a sealed conversation: what is typed into it stays in the tab until the next page has a key to seal it
 * with. A browser that cannot seal sends it as it is, and the house decides what that means.
 */
import { leave } from '../sealed/left.js';

/** Which word is left for which field. */
export const LEFT = { nickname: 'n', words: 'w' };
const CURVE = { name: 'ECDH', namedCurve: 'P-256' };

/** Whether this browser can seal. */
export async function canSeal() {
  try {
    return Boolean(await crypto.subtle.generateKey(CURVE, false, ['deriveBits']));
  } catch {
    return false;
  }
}

/** Make a form ready to be sent, if this browser can seal: nothing that was typed leaves with it. Says whether it can. */
export async function prepare(form) {
  if (!(await canSeal())) return false;
  for (const [name, left] of Object.entries(LEFT)) {
    const field = form.elements[name];
    if (!field) continue;
    leave(left, field.value.trim());
    field.value = '';
  }
  const said = form.elements.sealing ?? form.appendChild(document.createElement('input'));
  Object.assign(said, { type: 'hidden', name: 'sealing', value: 'chat-sealed/1' });
  return true;
}

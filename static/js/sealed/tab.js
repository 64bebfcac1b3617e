/**
 * What a visitor's tab keeps of its sealed conversation, so that neither a reload nor a phone that was locked loses it.
 *
 * The key lies in the tab (`between.js`), locked under a half that the house gives only to the page of a living session. The
 * tab alone opens nothing, and neither does the house. It goes with the tab, by the quick exit and by leaving.
 */
import { between } from './between.js';
import { ALG, fromBase64, lock, toBase64, unlock } from './sealed.js';

const KEY = 'k';

/** @returns {{conversation: string, half: string, epoch: number, said: number, is_new: boolean} | null} */
export function sealingHere() {
  return JSON.parse(document.querySelector('[data-sealing]')?.dataset.sealing ?? 'null');
}

/** Keep the conversation's key for this tab. */
export async function keep(sealing, cek) {
  between().setItem(KEY, await locked(sealing, cek));
}

/** @returns {Promise<Uint8Array | null>} null when this tab has none, or another conversation's */
export async function kept(sealing) {
  try {
    return await unlocked(sealing, between().getItem(KEY) ?? '');
  } catch {
    return null;
  }
}

/** Lock the key under the house's half. @returns {Promise<string>} base64 */
export async function locked({ conversation, half }, cek) {
  return toBase64(await lock(fromBase64(half), cek, about(conversation)));
}

/** Open what `locked` made; rejects another conversation's. @returns {Promise<Uint8Array>} */
export function unlocked({ conversation, half }, box) {
  return unlock(fromBase64(half), fromBase64(box), about(conversation));
}

/** Forget the key of this tab. */
export function forgetKey() {
  between().removeItem(KEY);
}

function about(conversation) {
  return `${ALG}|tab|${conversation}`;
}

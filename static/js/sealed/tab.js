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
export async function keep({ conversation, half }, cek) {
  const locked = await lock(fromBase64(half), cek, about(conversation));
  between().setItem(KEY, toBase64(locked));
}

/** @returns {Promise<Uint8Array | null>} null when this tab has none, or another conversation's */
export async function kept({ conversation, half }) {
  try {
    const locked = fromBase64(between().getItem(KEY) ?? '');
    return await unlock(fromBase64(half), locked, about(conversation));
  } catch {
    return null;
  }
}

function about(conversation) {
  return `${ALG}|tab|${conversation}`;
}

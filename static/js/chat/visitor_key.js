/** The visitor's side of a conversation's key: made here once, kept by the tab, brought to the line sealed. */
import { newKey } from '../sealed/sealed.js';
import { take } from '../sealed/left.js';
import { keep, kept } from '../sealed/tab.js';
import { Plain } from './envelope.js';
import { Seals } from './seals.js';

/**
 * Give what seals and opens on this page, and make the key when the conversation has just begun.
 * @returns {Promise<Plain | Seals | null>} null when this tab has no key to a conversation that has one
 */
export async function visitorSeals(sealing) {
  if (!sealing) return new Plain();
  let cek = await kept(sealing);
  if (!cek && sealing.is_new) {
    cek = newKey();
    await keep(sealing, cek);
  }
  if (!cek) return null;
  const { conversation } = sealing;
  return new Seals({ conversation, me: 'visitor', key: async () => cek });
}

/** Brings the key to whoever may take the conversation next, as often as the line's key changes. */
export class KeyBringer {
  constructor(url, seals) {
    this.url = url;
    this.seals = seals;
    this.nickname = take('n');
    this.brought = null;
  }

  /** Hear how the conversation stands; bring the key when nobody who could take it could open it. */
  async hear({ sealing }) {
    const line = sealing?.line_key;
    if (!line || sealing.sealed_to === line.id || this.brought === line.id) return;
    this.brought = line.id;
    const form = { line_key_id: line.id, box: await this.seals.keyFor(line.public) };
    if (this.nickname) form.nickname = (await this.seals.close('name', this.nickname)).body;
    const answer = await fetch(this.url, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams(form),
    }).catch(() => null);
    if (answer?.ok) this.nickname = '';
    else this.brought = null;
  }
}

/** Advice beside a sealed conversation: a thread with a key of its own, for its responder and for each who is asked. */
import {
  ALG,
  boxKey,
  bytes,
  fromBase64,
  lock,
  newKey,
  padded,
  sealTo,
  text,
  toBase64,
  unlock,
  unpadded,
} from '../sealed/sealed.js';
import { open, seal } from './envelope.js';

const ABOUT = `${ALG}|consultation`;

export class Advice {
  /** @param {HTMLElement & {ring: import('./desk_key.js').Ring}} host the desk */
  constructor(host) {
    this.host = host;
    this.keys = new Map();
  }

  /**
   * The thread's key for whoever is asked, and for whoever is the conversation's responder.
   * @returns {Promise<object | null>} nothing to add on a line that seals nothing; null without the key
   */
  async keysFor(thread, workerIds, publics) {
    const { seals } = this.host.chosen.talk;
    if (!seals.isSealed) return {};
    const cek = await seals.key();
    const key = thread ? await this.#key(thread) : newKey();
    if (!cek || !key) return null;
    const about = `${ABOUT}|${seals.conversation}`;
    const wrapped = toBase64(await lock(await boxKey(cek, 'consultation'), key, about));
    const box = async (id) => [id, toBase64(await sealTo(fromBase64(publics.get(id)), key, ABOUT))];
    return { wrapped, boxes: Object.fromEntries(await Promise.all(workerIds.map(box))) };
  }

  /** @returns {Promise<{alg: string, body: string} | null>} null without the key */
  async seal(thread, clientId, said) {
    if (!thread?.key) return seal(said);
    const key = await this.#key(thread);
    if (!key) return null;
    const body = await lock(key, padded(bytes(said)), aboutNote(thread.consultation_id, clientId));
    return { alg: ALG, body: toBase64(body) };
  }

  /** @returns {Promise<string | null>} null when it cannot be opened here, or was changed */
  async open(thread, { client_id: clientId, sealed }) {
    if (!thread?.key) return open(sealed);
    try {
      const about = aboutNote(thread.consultation_id, clientId);
      return text(unpadded(await unlock(await this.#key(thread), fromBase64(sealed.body), about)));
    } catch {
      return null;
    }
  }

  async #key(thread) {
    const id = thread.consultation_id;
    if (!this.keys.has(id)) {
      const found = await this.#opened(thread).catch(() => null);
      if (!found) return null;
      this.keys.set(id, found);
    }
    return this.keys.get(id);
  }

  /** As the conversation's responder by its key, as somebody who was asked by one's own. */
  async #opened({ conversation_id: conversation, key }) {
    if (key.box) return (await this.host.ring.open()).openForMe(fromBase64(key.box), ABOUT);
    const { talk } = this.host.talks.get(conversation);
    const box = await boxKey(await talk.seals.key(), 'consultation');
    return unlock(box, fromBase64(key.wrapped), `${ABOUT}|${conversation}`);
  }
}

function aboutNote(thread, clientId) {
  return `${ALG}|note|${thread}|${clientId}`;
}

/** What is said in one conversation, sealed and opened in this browser (`docs/sealed-chat.md`). */
import {
  ALG,
  apart,
  boxKey,
  bytes,
  directionKey,
  fromBase64,
  headOf,
  joined,
  lock,
  openMessage,
  padded,
  sealMessage,
  sealTo,
  signedPart,
  text,
  toBase64,
  unlock,
  unpadded,
  VERDICTS,
  verify,
} from '../sealed/sealed.js';

const DIRECTION = { visitor: 'visitor', responder: 'worker' };

/** What the key of a conversation is bound to, to whomever it is sealed. */
export function aboutKey(conversation) {
  return `${ALG}|key|${conversation}`;
}

/** What it is bound to under the words of a return phrase. */
export function aboutPhrase(conversation) {
  return `${ALG}|phrase|${conversation}`;
}

export class Seals {
  isSealed = true;

  /**
   * @param {{conversation: string, me: "visitor" | "responder", key: () => Promise<Uint8Array | null>,
   *   sign?: (said: Uint8Array) => Promise<Uint8Array>, after?: Promise<void> | null}} about `after`: what is said waits
   *   until a key that was made just now has been taken
   */
  constructor({ conversation, me, key, sign, after = null }) {
    this.conversation = conversation;
    this.me = me;
    this.key = key;
    this.sign = sign;
    this.after = after;
    this.keys = new Map();
  }

  /** Seal what one says next. @returns {Promise<{alg: string, body: string}>} */
  async seal(said, { kind, clientId, number, epoch, verdict }) {
    await this.after;
    const place = { ...this.#place(this.me, kind, clientId), number, epoch };
    place.verdict = VERDICTS[verdict ?? 'unseen'];
    place.key = await this.#key(place.direction, epoch);
    const envelope = await sealMessage(place, bytes(said));
    if (this.me === 'visitor') return { alg: ALG, body: toBase64(envelope) };
    const signature = await this.sign(signedPart(place, envelope));
    return { alg: ALG, body: toBase64(joined(envelope, signature)) };
  }

  /**
   * Open what was said. What is not as it was sealed is told by `trouble`, never shown.
   * @param {Record<string, string[]>} signs the public keys with which each voice signs, or has signed
   * @returns {Promise<{text: string | null, head?: object, trouble?: "locked" | "changed" | "unsigned"}>}
   */
  async open(message, signs = {}) {
    if (!(await this.key())) return { text: null, trouble: 'locked' };
    try {
      return await this.#open(message, signs[message.by] ?? []);
    } catch {
      return { text: null, trouble: 'changed' };
    }
  }

  async #open({ author, kind, client_id: clientId, sealed }, signs) {
    if (sealed.alg !== ALG) return { text: null, trouble: 'changed' };
    const whole = fromBase64(sealed.body);
    const { envelope, signature } =
      author === 'visitor' ? { envelope: whole, signature: null } : apart(whole);
    const head = headOf(envelope);
    const place = { ...this.#place(author, kind, clientId), ...head };
    place.key = await this.#key(place.direction, head.epoch);
    const opened = text(await openMessage(place, envelope));
    if (signature && !(await isTheirs(signs, signature, signedPart(place, envelope))))
      return { text: null, head, trouble: 'unsigned' };
    return { text: opened, head };
  }

  /** Seal what is no message: a name, a sheet, closing words. */
  async close(purpose, said) {
    const box = await lock(await this.#box(purpose), padded(bytes(said)), this.#about(purpose));
    return { alg: ALG, body: toBase64(box) };
  }

  /** @returns {Promise<string | null>} null when it cannot be opened here, or was changed */
  async disclose(purpose, sealed) {
    try {
      const box = fromBase64(sealed.body);
      return text(unpadded(await unlock(await this.#box(purpose), box, this.#about(purpose))));
    } catch {
      return null;
    }
  }

  /** Seal a picture or a voice. @returns {Promise<{alg: string, bytes: Uint8Array}>} */
  async sealBytes(held, named) {
    const key = await this.#box('attachment');
    return { alg: ALG, bytes: await lock(key, held, this.#aboutBytes(named)) };
  }

  /** @returns {Promise<Uint8Array | null>} */
  async openBytes({ alg, bytes: held }, named) {
    if (alg !== ALG) return null;
    try {
      return await unlock(await this.#box('attachment'), held, this.#aboutBytes(named));
    } catch {
      return null;
    }
  }

  /** The conversation's key for somebody else: a line, a colleague. @param {string} publicKey base64 */
  async keyFor(publicKey) {
    const key = await this.key();
    return toBase64(await sealTo(fromBase64(publicKey), key, aboutKey(this.conversation)));
  }

  #place(author, kind, clientId) {
    return { conversation: this.conversation, direction: DIRECTION[author], kind, clientId };
  }

  #about(purpose) {
    return `${ALG}|${purpose}|${this.conversation}`;
  }

  #aboutBytes({ kind, client_id }) {
    return `${this.#about('attachment')}|${kind}|${client_id}`;
  }

  #key(direction, epoch) {
    return this.#remembered(`${direction}/${epoch}`, (cek) => directionKey(cek, direction, epoch));
  }

  #box(purpose) {
    return this.#remembered(`box/${purpose}`, (cek) => boxKey(cek, purpose));
  }

  #remembered(name, derive) {
    if (!this.keys.has(name)) {
      const derived = this.key().then(derive);
      // A key that could not be had may be there the next time.
      derived.catch(() => this.keys.delete(name));
      this.keys.set(name, derived);
    }
    return this.keys.get(name);
  }
}

/** Whether one of a worker's keys made the signature. */
async function isTheirs(signs, signature, said) {
  for (const one of signs) if (await verify(fromBase64(one), signature, said)) return true;
  return false;
}

/** Each side counts what it says, and an epoch never falls: what came twice or in the wrong place is seen. */
export class Order {
  constructor() {
    this.said = { visitor: 0, responder: 0 };
    this.epoch = 0;
  }

  /** Take the next message of a side; tells whether it stands where its sender put it. */
  take({ author }, head) {
    this.said[author] += 1;
    if (!head) return true;
    const isNext = head.number === this.said[author] && head.epoch >= this.epoch;
    if (isNext) this.epoch = head.epoch;
    return isNext;
  }
}

/** Open a whole conversation, in order: each message with its `text`, or with the `trouble` there is with it. */
export async function openAll(seals, messages, signs) {
  const isGone = ({ kind }) => kind === 'withdrawn';
  const opened = await Promise.all(
    messages.map((one) => (isGone(one) ? { text: null } : seals.open(one, signs))),
  );
  const order = new Order();
  return messages.map((one, at) => {
    const isInOrder = order.take(one, opened[at].head);
    return isInOrder
      ? { ...one, ...opened[at] }
      : { ...one, text: null, trouble: opened[at].trouble ?? 'order' };
  });
}

/**
 * The worker's keyring: opens the worker's keys once a sitting, opens what is sealed to them or to their lines, and keeps the
 * lines' keys in order while it is open.
 *
 *     const keyring = await openKeyring();            // asks the person when it must; null when they have no keys or say no
 *     await keyring.openForLine(lineKeyId, box, about)
 *
 * The page holds `<sealed-unlock>` (templates/organisation/parts/unlock.html): it knows the doors and asks the person.
 */
import { importLineKey, openCopy, openKeys, statement, wholeFingerprint } from './keys.js';
import { keep, kept } from './opened.js';
import { fromBase64, openSealed, sign, toBase64url } from './sealed.js';
import { tend } from './tend.js';
import { follow } from './trust.js';

const AGAIN_MS = 60_000;
let opening = null;

/**
 * Open the keyring, once however many ask.
 * @param {HTMLElement | null} [element] the page's `<sealed-unlock>`
 * @returns {Promise<Keyring | null>}
 */
export function openKeyring(element = document.querySelector('sealed-unlock')) {
  opening ??= opened(element).then((ring) => {
    if (ring === null) opening = null;
    return ring;
  });
  return opening;
}

async function opened(element) {
  if (!element) return null;
  await customElements.whenDefined('sealed-unlock');
  const doors = new Doors(element.dataset.url);
  const state = await doors.state();
  if (!state) return null;
  const keys = await keysOf(element, doors, state);
  if (!keys) return null;
  const ring = new Keyring(doors, state, keys);
  await ring.settled();
  setInterval(() => document.hidden || ring.refresh(), AGAIN_MS);
  return ring;
}

/** The keys that this sitting has opened already, else those that the person opens now. */
async function keysOf(element, doors, state) {
  if (!state.key) return element.askToMake();
  const known = await kept(state.sitting, state.key.id).catch(() => null);
  if (known) return known;
  const own = await element.ask(doors, state);
  if (!own) return null;
  const keys = await openKeys(own, heldOf(state));
  await keep(state.sitting, state.key.id, keys).catch(() => {}); // a private window keeps nothing
  return keys;
}

/** The state's own key as `keys.js` reads it. */
export function heldOf({ key }) {
  return {
    sealingPublic: fromBase64(key.sealing_public),
    signingPublic: fromBase64(key.signing_public),
    sealingWrapped: fromBase64(key.sealing_wrapped),
    signingWrapped: fromBase64(key.signing_wrapped),
  };
}

/** The doors of `organisation/routes/keys.py`. */
export class Doors {
  constructor(url) {
    this.url = url;
  }

  /** @returns {Promise<object | null>} null when nobody is signed in or the network is away */
  async state(which = 'state') {
    try {
      const answer = await fetch(`${this.url}/${which}`, {
        headers: { Accept: 'application/json' },
      });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  /** Send something; gives the answer, `ok: false` with a code and a sentence when it was refused. */
  async send(path, what = {}) {
    const answer = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
      body: JSON.stringify(what),
    });
    return answer.json();
  }
}

export class Keyring {
  #doors;
  #keys;
  #lineKeys = new Map();

  /** By line: whom and which keys this worker believes (`trust.js`). */
  trust = new Map();

  constructor(doors, state, keys) {
    this.#doors = doors;
    this.#keys = keys;
    this.state = state;
    this.workerId = state.worker;
    this.sealingPublic = toBase64url(keys.sealingPublic);
    this.signingPublic = toBase64url(keys.signingPublic);
  }

  /** Open what was sealed to this worker. @param {Uint8Array} box @param {string} about */
  openForMe(box, about) {
    return openSealed(this.#keys.sealing, this.#keys.sealingPublic, box, about);
  }

  /** Open what was sealed to a line; rejects when this worker holds no copy of that key. */
  async openForLine(lineKeyId, box, about) {
    const copy = this.#copy(lineKeyId) ?? (await this.refresh(), this.#copy(lineKeyId));
    if (!copy) throw new RangeError('not let in');
    if (!(await this.isBelieved(copy))) throw new RangeError('a key that nobody known has made');
    if (!this.#lineKeys.has(lineKeyId))
      this.#lineKeys.set(lineKeyId, await importLineKey(await this.openCopy(copy)));
    return openSealed(this.#lineKeys.get(lineKeyId), fromBase64(copy.public), box, about);
  }

  /** Sign as this worker. @param {Uint8Array} said @returns {Promise<Uint8Array>} 64 bytes */
  sign(said) {
    return sign(this.#keys.signing, said);
  }

  /** The line keys that this worker can open, with the number that tells the older from the newer. */
  lineKeys() {
    return this.state.copies.map(({ line_key: id, line, number, public: point, is_current }) => ({
      id,
      line,
      number,
      public: point,
      isCurrent: is_current,
    }));
  }

  /** A line's private key as it can be sealed to a colleague. */
  openCopy(copy) {
    return openCopy(this.#keys, fromBase64(copy.box), copy.line, copy.number);
  }

  /** Look anew who waits and what is to be done, and do it. */
  async refresh() {
    const state = await this.#doors.state();
    if (!state || state.key?.id !== this.state.key.id) return;
    const isNews = JSON.stringify(state) !== JSON.stringify(this.state);
    this.state = state;
    if (isNews) await this.settled();
  }

  /** Whether somebody whom this worker believes has made the line's key of this copy. */
  async isBelieved(copy) {
    const whole = await wholeFingerprint(fromBase64(copy.public));
    return this.trust.get(copy.line)?.lineKeys.has(whole) ?? false;
  }

  /** Take a colleague's key for the colleague's; it is signed and stands in the key log. */
  async recognise(line, number, whole) {
    const signature = toBase64url(await this.sign(statement('recognised', line.id, number, whole)));
    const path = `/lines/${line.slug}/recognise`;
    return this.#doors.send(path, { number, key: whole, signature });
  }

  /** See whom to believe, make first and next keys where a line wants one, and tell how many wait to be let in. */
  async settled() {
    await this.#believe();
    if (await tend(this, this.#doors)) {
      this.state = (await this.#doors.state()) ?? this.state;
      await this.#believe();
    }
    const waiting = this.state.lines.reduce((sum, line) => sum + line.waiting.length, 0);
    document.dispatchEvent(new CustomEvent('keys-waiting', { detail: waiting }));
  }

  /** Follow the signatures; on a line's first use take the key of the colleague who let this worker in. */
  async #believe() {
    const told = await this.#doors.state('vouchers');
    if (!told) return;
    const me = await wholeFingerprint(this.#keys.sealingPublic, this.#keys.signingPublic);
    this.told = told;
    for (const line of this.state.lines) {
      const found = await follow(me, told, line.id);
      if (line.is_held && found.first && (await this.recognise(line, line.number, found.first)).ok)
        return this.#believe();
      this.trust.set(line.id, found);
    }
  }

  #copy(lineKeyId) {
    return this.state.copies.find((one) => one.line_key === lineKeyId);
  }
}

/**
 * <sealed-unlock>: asks the worker to open their keys, by passkey or passphrase, in a dialog over whatever page wants them.
 * It holds nothing: what was typed is made a key of and forgotten.
 */
import { fromPasskey, fromPassphrase, unlockOwn } from './keys.js';
import { canHavePasskeys, usePasskey } from './passkey.js';
import { fromBase64 } from './sealed.js';

class SealedUnlock extends HTMLElement {
  #answer = null;

  connectedCallback() {
    this.words = JSON.parse(this.dataset.words);
    this.dialog = this.querySelector('dialog');
    this.form = this.querySelector('[data-passphrase]');
    this.box = this.form.querySelector('input');
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#try(() => this.#byPassphrase());
    });
    this.button = this.querySelector('[data-passkey]');
    this.button.addEventListener('click', () => this.#try(() => this.#byPasskey()));
    this.querySelector('[data-later]').addEventListener('click', () => this.dialog.close());
    this.dialog.addEventListener('close', () => this.#done(null));
  }

  /** The worker has no keys yet: say so, with the way to make them. */
  askToMake() {
    this.querySelector('[data-make]').hidden = false;
    return null;
  }

  /** @returns {Promise<Uint8Array | null>} the worker's own key, or null when they said no */
  ask(doors, state) {
    this.doors = doors;
    this.state = state;
    const kinds = new Set(state.unlocks.map(({ kind }) => kind));
    this.button.hidden = !kinds.has('passkey') || !canHavePasskeys();
    this.form.hidden = !kinds.has('passphrase');
    this.#say('');
    return new Promise((done) => {
      this.#answer = done;
      this.dialog.showModal();
    });
  }

  async #byPassphrase() {
    const publicKey = fromBase64(this.state.key.sealing_public);
    for (const way of this.state.unlocks.filter(({ kind }) => kind === 'passphrase')) {
      const under = await fromPassphrase(this.box.value, fromBase64(way.salt), way.rounds);
      const own = await unlockOwn(under, fromBase64(way.wrapped), publicKey).catch(() => null);
      if (!own) continue;
      await this.doors.send('/used', { unlock: way.id });
      return own;
    }
    throw new Error('wrong');
  }

  async #byPasskey() {
    const ways = this.state.unlocks
      .filter(({ kind }) => kind === 'passkey')
      .map((one) => ({
        id: one.id,
        salt: fromBase64(one.salt),
        credential: fromBase64(one.credential),
        name: one.credential,
      }));
    const { options } = await this.doors.send('/passkeys/ask');
    const { id, answer, secret } = await usePasskey(options, ways);
    const way = ways.find(({ name }) => name === id);
    const held = await this.doors.send('/used', { unlock: way.id, passkey: answer });
    if (!held.ok) throw new Error('refused');
    const under = await fromPasskey(secret, way.salt);
    return unlockOwn(under, fromBase64(held.wrapped), fromBase64(this.state.key.sealing_public));
  }

  /** One way at a time; whatever goes wrong is said here, and the other way stays open. */
  async #try(open) {
    const buttons = [...this.querySelectorAll('dialog button')];
    buttons.forEach((one) => (one.disabled = true));
    this.#say(this.words.working);
    try {
      const own = await open();
      this.#done(own);
      this.dialog.close();
    } catch (error) {
      this.#say(error.name === 'NotAllowedError' ? this.words.not_now : this.words.wrong);
    } finally {
      this.box.value = '';
      buttons.forEach((one) => (one.disabled = false));
    }
  }

  #done(own) {
    this.#answer?.(own);
    this.#answer = null;
  }

  #say(sentence) {
    this.querySelector('[data-result]').textContent = sentence;
  }
}

/** How many wait to be let in is seen in the menu of whatever page is open, also when they come later. */
document.addEventListener('keys-waiting', ({ detail: count }) => {
  const entry = document.querySelector('.side-link[href$="/me/keys"]');
  if (!entry) return;
  entry.querySelector('.badge')?.remove();
  if (!count) return;
  const badge = document.createElement('span');
  badge.className = 'badge';
  badge.textContent = count;
  entry.append(badge);
});

customElements.define('sealed-unlock', SealedUnlock);

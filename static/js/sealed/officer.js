/**
 * <emergency-officer>: a worker's key, and opening a sealed address together with a second worker.
 *
 * The server carries envelopes only. The second officer's browser opens its own share and seals it anew to who asked; the
 * asker's browser joins the two and shows the address. No key, share or passphrase is kept after that.
 */
import {
  fingerprint,
  fromBase64,
  newPair,
  openSealed,
  sealTo,
  text,
  toBase64,
  unlock,
  unwrap,
  wrap,
} from './sealed.js';
import { join } from './shares.js';

const EVERY_MS = 3000;
const LEAST_SIGNS = 12;

class Refused extends Error {}

class EmergencyOfficer extends HTMLElement {
  connectedCallback() {
    this.words = JSON.parse(this.dataset.words);
    this.working = 0;
    this.#hear('[data-make]', (form) => this.#make(form));
    this.#hear('[data-agree]', (form) => this.#agree(form));
    this.#hear('[data-open]', (form) => this.#open(form));
    this.#showFingerprints();
    this.following = setInterval(() => this.#follow(), EVERY_MS);
  }

  disconnectedCallback() {
    clearInterval(this.following);
  }

  /** Two who speak on the telephone can make sure that the server has not swapped a key. */
  async #showFingerprints() {
    for (const place of this.querySelectorAll('[data-fingerprint]'))
      place.textContent = await fingerprint(fromBase64(place.dataset.fingerprint));
  }

  /** Somebody asked or agreed: fetch the page anew, unless something is being written, done or shown. */
  async #follow() {
    if (document.hidden || this.#isBusy()) return;
    const now = await this.#requests();
    // Asked again: what was begun meanwhile would go with the page, an address that is given once too.
    if (now !== null && now !== this.dataset.known && !this.#isBusy()) location.reload();
  }

  /** What is asked for and agreed to, as the page knows it; null while the network is away. */
  async #requests() {
    try {
      const answer = await fetch(this.dataset.stateUrl);
      return answer.ok ? (await answer.json()).requests.join(',') : null;
    } catch {
      return null;
    }
  }

  #isBusy() {
    const boxes = [...this.querySelectorAll('input:not([type=radio]), textarea')];
    const isWritten = (box) => (box.type === 'checkbox' ? box.checked : box.value);
    return this.working > 0 || this.isShown || boxes.some(isWritten);
  }

  #hear(selector, act) {
    for (const form of this.querySelectorAll(selector))
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        this.#try(form, act);
      });
  }

  /** One at a time, and whatever goes wrong is said where it was done. */
  async #try(form, act) {
    const button = form.querySelector('button');
    if (button.disabled) return;
    button.disabled = true;
    this.working += 1;
    this.#say(form, this.words.working);
    try {
      await act(form);
    } catch (error) {
      this.#say(form, error instanceof Refused ? error.message : this.words.failed);
    } finally {
      this.working -= 1;
      button.disabled = false;
    }
  }

  async #make(form) {
    const [once, again] = form.querySelectorAll('input');
    if (once.value.length < LEAST_SIGNS) throw new Refused(this.words.short);
    if (once.value !== again.value) throw new Refused(this.words.differ);
    const { publicKey, privateKey } = await newPair();
    const wrapped = await wrap(privateKey, publicKey, once.value);
    await this.#post(form.dataset.url, {
      public: toBase64(publicKey),
      wrapped: toBase64(wrapped),
    });
    Object.assign(this.dataset, { public: toBase64(publicKey), wrapped: toBase64(wrapped) });
    form.reset();
    this.#say(form, this.words.kept);
  }

  async #agree(form) {
    const mine = await this.#unlocked(form);
    const held = await this.#post(form.dataset.shareUrl);
    if (held.asker !== form.dataset.asker) throw new Refused(this.words.failed);
    const share = await mine.open(held.share, held.about);
    const passed = await sealTo(fromBase64(held.asker), share, held.pass_about);
    await this.#post(form.dataset.url, { passed: toBase64(passed) });
    form.hidden = true;
    this.#say(form, this.words.passed);
    // One's own deed is no news: the page would go, and with it the word that it is done.
    this.dataset.known = (await this.#requests()) ?? this.dataset.known;
  }

  async #open(form) {
    // First the passphrase: a wrong one must not use up the one time that the address is given.
    const mine = await this.#unlocked(form);
    const held = await this.#post(form.dataset.url);
    this.isShown = true;
    const own = await mine.open(held.share, held.about);
    const theirs = await mine.open(held.passed, held.pass_about);
    const address = await unlock(join(own, theirs), fromBase64(held.box), held.box_about);
    form.hidden = true;
    this.#say(form, `${this.words.address}: ${text(address).trim()}. ${this.words.once}`);
  }

  /** Open the worker's own key with the passphrase in this form; gives what opens envelopes. */
  async #unlocked(form) {
    const box = form.querySelector('input[type=password]');
    const publicKey = fromBase64(this.dataset.public);
    const key = await unwrap(fromBase64(this.dataset.wrapped), publicKey, box.value).catch(() => {
      throw new Refused(this.words.wrong);
    });
    box.value = '';
    return {
      open: (envelope, about) => openSealed(key, publicKey, fromBase64(envelope), about),
    };
  }

  async #post(url, fields = {}) {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams(fields),
    });
    const held = await answer.json();
    if (!held.ok) throw new Refused(held.sentence || this.words.failed);
    return held;
  }

  #say(form, sentence) {
    const place = form.closest('section').querySelector('[data-result], [data-made]');
    place.textContent = sentence;
  }
}

customElements.define('emergency-officer', EmergencyOfficer);

/** <worker-keys>: the page on which a worker makes keys, opens them, adds ways to open them and lets colleagues in. */
import {
  PRF_SALT_BYTES,
  ROUNDS,
  SALT_BYTES,
  fromPasskey,
  fromPassphrase,
  lockOwn,
  makeKeys,
  openKeys,
  random,
  spoken,
  wholeFingerprint,
} from './keys.js';
import { Doors, openKeyring } from './keyring.js';
import { keep } from './opened.js';
import { canHavePasskeys, makePasskey } from './passkey.js';
import { fromBase64, toBase64url } from './sealed.js';
import { copyFor, unknown } from './tend.js';

const LEAST_SIGNS = 12;

class Told extends Error {}

class WorkerKeys extends HTMLElement {
  connectedCallback() {
    this.words = JSON.parse(this.dataset.words);
    this.doors = new Doors(this.dataset.url);
    for (const place of this.querySelectorAll('[data-passkeys]')) place.hidden = !canHavePasskeys();
    for (const form of this.querySelectorAll('[data-passphrase]'))
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        this.#try(form, (own, publicKey) => this.#passphrase(form, own, publicKey));
      });
    for (const button of this.querySelectorAll('button[data-passkey]'))
      button.addEventListener('click', () =>
        this.#try(button, (own, publicKey) => this.#passkey(own, publicKey)),
      );
    if (this.dataset.hasKeys === 'yes') {
      this.querySelector('[data-open]').addEventListener('click', () => this.#show());
      this.#show();
    }
  }

  // ── making keys, and ways to open them ──

  /** Make a way with `lockedBy`, be it for the keys there are or for new ones. */
  async #try(control, lockedBy) {
    const place = control.closest('.stack').querySelector('[data-result]');
    const { mode } = control.dataset;
    const label = control.closest('.stack').querySelector('[data-label]').value;
    place.textContent = this.words.working;
    try {
      const named = async (own, publicKey) => ({ label, ...(await lockedBy(own, publicKey)) });
      if (mode === 'add') await this.#add(named);
      else await this.#make(named, mode === 'instead');
      location.reload();
    } catch (error) {
      place.textContent = error instanceof Told ? error.message : this.words.failed;
    }
  }

  async #make(lockedBy, instead) {
    const made = await makeKeys();
    const unlock = await lockedBy(made.own, made.sealingPublic);
    const answer = await this.#send('', {
      sealing_public: toBase64url(made.sealingPublic),
      signing_public: toBase64url(made.signingPublic),
      sealing_wrapped: toBase64url(made.sealingWrapped),
      signing_wrapped: toBase64url(made.signingWrapped),
      unlock,
      instead,
    });
    const state = await this.doors.state();
    await keep(state.sitting, answer.key, await openKeys(made.own, made)).catch(() => {});
  }

  async #add(lockedBy) {
    const state = await this.doors.state();
    const own = await document.querySelector('sealed-unlock').ask(this.doors, state);
    if (!own) throw new Told('');
    await this.#send('/unlocks', await lockedBy(own, fromBase64(state.key.sealing_public)));
  }

  async #passphrase(form, own, publicKey) {
    const [once, again] = form.querySelectorAll('input');
    if (once.value.length < LEAST_SIGNS) throw new Told(this.words.short);
    if (once.value !== again.value) throw new Told(this.words.differ);
    const salt = random(SALT_BYTES);
    const under = await fromPassphrase(once.value, salt);
    return {
      kind: 'passphrase',
      salt: toBase64url(salt),
      rounds: ROUNDS,
      wrapped: toBase64url(await lockOwn(under, own, publicKey)),
    };
  }

  async #passkey(own, publicKey) {
    const { options } = await this.#send('/passkeys/new');
    const salt = random(PRF_SALT_BYTES);
    const made = await makePasskey(options, salt).catch(() => {
      throw new Told(this.words.not_now);
    });
    if (!made) throw new Told(this.words.no_prf);
    const under = await fromPasskey(made.secret, salt);
    return {
      kind: 'passkey',
      salt: toBase64url(salt),
      wrapped: toBase64url(await lockOwn(under, own, publicKey)),
      passkey: made.answer,
    };
  }

  async #send(path, what) {
    const answer = await this.doors.send(path, what);
    if (!answer.ok) throw new Told(answer.sentence || this.words.failed);
    return answer;
  }

  // ── lines, and who waits ──

  async #show() {
    this.ring = await openKeyring();
    this.querySelector('[data-locked]').hidden = this.ring !== null;
    if (this.ring) await this.#draw();
  }

  async #draw() {
    const { lines } = this.ring.state;
    const rows = await Promise.all(lines.map((line) => this.#lineRow(line)));
    this.querySelector('[data-lines]').replaceChildren(...rows);
    const waiting = lines.flatMap((line) => line.waiting.map((one) => this.#waitingRow(line, one)));
    this.querySelector('[data-waiting]').replaceChildren(...(await Promise.all(waiting)));
    this.querySelector('[data-waiting-section]').hidden = waiting.length === 0;
    const strangers = (await Promise.all(lines.map((line) => this.#strangerRows(line)))).flat();
    this.querySelector('[data-strangers]').replaceChildren(...strangers);
    this.querySelector('[data-strangers-section]').hidden = strangers.length === 0;
  }

  /** Whose key was not seen before: who made the line's key, and who holds it when the next one is wanted. */
  async #strangerRows(line) {
    if (!line.is_held) return [];
    const found = new Map();
    const copy = this.ring.state.copies.find((one) => one.line === line.id && one.is_current);
    if (!(await this.ring.isBelieved(copy))) {
      const { signer } = this.ring.told.entries.findLast(
        (one) => one.line === line.id && one.deed === 'line_key_made',
      );
      found.set(signer, this.ring.told.signers[signer]?.name ?? '');
    }
    for (const { whole, name } of await unknown(this.ring, line)) found.set(whole, name);
    return [...found].map(([whole, name]) => this.#strangerRow(line, whole, name));
  }

  #strangerRow(line, whole, name) {
    const row = this.querySelector('[data-stranger-row]').content.cloneNode(true);
    row.querySelector('[data-name]').textContent = name;
    row.querySelector('[data-line]').textContent = line.name;
    row.querySelector('[data-fingerprint]').textContent = spoken(whole);
    row.querySelector('button').addEventListener('click', async ({ target }) => {
      target.disabled = true;
      await this.ring.recognise(line, line.number, whole);
      await this.ring.settled();
      await this.#draw();
    });
    return row;
  }

  async #lineRow(line) {
    const row = this.querySelector('[data-line-row]').content.cloneNode(true);
    const copy = this.ring.state.copies.find((one) => one.line === line.id && one.is_current);
    const state = line.is_held ? 'held' : line.number ? 'wait' : 'nobody';
    row.querySelector('[data-name]').textContent = line.name;
    row.querySelector('[data-state]').textContent = this.words[state];
    if (line.is_held)
      row.querySelector('[data-fingerprint]').textContent = spoken(
        await wholeFingerprint(fromBase64(copy.public)),
      );
    return row;
  }

  async #waitingRow(line, one) {
    const row = this.querySelector('[data-waiting-row]').content.cloneNode(true);
    const points = [one.sealing_public, one.signing_public].map(fromBase64);
    row.querySelector('[data-name]').textContent = one.name;
    row.querySelector('[data-line]').textContent = line.name;
    row.querySelector('[data-fingerprint]').textContent = spoken(await wholeFingerprint(...points));
    row.querySelector('[data-let-in]').addEventListener('click', ({ target }) => {
      target.disabled = true;
      this.#letIn(line, one);
    });
    return row;
  }

  async #letIn(line, one) {
    const place = this.querySelector('[data-let-in-result]');
    const held = this.ring.state.copies.find((copy) => copy.line === line.id && copy.is_current);
    const pkcs8 = await this.ring.openCopy(held);
    const copy = await copyFor(this.ring, line, held.number, pkcs8, one);
    const path = `/lines/${line.slug}/let-in`;
    const answer = await this.doors.send(path, { number: held.number, copy });
    place.textContent = answer.ok
      ? this.words.let_in.replace('%(name)s', one.name)
      : answer.sentence;
    await this.ring.refresh();
    await this.#draw();
  }
}

customElements.define('worker-keys', WorkerKeys);

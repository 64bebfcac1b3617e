/** <sealed-packet>: the receiver's page. It opens once, at a press, and only here: the key never left the address bar. */
import { isKey, openPacket } from '../sealed/packet.js';

const WORD_BYTES = 24;
const GONE = 404;

class SealedPacket extends HTMLElement {
  connectedCallback() {
    this.key = location.hash.slice(1);
    // Nobody finds it in the history or over a shoulder.
    history.replaceState(null, '', location.pathname);
    // By this word the house knows this page again when its answer was lost on the way.
    const word = crypto.getRandomValues(new Uint8Array(WORD_BYTES));
    this.asker = Array.from(word, (byte) => byte.toString(16).padStart(2, '0')).join('');
    this.button = this.querySelector('[data-open]');
    this.button.disabled = !isKey(this.key);
    this.#say(isKey(this.key) ? '' : this.dataset.incomplete);
    this.button.addEventListener('click', () => this.#open());
  }

  async #open() {
    this.button.disabled = true;
    const { ok, body } = await this.#ask(this.dataset.url).catch(() => ({ ok: null }));
    if (ok === null) {
      this.button.disabled = false;
      return this.#say(this.dataset.lost);
    }
    if (!ok) return this.#say(this.dataset.gone);
    try {
      this.#show(await openPacket(this.dataset.packet, this.key, body));
    } catch {
      return this.#say(this.dataset.broken);
    }
    this.#ask(this.dataset.received).catch(() => null); // else the house forgets it in a while
  }

  /** An answer that stops in the middle is a lost one too: it fails like a connection that is none. */
  async #ask(address) {
    const body = new URLSearchParams({ asker: this.asker });
    const answer = await fetch(address, { method: 'POST', body, keepalive: true });
    if (answer.status === GONE) return { ok: false };
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  }

  #show({ lines }) {
    const rows = lines.map((line) => {
      const row = document.createElement('li');
      row.textContent = line;
      return row;
    });
    this.querySelector('[data-lines]').replaceChildren(...rows);
    this.querySelector('[data-shown]').hidden = false;
    this.button.hidden = true;
    this.#say(this.dataset.opened);
  }

  #say(text) {
    this.querySelector('[role="status"]').textContent = text;
  }
}

customElements.define('sealed-packet', SealedPacket);

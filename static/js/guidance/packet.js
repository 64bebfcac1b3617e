/** <sealed-packet>: the receiver's page. It opens once, at a press, and only here: the key never left the address bar. */
import { isKey, openPacket } from '../sealed/packet.js';

class SealedPacket extends HTMLElement {
  connectedCallback() {
    this.key = location.hash.slice(1);
    // Nobody finds it in the history or over a shoulder.
    history.replaceState(null, '', location.pathname);
    this.button = this.querySelector('[data-open]');
    this.button.disabled = !isKey(this.key);
    this.#say(isKey(this.key) ? '' : this.dataset.incomplete);
    this.button.addEventListener('click', () => this.#open());
  }

  async #open() {
    this.button.disabled = true;
    const answer = await fetch(this.dataset.url, { method: 'POST' }).catch(() => null);
    if (!answer) {
      this.button.disabled = false;
      return this.#say(this.dataset.lost);
    }
    if (!answer.ok) return this.#say(this.dataset.gone);
    const { body } = await answer.json();
    try {
      this.#show(await openPacket(this.dataset.packet, this.key, body));
    } catch {
      this.#say(this.dataset.broken);
    }
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

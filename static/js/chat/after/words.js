/** <own-words>: what a visitor says about the talk, sealed like everything else in its thread. */
import { seal } from '../envelope.js';

class OwnWords extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#send();
    });
  }

  async #send() {
    const text = this.querySelector('textarea').value.trim();
    if (!text || this.isSending) return;
    this.isSending = true;
    const answer = await fetch(this.dataset.url, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams(seal(text)),
    }).catch(() => null);
    this.isSending = false;
    if (answer?.ok) this.querySelector('form').remove();
    this.querySelector('[data-said]').textContent = answer?.ok
      ? this.dataset.thanks
      : this.dataset.failed;
  }
}

customElements.define('own-words', OwnWords);

/** <own-words>: what a visitor says about the talk, sealed like everything else in its thread. */
import { sealingHere } from '../../sealed/tab.js';
import { visitorSeals } from '../visitor_key.js';

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
    const sealed = await this.#sealed(text);
    const answer = await fetch(this.dataset.url, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams(sealed ?? {}),
    }).catch(() => null);
    this.isSending = false;
    if (answer?.ok) this.querySelector('form').remove();
    this.querySelector('[data-said]').textContent = answer?.ok
      ? this.dataset.thanks
      : this.dataset.failed;
  }

  /** Sealed as the visitor's next message; null when this tab has no key. */
  async #sealed(text) {
    const sealing = sealingHere();
    const seals = await visitorSeals(sealing).catch(() => null);
    const turn = sealing && { number: sealing.said + 1, epoch: sealing.epoch, verdict: 'clear' };
    return seals?.seal(text, { kind: 'feedback', clientId: this.dataset.name, ...turn });
  }
}

customElements.define('own-words', OwnWords);

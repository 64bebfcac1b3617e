/**
 * <how-sealed>: what a visitor can compare of the sealing. While the conversation lies under the line's key, the fingerprint is
 * that of the key to which this very browser has sealed it, reckoned here.
 */
import { fingerprint, fromBase64 } from '../sealed/sealed.js';

class HowSealed extends HTMLElement {
  join({ talk }) {
    talk.addEventListener('state', ({ detail }) => this.#show(detail));
    if (talk.state) this.#show(talk.state);
  }

  async #show({ sealing }) {
    if (!sealing?.line_key) return;
    const place = this.querySelector('[data-fingerprint]');
    place.textContent = await fingerprint(fromBase64(sealing.line_key.public));
    place.parentElement.hidden = false;
  }
}

customElements.define('how-sealed', HowSealed);

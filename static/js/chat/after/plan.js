/** <stored-plan>: the plan that responders go by, opened here in the visitor's own browser. */
import { open } from '../envelope.js';

class StoredPlan extends HTMLElement {
  connectedCallback() {
    const text = this.querySelector('[data-text]');
    text.textContent = open(JSON.parse(this.dataset.sealed)) ?? this.dataset.unreadable;
    window.addEventListener('quick-exit', () => (text.textContent = ''));
  }
}

customElements.define('stored-plan', StoredPlan);

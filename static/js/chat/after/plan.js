/** <stored-plan>: the plan that responders go by, opened here in the visitor's own browser. */
import { sealingHere } from '../../sealed/tab.js';
import { visitorSeals } from '../visitor_key.js';

class StoredPlan extends HTMLElement {
  async connectedCallback() {
    const text = this.querySelector('[data-text]');
    window.addEventListener('quick-exit', () => (text.textContent = ''));
    const seals = await visitorSeals(sealingHere());
    const said = await seals?.disclose('plan', JSON.parse(this.dataset.sealed));
    text.textContent = said ?? this.dataset.unreadable;
  }
}

customElements.define('stored-plan', StoredPlan);

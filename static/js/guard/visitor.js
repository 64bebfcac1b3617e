/** <visitor-guard>: stops an identity code, asks again about a telephone number, before anything leaves the phone. */
import { find } from './find.js';
import { GuardPanel } from './panel.js';

class VisitorGuard extends GuardPanel {
  connectedCallback() {
    super.connectedCallback();
    this.part('send').addEventListener('click', () => this.pass());
  }

  trouble(text) {
    const found = find(text);
    const blocked = this.blocked(found);
    this.part('send').hidden = Boolean(blocked);
    if (blocked) return blocked;
    const warned = found.filter(({ kind }) => this.rules.warn.includes(kind));
    return this.warned(warned, 'warn', this.words.kinds);
  }
}

customElements.define('visitor-guard', VisitorGuard);

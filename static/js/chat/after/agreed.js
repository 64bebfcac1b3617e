/** <desk-agreed>: the responder writes down what was agreed; begun words stay with their conversation. */
import { isGuarded } from '../../guard/awake.js';

class DeskAgreed extends HTMLElement {
  join(host) {
    this.host = host;
    this.begun = new WeakMap();
    this.box = this.querySelector('textarea');
    this.box.addEventListener('input', () => this.one && this.begun.set(this.one, this.box.value));
    this.guard = this.querySelector('worker-guard');
    this.querySelector('form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#send();
    });
    host.addEventListener('chosen', () => this.#turn());
    host.addEventListener('view', () => this.#draw());
    this.#turn();
  }

  /** Another conversation is under the hand. */
  #turn() {
    this.one = this.host.chosen;
    this.querySelector('details').open = false;
    this.guard.close?.();
    this.box.value = (this.one && this.begun.get(this.one)) ?? '';
    this.#draw();
  }

  #draw() {
    const state = this.one?.talk.state?.state ?? this.one?.row.state;
    this.hidden = state !== 'open';
  }

  #send() {
    const text = this.box.value.trim();
    if (!text || !this.one || !isGuarded(this.querySelector('form'))) return;
    this.box.value = '';
    this.begun.delete(this.one);
    this.querySelector('details').open = false;
    this.one.talk.agree(text);
  }
}

customElements.define('desk-agreed', DeskAgreed);

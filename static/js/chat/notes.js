/**
 * <own-notes>: notes to oneself, sealed to one's own key and signed in this browser. What is written leaves it only so, and
 * is shown again only where the writer's keys are open.
 */
import { openKeyring } from '../sealed/keyring.js';
import { openNote, sealNote } from '../sealed/note.js';
import { ALG, fromBase64, toBase64 } from '../sealed/sealed.js';

class OwnNotes extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector('[data-note]');
    this.form?.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#keep();
    });
    this.part('open')?.addEventListener('click', () => this.#show());
    this.#show();
  }

  part(name) {
    return this.querySelector(`[data-${name}]`);
  }

  /** Open the keys, and with them every note that is sealed. */
  async #show() {
    const ring = await openKeyring().catch(() => null);
    if (this.form) this.form.hidden = false;
    if (this.part('closed')) this.part('closed').hidden = ring !== null;
    if (!ring) return;
    for (const place of this.querySelectorAll('[data-sealed]')) await this.#open(ring, place);
  }

  async #open(ring, place) {
    const { sealed, name } = place.dataset;
    const said = await openNote(ring, this.#about(name), fromBase64(sealed)).catch(() => null);
    place.textContent = said ?? this.dataset.unreadable;
    place.classList.toggle('soft', said === null);
  }

  async #keep() {
    const box = this.form.querySelector('textarea');
    const button = this.form.querySelector('[type=submit]');
    const said = box.value.trim();
    if (!said || button.disabled) return;
    button.disabled = true;
    try {
      const problem = await this.#send(said);
      if (!problem) return location.reload();
      this.#say(problem);
    } finally {
      button.disabled = false;
    }
  }

  /** @returns {Promise<string>} what went wrong; empty when the note is kept */
  async #send(said) {
    const ring = await openKeyring().catch(() => null);
    if (!ring) return this.dataset.locked;
    const name = crypto.randomUUID();
    const body = toBase64(await sealNote(ring, this.#about(name), said));
    const answer = await fetch(this.dataset.url, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams({ name, alg: ALG, body }),
    })
      .then((given) => given.json())
      .catch(() => null);
    return answer?.ok ? '' : (answer?.sentence ?? this.dataset.failed);
  }

  #about(name) {
    return `${ALG}|debrief|${this.dataset.writer}|${name}`;
  }

  #say(problem) {
    const line = this.part('problem');
    line.textContent = problem;
    line.hidden = !problem;
  }
}

customElements.define('own-notes', OwnNotes);

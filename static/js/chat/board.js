/** <live-board>: the coordinator's board follows by itself: at every hint of the socket, else every 15 s. */
import { connect } from '../live.js';

const EVERY_MS = 15_000;
const HINTS_MS = 300;

class LiveBoard extends HTMLElement {
  connectedCallback() {
    this.words = JSON.parse(this.dataset.words);
    this.live = connect('worker');
    this.live.whenConnected(() => this.#look());
    this.live.whenLost((why) => why === 'sign_in_needed' && location.reload());
    this.live.on('queue', () => this.#lookSoon());
    setInterval(() => this.#look(), EVERY_MS);
  }

  #lookSoon() {
    this.soon ??= setTimeout(() => {
      this.soon = null;
      this.#look();
    }, HINTS_MS);
  }

  async #look() {
    const answer = await this.live.ask('board', { lang: this.dataset.lang });
    if (!answer.ok) return;
    for (const row of answer.rows) this.#draw(row);
  }

  #draw(row) {
    const card = this.querySelector(`[data-line="${row.line_id}"]`);
    if (!card) return;
    for (const cell of card.querySelectorAll('[data-n]')) say(cell, String(row[cell.dataset.n]));
    const people = row.on_duty.map((one) => {
      const item = document.createElement('li');
      const load = `${one.open}/${one.most}`;
      item.textContent = [one.name, load, one.is_braked && this.words.braked]
        .filter(Boolean)
        .join(' · ');
      return item;
    });
    card.querySelector('[data-people]').replaceChildren(...people);
    card.querySelector('[data-nobody]').hidden = people.length > 0;
  }
}

/** Change a text only when it is another one: a screen reader reads every change aloud. */
function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

customElements.define('live-board', LiveBoard);

/** <live-board>: the coordinator's board follows by itself: at every hint of the socket, else every 15 s. */
import { connect } from '../live.js';
import { soon } from './soon.js';

const EVERY_MS = 15_000;
const HINTS_MS = 300;
const NOBODY = '00000000-0000-0000-0000-000000000000';
const MOMENT = { dateStyle: 'short', timeStyle: 'short', timeZone: 'Europe/Helsinki' };

class LiveBoard extends HTMLElement {
  connectedCallback() {
    this.words = JSON.parse(this.dataset.words);
    this.live = connect('worker');
    this.live.whenConnected(() => this.#look());
    this.live.whenLost((why) => why === 'sign_in_needed' && location.reload());
    this.live.on('queue', () => this.#lookSoon());
    setInterval(() => this.#look(), EVERY_MS);
  }

  #lookSoon = soon(() => this.#look(), HINTS_MS);

  async #look() {
    const answer = await this.live.look('board', { lang: this.dataset.lang });
    if (!answer.ok) return;
    for (const row of answer.rows) this.#draw(row);
    this.#drawFlags(answer.flags);
  }

  /** What has not changed keeps its element, and with it the finger or the key that is on it. */
  #drawFlags(flags) {
    const list = this.querySelector('.board-flags');
    const here = new Map([...list.children].map((row) => [row.dataset.flag, row]));
    for (const flag of flags) {
      const row = here.get(flag.id) ?? this.#flagRow(flag, list);
      here.delete(flag.id);
      const steps = this.words.steps.replace('{done}', flag.done).replace('{of}', flag.of);
      say(row.querySelector('[data-steps]'), steps);
      row.querySelector('[data-late]').hidden = !flag.is_late;
    }
    for (const row of here.values()) row.remove();
    this.querySelector('[data-flags]').hidden = flags.length === 0;
  }

  #flagRow({ id, line, raised_at }, list) {
    const piece = this.querySelector('[data-flag-piece]').content.cloneNode(true);
    const row = piece.querySelector('li');
    row.dataset.flag = id;
    const raised = new Date(raised_at).toLocaleString(`${this.dataset.lang}-FI`, MOMENT);
    row.querySelector('[data-raised]').textContent = `${line} · ${raised}`;
    const form = row.querySelector('form');
    form.action = form.action.replace(NOBODY, id);
    list.append(row);
    return row;
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

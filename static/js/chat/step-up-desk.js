/** <step-up-desk>: asking the visitor who they are, and seeing it for the minutes that the policy gives. */
import { say, show, timeOf } from './say.js';

class StepUpDesk extends HTMLElement {
  join(host) {
    this.host = host;
    const again = (told) => told.conversation_id === this.#id() && this.#look();
    host.live.on('step_up', again);
    host.live.on('state', again);
    host.live.whenConnected(() => this.#look());
    host.addEventListener('chosen', () => this.#look());
    this.querySelector('[data-ask]').addEventListener('submit', (event) => {
      event.preventDefault();
      const reason = this.querySelector('select').value;
      this.#ask('ask_step_up', { reason });
      this.querySelector('details').open = false;
      host.querySelector('[data-composer] textarea').focus();
    });
    for (const button of this.querySelectorAll('[data-end]')) {
      button.addEventListener('click', () => this.#ask('end_step_up'));
    }
    this.#look();
  }

  #id() {
    return this.host.chosen?.talk.id;
  }

  #look() {
    this.hidden = true;
    this.#forget();
    return this.#ask('step_up');
  }

  async #ask(event, more = {}) {
    const id = this.#id();
    if (!id) return;
    const how = event === 'step_up' ? 'look' : 'ask';
    const view = await this.host.live[how](event, { conversation_id: id, ...more });
    // Another conversation may have been chosen meanwhile: nobody is shown beside the wrong words.
    if (id !== this.#id()) return;
    if (view.ok) this.#draw(view);
    else if (event !== 'step_up') this.host.problem(view.code);
  }

  #draw(view) {
    const isOpen =
      this.host.chosen.talk.state?.state === 'open' || this.host.chosen.row.state === 'open';
    this.#forget();
    this.hidden = !view.person && !(view.offered && isOpen);
    if (this.hidden) return;
    show(this, view.state ?? 'none');
    for (const option of this.querySelectorAll('option')) {
      option.hidden = !view.reasons.includes(option.value);
    }
    for (const [claim, said] of Object.entries(view.person ?? {})) this.#show(claim, said);
    say(this, {
      minutes: view.minutes,
      claims: view.claims
        .map((one) => this.querySelector(`[data-claim="${one}"] dt`).textContent.toLowerCase())
        .join(', '),
      time: timeOf(view.shown_until, this.dataset.lang),
    });
    if (view.shown_until) this.#lookWhenOver(view.shown_until);
  }

  #show(claim, said) {
    const row = this.querySelector(`[data-claim="${claim}"]`);
    row.querySelector('dd').textContent = said;
    row.hidden = false;
  }

  #forget() {
    clearTimeout(this.timer);
    for (const row of this.querySelectorAll('[data-claim]')) {
      row.querySelector('dd').textContent = '';
      row.hidden = true;
    }
  }

  /** The page forgets in time too, even while the network is away. */
  #lookWhenOver(until) {
    const wait = Math.max(0, Date.parse(until) - Date.now());
    this.timer = setTimeout(() => this.#look(), wait);
  }
}

customElements.define('step-up-desk', StepUpDesk);

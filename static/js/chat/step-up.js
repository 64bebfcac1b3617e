/** <step-up-ask>: the question whether one wants to prove who one is; only the visitor decides. */
import { say, show, timeOf } from './say.js';

const SHOWN = new Set(['asked', 'away', 'failed', 'shown']);

class StepUpAsk extends HTMLElement {
  join(host) {
    this.live = host.live;
    this.about = { conversation_id: host.talk.id };
    this.claims = JSON.parse(this.dataset.claims);
    this.reasons = JSON.parse(this.dataset.reasons);
    this.live.whenConnected(() => this.#look());
    this.live.on('step_up', () => this.#look());
    if (this.live.isConnected()) this.#look();
    host.talk.addEventListener('state', ({ detail }) => this.#hideIfOver(detail));
    for (const button of this.querySelectorAll('[data-no]')) {
      button.addEventListener('click', () => this.#end());
    }
  }

  async #look() {
    const view = await this.live.look('step_up', this.about);
    if (view.ok) this.#draw(view);
  }

  async #end() {
    const view = await this.live.ask('end_step_up', this.about);
    if (view.ok) this.#draw(view);
  }

  #draw(view) {
    this.hidden = !SHOWN.has(view.state);
    if (this.hidden) return;
    show(this, view.state);
    this.querySelector('[data-reason]').textContent = this.reasons[view.reason] ?? '';
    say(this, {
      name: view.asked_by,
      claims: list(
        view.claims.map((one) => this.claims[one]),
        this.dataset.and,
      ),
      minutes: view.minutes,
      time: timeOf(view.shown_until, this.dataset.lang),
    });
  }

  #hideIfOver({ state }) {
    if (state === 'closed' || state === 'left') this.hidden = true;
  }
}

function list(words, and) {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} ${and} ${words.at(-1)}`;
}

customElements.define('step-up-ask', StepUpAsk);

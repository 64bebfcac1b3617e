/**
 * <worker-guard>: points out a question that must not be asked, and lets it go for a reason that is counted.
 *
 * Telephone numbers and addresses pass: responders name services. What is blocked for visitors is blocked here too.
 */
import { asks } from './asks.js';
import { find } from './find.js';
import { GuardPanel } from './panel.js';

class WorkerGuard extends GuardPanel {
  verdictOfPassed = 'asked';

  connectedCallback() {
    super.connectedCallback();
    this.part('reasons').addEventListener('click', ({ target }) => {
      const button = target.closest('button');
      if (button) this.#override(button.value);
    });
  }

  trouble(text) {
    const blocked = this.blocked(find(text));
    this.part('reasons').hidden = Boolean(blocked);
    if (blocked) return blocked;
    const asked = asks(text).filter(({ kind }) => this.rules.must_not_ask.includes(kind));
    return this.warned(asked, 'ask', this.words.asked);
  }

  /** Counted first, then sent: what was asked all the same is known to the house, and nothing else. */
  async #override(reason) {
    const { about, places } = this;
    this.part('reasons').disabled = true;
    const asked = places.map(({ kind }) => kind);
    const answer = await this.closest('chat-desk, request-thread').live.ask('override', {
      asked,
      reason,
    });
    this.part('reasons').disabled = false;
    if (this.about !== about || this.box.value !== about) return;
    if (answer.ok) this.pass();
    else this.part('text').textContent = this.words[answer.code] ?? this.words.failed;
  }
}

customElements.define('worker-guard', WorkerGuard);

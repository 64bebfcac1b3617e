/** <chat-kept>: what stays to be seen after the end, opened here in the browser: agreed, services, the thread. */
import { Bubbles } from '../bubbles.js';
import { sealingHere } from '../../sealed/tab.js';
import { openAll } from '../seals.js';
import { visitorSeals } from '../visitor_key.js';

class ChatKept extends HTMLElement {
  async connectedCallback() {
    window.addEventListener('quick-exit', () => this.replaceChildren());
    const seals = await visitorSeals(sealingHere()).catch(() => null);
    this.#part('locked').hidden = Boolean(seals);
    if (!seals) return;
    const answer = await fetch(this.dataset.url).catch(() => null);
    if (!answer?.ok) return;
    const { messages, sealing } = await answer.json();
    const said = await openAll(seals, messages, sealing?.signs);
    this.#showAgreed(said.filter((one) => one.kind === 'agreed' && one.text).at(-1));
    this.#show('services', 'cards', latestOfEach(said.filter((one) => one.kind === 'card')));
    this.#show('said', 'log', said);
  }

  #part(name) {
    return this.querySelector(`[data-${name}]`);
  }

  #showAgreed(agreed) {
    if (!agreed) return;
    this.#part('agreed-text').textContent = agreed.text;
    this.#part('agreed').hidden = false;
  }

  #show(section, log, messages) {
    const words = JSON.parse(this.dataset.words);
    const bubbles = new Bubbles(this.#part(log), {
      pieces: this,
      me: 'visitor',
      names: { responder: words.responder },
      words,
      lang: this.dataset.lang,
    });
    for (const message of messages) bubbles.add(message);
    this.#part(section).hidden = !messages.length;
  }
}

/** A service that was named twice is shown once. */
function latestOfEach(cards) {
  return [...new Map(cards.map((one) => [one.text, one])).values()];
}

customElements.define('chat-kept', ChatKept);

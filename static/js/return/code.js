/**
 * <return-code>: six words that lead back to this conversation. Offered when the visitor has said something.
 *
 * The words are made here, shown once and never sent: the server gets what `sealed/sealed.js` makes of them.
 */
import { aboutPhrase } from '../chat/seals.js';
import { derive, lock, toBase64 } from '../sealed/sealed.js';
import { kept, sealingHere } from '../sealed/tab.js';
import { draw } from './read.js';

class ReturnCode extends HTMLElement {
  connectedCallback() {
    this.said = JSON.parse(this.dataset.said);
    // On the document, after the house has asked "are you sure?": it holds the event until then.
    document.addEventListener('submit', (event) => {
      if (!this.contains(event.target) || event.defaultPrevented) return;
      event.preventDefault();
      this.#make();
    });
    this.#part('done')
      .querySelector('button')
      .addEventListener('click', () => this.#hideWords());
    window.addEventListener('quick-exit', () => this.#hideWords());
    this.#draw();
    if (this.dataset.ready === 'yes') this.hidden = false;
  }

  /** On the conversation's page: wait for the visitor's first words. */
  join(host) {
    if (host.querySelector('[data-log] .mine[data-seq]')) this.hidden = false;
    host.talk.addEventListener('message', ({ detail }) => {
      if (detail.author === 'visitor') this.hidden = false;
    });
  }

  #part(name) {
    return this.querySelector(`[data-${name}]`);
  }

  async #make() {
    if (this.isMaking) return;
    this.isMaking = true;
    this.#hideWords();
    this.#say(this.said.making);
    try {
      const words = draw(this.dataset.lang);
      const code = await this.#keep(words);
      this.#say(code ? (this.said[code] ?? this.said.no_answer) : '');
      if (!code) this.#show(words);
    } finally {
      this.isMaking = false;
    }
  }

  /** Let the server keep what it needs; gives the code of a refusal, or "" when all is well. */
  async #keep(words) {
    try {
      const { lookup, auth, wrap } = await derive(words, this.dataset.salt);
      const wrapped = await wrappedKey(wrap);
      const answer = await fetch(this.dataset.url, {
        method: 'POST',
        headers: { Accept: 'application/json' },
        body: new URLSearchParams({ lookup, auth, ...wrapped }),
      });
      if (answer.ok) return '';
      return (await answer.json()).code;
    } catch {
      return 'no_answer';
    }
  }

  #show(words) {
    this.dataset.has = 'yes';
    const rows = words.map((word) => {
      const row = document.createElement('li');
      row.textContent = word;
      return row;
    });
    this.#part('words').replaceChildren(...rows);
    this.#draw({ areShown: true });
    this.#part('words').scrollIntoView({ block: 'nearest' });
  }

  #hideWords() {
    this.#part('words').replaceChildren();
    this.#draw();
  }

  #draw({ areShown = false } = {}) {
    const has = this.dataset.has === 'yes';
    if (has) this.#part('summary').textContent = this.said.have;
    this.#part('offer').hidden = has;
    this.#part('have').hidden = !has || areShown;
    this.#part('shown').hidden = !areShown;
    this.#part('done').hidden = !areShown;
    this.#part('make').hidden = has;
    this.#part('change').hidden = !has || areShown;
  }

  #say(text) {
    this.#part('status').textContent = text;
  }
}

/** The conversation's key, for whoever has the words: the house keeps it and cannot open it. */
async function wrappedKey(wrap) {
  const sealing = sealingHere();
  if (!sealing) return {};
  const locked = await lock(wrap, await kept(sealing), aboutPhrase(sealing.conversation));
  return { wrapped: toBase64(locked) };
}

customElements.define('return-code', ReturnCode);

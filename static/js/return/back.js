/** <come-back>: reads six words as they are typed, and opens the conversation that they belong to. */
import { solve } from '../chat/puzzle.js';
import { aboutPhrase } from '../chat/seals.js';
import { derive, fromBase64, unlock } from '../sealed/sealed.js';
import { keep } from '../sealed/tab.js';
import { HOW_MANY, read, suggest } from './read.js';

class ComeBack extends HTMLElement {
  connectedCallback() {
    this.said = JSON.parse(this.dataset.said);
    this.box = this.querySelector('textarea');
    this.hidden = false;
    this.box.addEventListener('input', () => this.#hear());
    this.querySelector('form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#open();
    });
    const clear = () => (this.box.value = '');
    window.addEventListener('quick-exit', clear);
    window.addEventListener('pagehide', clear);
  }

  #hear() {
    const { words, isWhole } = read(this.box.value, this.dataset.lang);
    const count = words.filter(Boolean).length;
    this.#say(isWhole ? this.said.whole : this.said.understood.replace('{count}', count));
    this.#list('heard', words.map(heardWord));
    const wanted = isWhole || /\s$/u.test(this.box.value) ? [] : this.#wanted();
    this.#list('suggestions', wanted);
  }

  /** Buttons that finish the word that is being typed. */
  #wanted() {
    return suggest(this.box.value, this.dataset.lang).map((word) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'quiet';
      button.textContent = word;
      button.addEventListener('click', () => this.#finish(word));
      return button;
    });
  }

  #finish(word) {
    this.box.value = this.box.value.replace(/\S*$/u, `${word} `);
    this.box.focus();
    this.#hear();
  }

  async #open() {
    const { words, isWhole } = read(this.box.value, this.dataset.lang);
    if (!isWhole || words.length !== HOW_MANY) return this.#fail(this.said.incomplete);
    if (this.isOpening) return;
    this.isOpening = true;
    this.#say(this.said.looking);
    const code = await this.#ask(words);
    this.isOpening = false;
    if (!code) return location.replace(this.dataset.next);
    this.#fail(this.said[code === 'no_such_code' ? 'wrong' : code] ?? this.said.no_answer);
  }

  /** Ask for the conversation; gives the code of a refusal, or "" when the door is open. */
  async #ask(words) {
    try {
      const { lookup, auth, wrap } = await derive(words, this.dataset.salt);
      const answer = await this.#knock({ lookup, auth });
      if (answer.ok) await keepKey(wrap, answer);
      return answer.code ?? '';
    } catch {
      return 'no_answer';
    }
  }

  /** Ask at the door; at a crowded one, work something out first. */
  async #knock(form) {
    const answer = await this.#post(form);
    if (answer.code !== 'work_first') return answer;
    this.#say(this.said.working);
    return this.#post({ ...form, puzzle: await solve(answer.puzzle) });
  }

  async #post(form) {
    const answer = await fetch(this.dataset.url, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams(form),
    });
    return answer.json();
  }

  #fail(why) {
    this.#say(why);
    this.box.focus();
  }

  #say(text) {
    const line = this.querySelector('[data-status]');
    if (line.textContent !== text) line.textContent = text;
  }

  #list(name, rows) {
    this.querySelector(`[data-${name}]`).replaceChildren(...rows);
  }
}

/** The words have opened the door; now they open the conversation's key, for this tab. */
async function keepKey(wrap, { sealing, wrapped }) {
  if (!sealing) return;
  const about = aboutPhrase(sealing.conversation);
  await keep(sealing, await unlock(wrap, fromBase64(wrapped), about));
}

/** A word that was understood, or a mark that this one was not. */
function heardWord(word) {
  const row = document.createElement('li');
  row.textContent = word ?? '?';
  row.classList.toggle('unheard', !word);
  return row;
}

customElements.define('come-back', ComeBack);

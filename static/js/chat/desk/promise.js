/** The promise to go on with somebody at a time: made in the panel, listed until its day is over. */
import { promisedTime } from '../promised.js';

export class Promises {
  /** @param {HTMLElement} part <desk-colleagues> */
  constructor(part) {
    this.part = part;
    const field = part.part('promise-at');
    field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') event.preventDefault();
    });
    part.part('promise').addEventListener('click', () => this.#make(field));
  }

  async #make(field) {
    const { host } = this.part;
    if (!field.value) return field.focus();
    const at = field.value;
    const answer = await host.live.ask('promise', { conversation_id: host.chosen.talk.id, at });
    if (answer.ok) {
      field.value = '';
      this.part.shut();
    } else
      host.problem(
        { no_return_codes: 'needs_code', bad_input: 'bad_time' }[answer.code] ?? answer.code,
      );
    host.refreshSoon();
    await this.part.look();
  }

  /** Give a line for each promise. */
  told(promises, lang) {
    return promises.map(({ name, line, at }) =>
      this.part.words.promised
        .replaceAll('{name}', name || this.part.words.nameless)
        .replaceAll('{line}', line)
        .replaceAll('{time}', promisedTime(at, lang, 'short')),
    );
  }
}

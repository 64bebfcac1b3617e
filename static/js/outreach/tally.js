/** <round-tally>: a round told with the thumb of one hand, on the device first and to the house when it can be reached. */
import { keep, remove } from './device.js';
import { Lines } from './lines.js';
import { fresh, isEmpty, renewed, told, today, undone } from './round.js';
import { sendAll } from './sending.js';
import { draft, forget, keepDraft, letGo, letWait, waiting } from './store.js';

const OWN = ['pair_id', 'area_id', 'setting', 'part', 'day', 'channel_id', 'minutes', 'note'];
const WHEN = ['part', 'day'];

class RoundTally extends HTMLElement {
  async connectedCallback() {
    this.words = JSON.parse(this.dataset.words);
    this.place = { scope: this.dataset.scope, worker: this.dataset.worker };
    try {
      this.round = renewed((await draft()) ?? fresh());
    } catch {
      // A private window keeps nothing: the plain form does.
      document.querySelector('[data-net]').textContent = this.words.noRoom;
      return;
    }
    this.lines = new Lines(this, () => this.#changed());
    this.#wire();
    this.#fill();
    this.part('setup').open = !this.round.isKnown;
    if (!isEmpty(this.round) && this.round.day !== today())
      this.#say(this.words.unfinished.replace('{day}', said(this.round.day)));
    this.hidden = false;
    document.querySelector('[data-plain]').hidden = true;
    this.#tellNetwork();
    await this.#send();
    if (navigator.onLine && navigator.serviceWorker)
      keep(this.place).then(
        () => (this.dataset.kept = ''),
        () => {}, // a device that keeps no pages still keeps the round while this one is open
      );
  }

  part(name) {
    return this.querySelector(`[data-${name}]`);
  }

  field(name) {
    return [...this.querySelectorAll(`[data-field="${name}"]`)].find((one) => !one.closest('li'));
  }

  #wire() {
    for (const name of OWN) {
      this.field(name)?.addEventListener('input', ({ target }) => {
        this.round[name] = target.value;
        if (WHEN.includes(name)) this.round.isDated = true;
        this.#changed();
      });
    }
    for (const button of this.querySelectorAll('[data-plus]'))
      button.addEventListener('click', () => this.#meet(button.dataset.plus));
    for (const chip of this.querySelectorAll('.counter .chip'))
      chip.addEventListener('click', () => this.#press(chip));
    this.part('refused').addEventListener('click', () => this.#refuse());
    this.part('undo').addEventListener('click', () => this.#undo());
    this.part('finish').addEventListener('click', (event) => this.#finish(event));
    this.part('send-now').addEventListener('click', () => this.#send());
    this.part('forget').addEventListener('click', () => this.#forget());
    for (const event of ['online', 'offline'])
      window.addEventListener(event, () => this.#network());
    document.addEventListener('visibilitychange', () => this.#look());
  }

  /** Take what another tab has tallied meanwhile, and the day that has come. */
  async #look() {
    if (document.hidden) return;
    const kept = renewed((await draft()) ?? this.round);
    if (JSON.stringify(kept) === JSON.stringify(this.round)) return;
    this.round = kept;
    this.#fill();
    await this.#queue();
  }

  /** A round begins with its first tap, not when the one before it was saved. */
  #begin() {
    this.round = renewed(this.round);
    for (const name of WHEN) this.field(name).value = this.round[name];
  }

  #press(chip) {
    const was = chip.getAttribute('aria-pressed') === 'true';
    if (chip.dataset.age)
      for (const one of this.querySelectorAll('[data-age]'))
        one.setAttribute('aria-pressed', 'false');
    chip.setAttribute('aria-pressed', String(!was));
  }

  #meet(depth) {
    this.#begin();
    const isNew = this.part('new').getAttribute('aria-pressed') === 'true';
    const age = this.querySelector('[data-age][aria-pressed=true]')?.dataset.age ?? '';
    this.round.encounters.push({ depth, people: 1, new: isNew ? 1 : 0, age, topics: [] });
    this.round.taps.push('met');
    this.part('new').setAttribute('aria-pressed', 'false');
    this.part('setup').open = false;
    navigator.vibrate?.(10);
    this.#changed();
  }

  #refuse() {
    this.#begin();
    this.round.refused += 1;
    this.round.taps.push('refused');
    this.#changed();
  }

  #undo() {
    undone(this.round);
    this.#changed();
  }

  #changed() {
    const met = this.round.encounters.length;
    keepDraft(this.round).then(() => (this.dataset.stored = met));
    this.#show();
  }

  #fill() {
    for (const name of OWN) {
      const field = this.field(name);
      if (!field) continue;
      if (this.round[name] !== undefined) field.value = this.round[name];
      this.round[name] = field.value;
    }
    this.#show();
  }

  #show() {
    const { encounters, refused, day } = this.round;
    this.isSure = false;
    for (const button of this.querySelectorAll('[data-plus]')) {
      const alike = encounters.filter(({ depth }) => depth === button.dataset.plus);
      button.querySelector('[data-n]').textContent = people(alike);
    }
    this.querySelector('[data-refused] [data-n]').textContent = refused;
    this.part('undo').disabled = isEmpty(this.round);
    this.part('met').hidden = !encounters.length;
    this.part('place').textContent = ['pair_id', 'area_id', 'setting', 'part']
      .map((name) => this.field(name).selectedOptions[0]?.textContent)
      .concat(day === today() ? [] : said(day))
      .join(' · ');
    this.part('said').textContent = this.sums(this.round);
    this.lines.show(encounters);
  }

  /** Say in a few words what a round came to. */
  sums({ encounters, refused }) {
    const met = people(encounters);
    const fresh = encounters.reduce((sum, one) => sum + Number(one.new), 0);
    return [
      met ? this.words.people.replace('{n}', met) : this.words.empty,
      fresh && this.words.fresh.replace('{n}', fresh),
      refused && this.words.refused.replace('{n}', refused),
    ]
      .filter(Boolean)
      .join(', ');
  }

  /** Save the round. One on which nobody was met is asked about: a second tap would save it unmeant. */
  async #finish({ detail }) {
    if (detail > 1) return;
    if (isEmpty(this.round) && !this.isSure) {
      this.#say(this.words.reallyEmpty);
      this.isSure = true;
      return;
    }
    if (isEmpty(this.round)) this.#begin();
    const over = this.round;
    this.round = fresh(over);
    try {
      await letWait(told(over));
    } catch {
      this.round = over;
      this.#say(this.words.failed);
      return;
    }
    await keepDraft(this.round);
    this.#fill();
    this.#say(this.words.kept);
    await this.#send();
  }

  async #send() {
    const before = (await waiting()).length;
    const came = before ? await sendAll(this.dataset.send) : '';
    const left = await this.#queue();
    this.part('sign-in').hidden = came !== 'signIn';
    if (before && !left) this.#say(this.words.sent);
    else if (came === 'signIn' || came === 'failed') this.#say(this.words[came]);
  }

  async #queue() {
    const rounds = await waiting();
    this.part('waiting').hidden = !rounds.length;
    this.part('queue').replaceChildren(
      ...rounds.map((round) => {
        const row = this.part('waits').content.cloneNode(true);
        row.querySelector('[data-what]').textContent = `${said(round.day)}: ${this.sums({
          refused: 0,
          ...round,
        })}`;
        const why = row.querySelector('[data-why]');
        why.hidden = !round.refusal;
        why.textContent = round.refusal ?? '';
        row.querySelector('[data-mend]').addEventListener('click', () => this.#mend(round));
        return row;
      }),
    );
    return rounds.length;
  }

  async #mend({ refusal, ...round }) {
    if (!isEmpty(this.round)) await letWait(told(this.round));
    this.round = { minutes: '', note: '', refused: 0, channel_id: '', taps: [], ...round };
    this.round.isDated = true;
    await keepDraft(this.round);
    await letGo(round.id);
    this.#fill();
    await this.#queue();
    this.scrollIntoView();
  }

  async #forget() {
    const button = this.part('forget');
    if ((await waiting()).length && button.dataset.sure !== 'yes') {
      this.#say(button.dataset.confirmForget);
      button.dataset.sure = 'yes';
      return;
    }
    await forget();
    await remove(this.place);
    this.round = fresh();
    this.#fill();
    await this.#queue();
    this.#say(this.words.removed);
  }

  #network() {
    this.#tellNetwork();
    if (navigator.onLine) this.#send();
  }

  #tellNetwork() {
    const said = document.querySelector('[data-net]');
    said.textContent = navigator.onLine ? this.words.online : this.words.offline;
    said.classList.toggle('off', !navigator.onLine);
  }

  #say(text) {
    this.part('outcome').textContent = text;
  }
}

const said = (day) => new Date(`${day}T12:00`).toLocaleDateString(document.documentElement.lang);
const people = (encounters) => encounters.reduce((sum, one) => sum + Number(one.people), 0);

customElements.define('round-tally', RoundTally);

/** <round-tally>: a round told with the thumb of one hand, on the device first and to the house when it can be reached. */
import { keep, remove } from './device.js';
import { Lines } from './lines.js';
import { sendAll } from './sending.js';
import { draft, forget, keepDraft, letGo, letWait, waiting } from './store.js';

const HOURS = [
  [5, 'night'],
  [11, 'morning'],
  [17, 'day'],
  [22, 'evening'],
  [24, 'night'],
];
const OWN = ['pair_id', 'area_id', 'setting', 'part', 'day', 'channel_id', 'minutes', 'note'];
const REMEMBERED = ['pair_id', 'area_id', 'setting', 'channel_id'];
const NUMBERS = ['minutes'];
const two = (number) => String(number).padStart(2, '0');

function fresh(before = {}) {
  const now = new Date();
  const round = { id: crypto.randomUUID(), minutes: '', note: '', refused: 0, encounters: [] };
  for (const name of REMEMBERED) if (before[name]) round[name] = before[name];
  round.day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  round.part = HOURS.find(([until]) => now.getHours() < until)[1];
  round.isKnown = Boolean(before.pair_id);
  return round;
}

/** A round as the house wants it: what was left open is left out. */
export function told(round) {
  const { refusal, isKnown, ...rest } = round;
  const said = Object.entries(rest).filter(([, value]) => value !== '' && value !== null);
  const asked = Object.fromEntries(said);
  for (const name of NUMBERS) if (name in asked) asked[name] = Number(asked[name]);
  asked.encounters = round.encounters.map((one) =>
    Object.fromEntries(Object.entries(one).filter(([, value]) => value !== '')),
  );
  return asked;
}

class RoundTally extends HTMLElement {
  async connectedCallback() {
    this.words = JSON.parse(this.dataset.words);
    this.place = { scope: this.dataset.scope, worker: this.dataset.worker };
    try {
      this.round = (await draft()) ?? fresh();
    } catch {
      // A private window keeps nothing: the plain form does.
      document.querySelector('[data-net]').textContent = this.words.noRoom;
      return;
    }
    this.lines = new Lines(this, () => this.#changed());
    this.#wire();
    this.#fill();
    this.part('setup').open = !this.round.isKnown;
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
        this.#changed();
      });
    }
    for (const button of this.querySelectorAll('[data-plus]'))
      button.addEventListener('click', () => this.#meet(button.dataset.plus));
    for (const chip of this.querySelectorAll('.counter .chip'))
      chip.addEventListener('click', () => this.#press(chip));
    this.part('refused').addEventListener('click', () => this.#refuse());
    this.part('undo').addEventListener('click', () => this.#undo());
    this.part('finish').addEventListener('click', () => this.#finish());
    this.part('send-now').addEventListener('click', () => this.#send());
    this.part('forget').addEventListener('click', () => this.#forget());
    for (const event of ['online', 'offline'])
      window.addEventListener(event, () => this.#network());
  }

  #press(chip) {
    const was = chip.getAttribute('aria-pressed') === 'true';
    if (chip.dataset.age)
      for (const one of this.querySelectorAll('[data-age]'))
        one.setAttribute('aria-pressed', 'false');
    chip.setAttribute('aria-pressed', String(!was));
  }

  #meet(depth) {
    const isNew = this.part('new').getAttribute('aria-pressed') === 'true';
    const age = this.querySelector('[data-age][aria-pressed=true]')?.dataset.age ?? '';
    this.round.encounters.push({ depth, people: 1, new: isNew ? 1 : 0, age, topics: [] });
    this.part('new').setAttribute('aria-pressed', 'false');
    this.part('setup').open = false;
    navigator.vibrate?.(10);
    this.#changed();
  }

  #refuse() {
    this.round.refused += 1;
    this.#changed();
  }

  #undo() {
    this.round.encounters.pop();
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
    const { encounters, refused } = this.round;
    for (const button of this.querySelectorAll('[data-plus]')) {
      const alike = encounters.filter(({ depth }) => depth === button.dataset.plus);
      button.querySelector('[data-n]').textContent = people(alike);
    }
    this.querySelector('[data-refused] [data-n]').textContent = refused;
    this.part('undo').disabled = !encounters.length;
    this.part('met').hidden = !encounters.length;
    this.part('place').textContent = ['pair_id', 'area_id', 'setting', 'part']
      .map((name) => this.field(name).selectedOptions[0]?.textContent)
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

  async #finish() {
    await letWait(told(this.round));
    this.round = fresh(this.round);
    await keepDraft(this.round);
    this.#fill();
    this.#say(this.words.kept);
    await this.#send();
  }

  async #send() {
    const before = (await waiting()).length;
    const came = before ? await sendAll(this.dataset.send) : '';
    const left = await this.#queue();
    if (before && !left) this.#say(this.words.sent);
    else if (came === 'signIn' || came === 'failed') this.#say(this.words[came]);
  }

  async #queue() {
    const rounds = await waiting();
    this.part('waiting').hidden = !rounds.length;
    this.part('queue').replaceChildren(
      ...rounds.map((round) => {
        const row = this.part('waits').content.cloneNode(true);
        const day = new Date(`${round.day}T12:00`).toLocaleDateString(
          document.documentElement.lang,
        );
        row.querySelector('[data-what]').textContent = `${day}: ${this.sums({
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
    const open = this.round.encounters.length || this.round.refused;
    if (open) await letWait(told(this.round));
    this.round = { minutes: '', note: '', refused: 0, channel_id: '', ...round };
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

const people = (encounters) => encounters.reduce((sum, one) => sum + Number(one.people), 0);

customElements.define('round-tally', RoundTally);

/** <desk-consult>: advice among colleagues beside a conversation. Alt+Q opens it. Visitors never see it. */
import { hearKeys } from './desk/keys.js';
import { Advice } from './advice.js';

class DeskConsult extends HTMLElement {
  join(host) {
    this.host = host;
    this.words = JSON.parse(this.dataset.words);
    this.threads = [];
    this.notes = new Map();
    this.advice = new Advice(host);
    this.chosen = null;
    hearKeys({ KeyQ: () => this.#open() });
    this.part('ask').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#ask();
    });
    this.part('write').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#write();
    });
    this.part('finish').addEventListener('click', () => this.#finish());
    this.part('box').addEventListener('toggle', () => this.part('box').open && this.#shown());
    host.live.on('note', (note) => this.#heard(note));
    host.live.on('consultations', () => this.#look());
    host.live.whenConnected(() => this.#look());
    host.addEventListener('chosen', () => this.#turn());
    if (host.live.isConnected()) this.#look();
  }

  part(name) {
    return this.querySelector(`[data-${name}]`);
  }

  #open() {
    this.host.go('aside');
    this.part('box').open = true;
    const target = this.part('thread').hidden ? 'ask' : 'write';
    this.part(target).querySelector('textarea, input, button')?.focus();
  }

  #shown() {
    this.part('unread').hidden = true;
    this.#turn();
  }

  async #look() {
    const answer = await this.host.live.look('consultations', { lang: this.host.dataset.lang });
    if (!answer.ok) return;
    this.threads = answer.consultations;
    if (!this.#current()) this.chosen = null;
    for (const one of this.threads) await this.#fetch(one.consultation_id);
    this.#turn();
  }

  #current() {
    return this.threads.find((one) => one.consultation_id === this.chosen);
  }

  /** The thread beside the conversation under the hand, or else the one that was chosen here. */
  #turn() {
    const talk = this.host.chosen?.talk;
    const beside = this.threads.find((one) => talk && one.conversation_id === talk.id);
    if (beside) this.chosen = beside.consultation_id;
    else if (this.#current()?.conversation_id) this.chosen = null;
    this.#draw();
    if (this.part('box').open) this.#offer();
  }

  #draw() {
    const others = this.threads.filter((one) => !one.conversation_id);
    this.part('threads').hidden = !others.length;
    this.part('threads').replaceChildren(...others.map((one) => this.#threadRow(one)));
    const current = this.#current();
    this.part('thread').hidden = !current;
    this.part('finish').hidden = !current?.conversation_id;
    const notes = current ? [...(this.notes.get(this.chosen) ?? new Map()).values()] : [];
    const shown = this.part('notes');
    const key = `${this.chosen} ${notes.length}`;
    if (shown.dataset.key === key) return;
    // What stands is not drawn anew: a screen reader would read it again.
    const known = shown.dataset.of === this.chosen ? shown.children.length : 0;
    if (!known) shown.replaceChildren();
    shown.append(...notes.slice(known).map((note) => noteRow(note, this.words)));
    shown.dataset.key = key;
    shown.dataset.of = this.chosen ?? '';
    shown.scrollTop = shown.scrollHeight;
  }

  #threadRow(one) {
    const item = document.createElement('li');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'quiet';
    button.textContent = this.words.asked
      .replace('{names}', one.people[0] ?? '')
      .replace('{line}', one.line);
    if (one.consultation_id === this.chosen) button.setAttribute('aria-current', 'true');
    button.addEventListener('click', () => {
      this.chosen = one.consultation_id;
      this.#draw();
      this.part('write').querySelector('textarea').focus();
    });
    item.append(button);
    return item;
  }

  /** Whom one may ask beside the conversation under the hand. */
  async #offer() {
    const one = this.host.chosen;
    const mayAsk = one && one.row.part === 'responder' && one.row.state === 'open';
    this.part('ask').hidden = !mayAsk;
    if (!mayAsk || this.offered === one.talk.id) return;
    const about = { conversation_id: one.talk.id, lang: this.host.dataset.lang };
    const answer = await this.host.live.ask('consultants', about);
    if (!answer.ok || this.host.chosen !== one) return;
    this.offered = one.talk.id;
    this.part('by-profession').hidden = !answer.professions.length;
    this.part('professions').replaceChildren(...answer.professions.map((it) => this.#fitting(it)));
    this.publics = new Map(answer.consultants.map((it) => [it.worker_id, it.public]));
    this.part('consultants').replaceChildren(...answer.consultants.map((it) => this.#choice(it)));
    if (!answer.consultants.length) this.part('consultants').textContent = this.words.nobody;
  }

  /** One tap asks whoever fits best right now; whom is worked out anew, for it changes by the minute. */
  #fitting({ key, name, on_duty }) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'quiet';
    button.textContent = on_duty ? this.words.onDuty.replace('{name}', name) : name;
    button.addEventListener('click', () => this.#askFor(key));
    return button;
  }

  async #askFor(key) {
    const conversation_id = this.host.chosen?.talk.id;
    const about = { conversation_id, lang: this.host.dataset.lang };
    const answer = await this.host.live.ask('consultants', about);
    const fitting = answer.professions?.find((one) => one.key === key);
    if (!fitting) return this.host.problem(answer.code ?? 'no_such_colleague');
    await this.#consult(conversation_id, fitting.worker_ids);
  }

  #choice({ worker_id, name, on_duty, professions }) {
    const label = document.createElement('label');
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.value = worker_id;
    const who = [name, ...professions].join(' · ');
    label.append(box, ` ${on_duty ? this.words.onDuty.replace('{name}', who) : who}`);
    return label;
  }

  async #ask() {
    const boxes = [...this.part('consultants').querySelectorAll('input:checked')];
    const conversation_id = this.host.chosen?.talk.id;
    if (!boxes.length || !conversation_id) return this.host.problem('no_such_colleague');
    const worker_ids = boxes.map((box) => box.value);
    if (!(await this.#consult(conversation_id, worker_ids))) return;
    for (const box of boxes) box.checked = false;
  }

  async #consult(conversation_id, worker_ids) {
    const beside = this.threads.find((one) => one.conversation_id === conversation_id);
    const keys = await this.advice.keysFor(beside, worker_ids, this.publics);
    const answer = keys
      ? await this.host.live.ask('consult', { conversation_id, worker_ids, ...keys })
      : { ok: false, code: 'locked' };
    if (!answer.ok) {
      this.host.problem(answer.code);
      return false;
    }
    this.chosen = answer.consultation_id;
    await this.#look();
    this.part('write').querySelector('textarea').focus();
    return true;
  }

  async #write() {
    const box = this.part('write').querySelector('textarea');
    const text = box.value.trim();
    if (!text || !this.chosen) return;
    // The same id until it is acknowledged: sent again, it is there once.
    if (this.sending?.text !== text || this.sending.to !== this.chosen)
      this.sending = { text, to: this.chosen, client_id: crypto.randomUUID() };
    const { to, client_id } = this.sending;
    const thread = this.threads.find((one) => one.consultation_id === to);
    const sealed = await this.advice.seal(thread, client_id, text);
    if (!sealed) return this.host.problem('locked');
    const note = { consultation_id: to, client_id, sealed };
    const answer = await this.host.live.ask('note', note);
    if (!answer.ok) return this.host.problem(answer.code);
    this.sending = null;
    if (box.value.trim() === text) box.value = '';
    await this.#fetch(to);
    this.#draw();
  }

  async #finish() {
    const answer = await this.host.live.ask('end_consultation', { consultation_id: this.chosen });
    if (!answer.ok) this.host.problem(answer.code);
    await this.#look();
  }

  async #heard(note) {
    await this.#fetch(note.consultation_id);
    if (!this.part('box').open) {
      const badge = this.part('unread');
      badge.textContent = badge.hidden ? 1 : Number(badge.textContent) + 1;
      badge.hidden = false;
    }
    this.#draw();
  }

  /** Fetch what is missing; the server's sequence is the truth. */
  async #fetch(id) {
    const known = this.notes.get(id) ?? new Map();
    this.notes.set(id, known);
    const after = Math.max(0, ...known.keys());
    const answer = await this.host.live.look('notes', { consultation_id: id, after });
    if (!answer.ok) return;
    const thread = this.threads.find((one) => one.consultation_id === id);
    for (const note of answer.notes)
      known.set(note.seq, { ...note, text: await this.advice.open(thread, note) });
  }
}

function noteRow({ name, text: said, at }, words) {
  const item = document.createElement('article');
  const who = document.createElement('b');
  who.textContent = name;
  const text = document.createElement('p');
  text.textContent = said ?? words.unreadable;
  item.append(who, text);
  item.dataset.at = at;
  return item;
}

customElements.define('desk-consult', DeskConsult);

/** <group-room>: a room with a moderator; the same talk for those who came and for those who moderate. */
import { isGuarded } from '../guard/awake.js';
import { connect } from '../live.js';
import { GroupKey } from './group_key.js';
import { mayGo, timeOf } from './say.js';

const HEARTBEAT_MS = 25_000;

class GroupRoom extends HTMLElement {
  connectedCallback() {
    this.words = JSON.parse(this.dataset.words);
    this.last = 0;
    this.names = new Map();
    this.live = connect(this.dataset.as);
    this.about = { room_id: this.dataset.room };
    this.key = new GroupKey(this.live, this.about, this.dataset.as);
    this.moderators = new Set();
    this.live.whenConnected(() => this.catchUp());
    this.live.whenLost(() => this.#status(this.words.lost));
    // One after the other: opening takes a moment, and what is said stays in its order.
    this.live.on('group_message', (message) => this.#next(() => this.#receive(message)));
    this.live.on('group_changed', () => this.catchUp({ anew: true }));
    setInterval(() => this.catchUp(), HEARTBEAT_MS);
    this.#hearHand();
    window.addEventListener('quick-exit', () => this.part('log').replaceChildren());
    window.addEventListener('pageshow', (event) => event.persisted && location.reload());
  }

  part(name) {
    return this.querySelector(`[data-${name}]`);
  }

  #hearHand() {
    const form = this.part('composer');
    const box = form.querySelector('textarea');
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (!isGuarded(form) || !box.value.trim()) return;
      // Before the room is known, or when somebody has just come, nothing could seal it: it goes when its key is there.
      if (this.me && this.key.isReady) this.#say(box);
      else this.wished = box.value;
    });
    box.addEventListener('keydown', (event) => {
      const isTouch = matchMedia('(pointer: coarse)').matches;
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing || isTouch) return;
      event.preventDefault();
      form.requestSubmit();
    });
    if (this.dataset.as === 'visitor') return;
    this.part('lock').addEventListener('click', () => this.#act(this.isLocked ? 'unlock' : 'lock'));
    // On the document, after the house has asked "are you sure?": it holds the event until then.
    document.addEventListener('submit', (event) => {
      if (event.target !== this.part('close') || event.defaultPrevented) return;
      event.preventDefault();
      this.#act('close');
    });
  }

  /** Fetch the room and what was missed; `anew` also when nothing was: a message may have been taken away. */
  catchUp({ anew = false } = {}) {
    return this.#next(() => this.#fetch(anew ? 0 : this.last));
  }

  #next(deed) {
    this.going = (this.going ?? Promise.resolve()).then(deed, deed);
    return this.going;
  }

  async #fetch(after) {
    const view = await this.live.look('group_sync', { ...this.about, after });
    if (!view.ok) {
      if (['taken_out', 'no_such_group', 'sign_in_needed'].includes(view.code)) location.reload();
      return;
    }
    if (view.state !== 'open') return location.reload();
    this.me = view.me;
    for (const one of view.members) if (one.is_moderator) this.moderators.add(one.member_id);
    await this.key.hear(view);
    this.#drawMembers(view);
    for (const message of view.messages) {
      this.names.set(message.member_id, message.name);
      await this.#show(message);
    }
    if (view.messages.length && this.last < view.last_seq) await this.#fetch(this.last);
    this.#status(this.words.until.replace('{time}', timeOf(view.ends_at, this.dataset.lang)));
  }

  #receive(message) {
    if (message.seq > this.last + 1 && this.last) this.catchUp();
    else if (!this.names.has(message.member_id)) this.catchUp();
    else return this.#show(message);
  }

  async #say(box) {
    this.wished = null;
    const text = box.value.trim();
    if (!text) return;
    box.value = '';
    box.focus();
    const answer = await this.#post(text, crypto.randomUUID());
    this.#problem(answer.ok ? '' : (this.words[answer.code] ?? this.words.failed));
    if (!answer.ok && !box.value) box.value = text;
  }

  /** Say it with the key of now; when somebody has just come or gone, once more with the next. */
  async #post(text, client_id, tries = 3) {
    const sealed = await this.key.seal(text, client_id);
    const answer = await this.live.ask('group_post', { ...this.about, client_id, sealed });
    if (answer.code !== 'group_key_changed' || tries === 1) return answer;
    await this.catchUp();
    return this.#post(text, client_id, tries - 1);
  }

  async #act(act, more = {}) {
    const answer = await this.live.ask('group_act', { ...this.about, act, ...more });
    this.#problem(answer.ok ? '' : this.words.failed);
  }

  async #show(message) {
    const known = this.part('log').querySelector(`[data-seq="${message.seq}"]`);
    if (known) {
      if (!message.sealed) this.#empty(known);
      return;
    }
    const isModerator = this.moderators.has(message.member_id);
    const said = message.sealed && (await this.key.open(message, isModerator));
    const trouble = said?.trouble === 'unsigned' ? this.words.unsigned : this.words.unopened;
    const bubble =
      this.querySelector('template[data-bubble]').content.firstElementChild.cloneNode(true);
    bubble.dataset.seq = message.seq;
    bubble.classList.add(message.member_id === this.me ? 'mine' : 'theirs');
    bubble.querySelector('[data-who]').textContent = this.names.get(message.member_id) ?? '';
    const time = bubble.querySelector('[data-at]');
    time.dateTime = message.at;
    time.textContent = timeOf(message.at, this.dataset.lang);
    bubble.querySelector('[data-text]').textContent = said?.text ?? trouble;
    if (!message.sealed) this.#empty(bubble);
    this.#offerHiding(bubble, message);
    const log = this.part('log');
    log.append(bubble);
    log.scrollTop = log.scrollHeight;
    this.last = Math.max(this.last, message.seq);
  }

  #empty(bubble) {
    const text = bubble.querySelector('[data-text]');
    text.textContent = this.words.removed;
    text.className = 'gone';
    bubble.querySelector('[data-hide]').hidden = true;
  }

  #offerHiding(bubble, { seq, sealed }) {
    const button = bubble.querySelector('[data-hide]');
    button.hidden = !sealed || this.dataset.as === 'visitor';
    button.textContent = this.words.hide;
    button.addEventListener('click', () => this.#act('hide', { seq }));
  }

  #drawMembers(view) {
    for (const one of view.members) this.names.set(one.member_id, one.name);
    this.part('members').replaceChildren(...view.members.map((one) => this.#member(one)));
    this.isLocked = view.is_locked;
    const lock = this.part('lock');
    if (lock) lock.textContent = view.is_locked ? this.words.unlock : this.words.lock;
    const box = this.querySelector('[data-composer] textarea');
    box.disabled = view.is_muted || !this.key.isReady;
    mayGo(this.part('composer'));
    const why = view.is_muted ? this.words.muted : this.key.isReady ? '' : this.words.key_comes;
    if (why || this.why) this.#problem(why);
    this.why = why;
    // What was changed since then is not wished any more.
    if (!why && this.wished === box.value) this.#say(box);
  }

  #member(one) {
    const about = [
      one.member_id === this.me && this.words.you,
      one.is_moderator && this.words.moderator,
      one.is_muted && this.words.mutedOne,
    ].filter(Boolean);
    const text = about.length ? `${one.name} (${about.join(', ')})` : one.name;
    const template = this.querySelector('template[data-member]');
    if (!template || one.is_moderator) {
      const item = document.createElement('li');
      item.textContent = text;
      item.classList.toggle('moderator', one.is_moderator);
      return item;
    }
    const item = template.content.firstElementChild.cloneNode(true);
    item.querySelector('[data-name]').textContent = text;
    const mute = item.querySelector('[data-mute]');
    mute.textContent = `${one.is_muted ? this.words.unmute : this.words.mute}: ${one.name}`;
    const { member_id } = one;
    mute.addEventListener('click', () =>
      this.#act(one.is_muted ? 'unmute' : 'mute', { member_id }),
    );
    const remove = item.querySelector('[data-remove]');
    remove.querySelector('.hidden').textContent = `: ${one.name}`;
    remove.addEventListener('click', () =>
      this.#act('remove', { member_id, because: this.part('because').value }),
    );
    return item;
  }

  #problem(text) {
    const line = this.part('problem');
    line.textContent = text;
    line.hidden = !text;
  }

  #status(text) {
    const line = this.part('status');
    if (line.textContent !== text) line.textContent = text;
  }
}

customElements.define('group-room', GroupRoom);

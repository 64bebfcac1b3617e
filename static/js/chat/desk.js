/**
 * <chat-desk>: the responder's side: the queue, several conversations at once, services beside them.
 *
 * It knows the conversations and which one is under the hand; the lists and the pane draw what it knows.
 */
import { connect } from '../live.js';
import { Conversation } from './conversation.js';
import { deskSeals, Ring } from './desk_key.js';
import { hearKeys } from './desk/keys.js';
import { Load } from './desk/load.js';
import { Mine } from './desk/mine.js';
import { Pane } from './desk/pane.js';
import { Queue } from './desk/queue.js';
import { Ready } from './desk/ready.js';
import { Replies } from './desk/replies.js';
import { Safety } from './desk/safety.js';
import { open } from './envelope.js';
import { joinParts } from './parts.js';
import { ServiceSearch } from './services.js';
import { Slots } from './slots.js';
import { soon } from './soon.js';
import { hearWithdrawals } from './withdraw.js';

const CLOCK_MS = 10_000;
const HINTS_MS = 80;
const TOAST_MS = 8000;
const MOST_KEYS = 6;

class ChatDesk extends HTMLElement {
  connectedCallback() {
    this.words = JSON.parse(this.dataset.words);
    this.view = JSON.parse(this.dataset.view);
    this.talks = new Map();
    this.slots = new Slots();
    this.chosen = this.wanted = null;
    this.live = connect('worker');
    this.ring = new Ring();
    this.#openRing();
    this.load = new Load(this);
    this.queue = new Queue(this);
    this.mine = new Mine(this);
    this.ready = new Ready(this);
    this.pane = new Pane(this);
    this.replies = new Replies(this);
    this.safety = new Safety(this);
    this.search = new ServiceSearch(this, (card, kind) => this.#sendCard(card, kind));
    this.#hearSocket();
    this.#hearHand();
    hearWithdrawals(this, () => this.chosen?.talk);
    joinParts(this);
    this.#draw();
    setInterval(() => this.drawLists(), CLOCK_MS);
  }

  /** Ask for one's keys before anybody is taken: a conversation that cannot be read helps nobody. */
  async #openRing() {
    const isNeeded = this.view.lines.some((line) => line.is_sealed);
    this.dataset.ring = isNeeded ? 'asking' : 'none';
    if (isNeeded) this.dataset.ring = (await this.ring.open()) ? 'open' : 'shut';
  }

  part(name) {
    return this.querySelector(`[data-${name}]`);
  }

  clone(name) {
    return this.querySelector(`template[data-${name}]`).content.firstElementChild.cloneNode(true);
  }

  #hearSocket() {
    const say = (text) => (this.part('connection').textContent = text);
    this.live.whenConnected(async () => {
      say(this.words.connected);
      await this.refresh();
      for (const { talk } of this.talks.values()) talk.resume();
    });
    this.live.whenLost((why) => {
      say(this.words.lost);
      if (why === 'sign_in_needed') location.reload();
    });
    this.live.on('queue', () => this.refreshSoon());
    const talkOf = (told) => this.talks.get(told.conversation_id)?.talk;
    this.live.on('message', (message) => talkOf(message)?.receive(message));
    this.live.on('seen', (mark) => talkOf(mark)?.seen(mark));
    this.live.on('withdrawn', (told) => talkOf(told)?.takeAway(told.seq));
    this.live.on('state', (state) => {
      talkOf(state)?.setState(state);
      this.refreshSoon();
    });
    this.live.on('typing', ({ conversation_id, author }) => {
      if (author === 'visitor' && this.chosen?.talk.id === conversation_id) this.pane.showTyping();
    });
    this.live.on('presence', (told) => {
      if (told.author === 'visitor') talkOf(told)?.setState({ here: told.here });
    });
  }

  #hearHand() {
    document.addEventListener('visibilitychange', () => this.#attend());
    for (const tab of this.querySelectorAll('[data-go]')) {
      tab.addEventListener('click', () => this.go(tab.dataset.go));
    }
    const numbers = Array.from({ length: MOST_KEYS }, (_, index) => index + 1);
    hearKeys({
      KeyN: () => this.queue.claimNext(),
      KeyS: () => this.search.focus(),
      KeyB: () => this.load.toggle(),
      KeyF: () => this.safety.toggle(),
      KeyR: () => this.replies.open(),
      KeyJ: () => this.#chooseIf(this.mine.longest()),
      ...Object.fromEntries(
        numbers.map((n) => [`Digit${n}`, () => this.#chooseIf(this.mine.numbered(n))]),
      ),
    });
    // A row that is drawn anew between press and release would swallow the click.
    const hold = (isHeld) => () => {
      this.isHeld = isHeld;
      if (!isHeld) setTimeout(() => this.drawLists());
    };
    this.addEventListener('pointerdown', hold(true));
    for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, hold(false));
  }

  refreshSoon = soon(() => this.refresh(), HINTS_MS);

  async refresh() {
    const answer = await this.live.look('desk', { lang: this.dataset.lang });
    if (!answer.ok) return;
    this.view = answer;
    this.#draw();
  }

  #draw() {
    this.drawnAt = Date.now();
    for (const row of this.view.own) this.#know(row);
    const known = new Set(this.view.own.map((row) => row.conversation_id));
    for (const [id, one] of this.talks) if (!known.has(id)) this.#forget(id, one);
    this.#chooseWanted();
    this.drawLists();
    this.dispatchEvent(new CustomEvent('view', { detail: this.view }));
  }

  /** Whoever was just taken comes under the hand. */
  #chooseWanted() {
    if (!this.talks.has(this.wanted)) return;
    this.choose(this.talks.get(this.wanted));
    this.wanted = null;
  }

  #forget(id, one) {
    one.talk.stop();
    this.talks.delete(id);
    this.slots.free(id);
    if (this.chosen === one) this.choose(null);
  }

  /** One's conversations: those with a number first, then those to say the outcome of. */
  own() {
    const ids = this.view.own.map((row) => row.conversation_id);
    return this.slots.inOrder(ids).map((id) => this.talks.get(id));
  }

  #know(row) {
    if (row.state === 'open') this.slots.give(row.conversation_id);
    const one = this.talks.get(row.conversation_id);
    if (one) {
      one.row = row;
      return;
    }
    const { live, ring } = this;
    const { conversation_id: conversation, is_sealed: isSealed } = row;
    const seals = deskSeals({ live, ring, conversation, isSealed });
    const talk = new Conversation(live, conversation, 'responder', seals);
    const made = { row, talk, draft: '', told: [], unread: 0, here: null };
    this.talks.set(row.conversation_id, made);
    talk.addEventListener('message', ({ detail }) => this.#heard(made, 'add', detail));
    talk.addEventListener('pending', ({ detail }) => this.#heard(made, 'addPending', detail));
    talk.addEventListener('failed', ({ detail }) => {
      this.#heard(made, 'fail', detail.client_id, this.words[detail.code] ?? this.words.failed);
    });
    talk.addEventListener('withdrawn', ({ detail }) => {
      if (this.chosen === made) this.pane.bubbles.withdraw(detail);
    });
    talk.addEventListener('state', () => this.chosen === made && this.pane.draw());
    this.#name(made);
    talk.catchUp();
  }

  /** The nickname is sealed too: it is there when the conversation's key has been opened. */
  async #name(one) {
    const { nickname } = one.row;
    if (!nickname) return;
    one.nickname = await one.talk.seals.disclose('name', nickname);
    if (one.nickname && this.chosen === one) this.pane.named();
    this.drawLists();
  }

  /** Keep what a conversation's view was told, so that it can be drawn again when it is chosen. */
  #heard(one, what, ...details) {
    one.told.push([what, ...details]);
    const isTheirs = details[0].author === 'visitor';
    if (what === 'add') {
      one.lastAt = details[0].at;
      const since = one.row.unanswered_since ?? details[0].at;
      one.row.unanswered_since = isTheirs ? since : null;
    }
    if (this.chosen === one) this.pane.hear(what, details);
    else if (what === 'add') one.unread = isTheirs ? one.unread + 1 : 0;
    this.drawLists();
  }

  drawLists() {
    if (this.isHeld) return;
    this.load.draw();
    this.queue.draw();
    this.mine.draw();
    this.pane.drawHint();
  }

  /** A key that leads to nobody changes nothing. */
  #chooseIf(one) {
    if (one) this.choose(one);
  }

  choose(one) {
    this.chosen = one ?? null;
    this.#attend();
    if (one) one.unread = 0;
    this.pane.turn();
    this.drawLists();
    this.dispatchEvent(new CustomEvent('chosen', { detail: this.chosen }));
    if (!one) return;
    this.go('thread');
    this.pane.focus();
  }

  /** What is on the screen is read; what waits in another conversation is not. */
  #attend() {
    for (const one of this.talks.values()) one.talk.attend(one === this.chosen && !document.hidden);
  }

  /** Be done with a conversation that has ended: its number is free, the hand goes to the next one. */
  async putAway(id) {
    this.slots.free(id);
    this.choose(null);
    await this.refresh();
    this.go('mine');
    this.part('mine').querySelector('button')?.focus();
  }

  async #sendCard(card, kind) {
    if (!this.chosen) return this.problem('choose_first');
    const answer = await this.chosen.talk.sendCard(
      card,
      card.id ? { service_id: card.id, kind } : {},
    );
    if (answer.ok) this.pane.focus();
  }

  /** Say what could not be done where it is seen in every pane, and take it away again. */
  problem(code) {
    const line = document.createElement('p');
    line.textContent = this.words[code] ?? this.words.failed;
    this.part('toasts').replaceChildren(line);
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => line.remove(), TOAST_MS);
  }

  /** Show a pane, where only one has room. */
  go(pane) {
    this.dataset.pane = pane;
    for (const tab of this.querySelectorAll('[data-go]')) {
      if (tab.dataset.go === pane) tab.setAttribute('aria-current', 'true');
      else tab.removeAttribute('aria-current');
    }
  }

  nameOf(row) {
    const known = this.talks.get(row.conversation_id)?.nickname;
    if (known) return known;
    if (row.is_sealed && row.nickname) return this.words.nameSealed;
    return (row.nickname && open(row.nickname)) || this.words.noName;
  }

  minutes(count) {
    return count < 1 ? this.words.justNow : this.words.minutes.replace('{count}', count);
  }

  /** The server's clock, carried on by ours: a phone's clock may be wrong. */
  now() {
    return Date.parse(this.view.now) + (Date.now() - this.drawnAt);
  }
}

customElements.define('chat-desk', ChatDesk);

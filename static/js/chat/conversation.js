/**
 * One side of a conversation: what has been said, in order and once, whatever the network does.
 *
 * The server's sequence is the truth. What comes next is shown, what is missing is fetched, what is known is dropped.
 * What one writes stays in the outbox until the server has acknowledged it, and is sent again under the same id.
 * What has been read is acknowledged in turn, by a mark that only grows.
 */
import { Plain } from './envelope.js';
import { Order } from './seals.js';

const HEARTBEAT_MS = 25_000;
const TYPING_EVERY_MS = 2000;
const AGAIN_MS = 1000;
const MOST_FAULTS = 10;
const MARK_MS = 1000;
/** What passes by itself. Every other refusal is the server's last word. */
const PASSING = new Set(['no_answer', 'too_many', 'failed', 'out_of_turn']);

export class Conversation extends EventTarget {
  /** @param {import('./seals.js').Seals | Plain} seals what seals and opens here */
  constructor(live, id, me, seals = new Plain()) {
    super();
    this.seals = seals;
    this.order = new Order();
    this.sent = 0;
    this.taking = Promise.resolve();
    this.live = live;
    this.id = id;
    this.me = me;
    this.last = 0;
    this.state = null;
    this.outbox = new Map();
    this.shown = new Map();
    this.gone = new Set();
    this.takingBack = new Set();
    this.theirs = 0;
    this.marked = 0;
    this.isAttended = false;
    this.typedAt = 0;
    this.catching = null;
    this.fetchTimer = null;
    this.heartbeat = setInterval(() => this.catchUp(), HEARTBEAT_MS);
  }

  stop() {
    clearInterval(this.heartbeat);
    clearTimeout(this.fetchTimer);
    clearTimeout(this.markTimer);
    this.markTimer = null;
  }

  /** A message came over the socket: opened and shown one after the other, as they came. */
  receive(message) {
    this.taking = this.taking.then(() => this.#receive(message));
  }

  async #receive(message) {
    if (message.seq <= this.last) return;
    if (message.seq > this.last + 1) {
      this.catchUp();
      return;
    }
    this.#showNext(message, await this.#opened(message));
  }

  /** Fetch what is missing, and the state. One fetch at a time. */
  catchUp() {
    this.catching ??= this.#fetch().finally(() => (this.catching = null));
    return this.catching;
  }

  async #fetch() {
    for (;;) {
      const answer = await this.live.ask('sync', { conversation_id: this.id, after: this.last });
      if (!answer.ok) {
        if (!PASSING.has(answer.code)) this.#tell('refused', answer);
        else if (this.live.isConnected()) this.#fetchSoon();
        return;
      }
      const before = this.last;
      // The state first: it knows by which name the other side is called.
      this.setState(answer);
      for (const seq of answer.withdrawn ?? []) this.takeAway(seq);
      const opened = await Promise.all(answer.messages.map((message) => this.#opened(message)));
      for (const [at, message] of answer.messages.entries()) this.#showNext(message, opened[at]);
      this.#markSoon();
      if (this.last >= answer.last_seq || this.last === before) return;
    }
  }

  /** What was refused in passing is asked again; the next heartbeat would be late by half a minute. */
  #fetchSoon() {
    clearTimeout(this.fetchTimer);
    this.fetchTimer = setTimeout(() => this.catchUp(), AGAIN_MS);
  }

  setState(state) {
    this.state = { ...this.state, ...state };
    this.#tell('state', this.state);
  }

  /** After a lost connection: first what was missed, then what was not yet acknowledged. */
  async resume() {
    await this.catchUp();
    await this.#sendAll();
    for (const clientId of [...this.takingBack]) await this.withdraw(clientId);
    this.#markSoon();
  }

  /** @param {string} [verdict] what the guard has said of it */
  say(text, verdict) {
    return this.#put({ text, verdict, kind: 'text', event: 'post', more: {} });
  }

  /** Write down what was agreed; the visitor sees it again when the conversation has ended. */
  agree(text) {
    return this.#put({ text, kind: 'agreed', event: 'agree', more: {} });
  }

  /** Send a card; `more` names the service and the kind of referral, and nothing for a guide. */
  sendCard(card, more) {
    return this.#put({ text: JSON.stringify(card), kind: 'card', event: 'refer', more });
  }

  /** Say something that is no text: `said` is sealed, `more` is what the event needs besides. */
  tell({ kind, event, said, more }) {
    return this.#put({ text: JSON.stringify(said), kind, event, more });
  }

  /**
   * Take back one's own last message. Without an answer it is asked again after the next connection.
   * @returns {Promise<{ok: boolean, code?: string, was_seen?: boolean | null}>}
   */
  async withdraw(clientId) {
    this.takingBack.add(clientId);
    const asked = { conversation_id: this.id, client_id: clientId };
    const answer = await this.live.ask('withdraw', asked);
    if (answer.ok || !PASSING.has(answer.code)) this.takingBack.delete(clientId);
    if (answer.ok) this.takeAway(answer.seq, answer.was_seen);
    return answer;
  }

  /** A message was withdrawn. It may come later than that: what is under way was written before. */
  takeAway(seq, wasSeen) {
    const message = this.shown.get(seq);
    this.gone.add(seq);
    if (!message || (message.kind === 'withdrawn' && wasSeen === undefined)) return;
    Object.assign(message, { kind: 'withdrawn', text: null, sealed: null, wasSeen });
    this.#tell('withdrawn', message);
  }

  /** Say whether somebody is looking: only then has what came been read. */
  attend(isAttended) {
    this.isAttended = isAttended;
    this.#markSoon();
  }

  /** The other side has read everything up to a number. */
  seen({ author, seq }) {
    if (author === this.me || !this.state?.seen) return;
    this.setState({
      seen: { ...this.state.seen, [author]: Math.max(seq, this.state.seen[author]) },
    });
  }

  /** Tell how far one has read: a while later, for several messages at once, and until it has been heard. */
  #markSoon() {
    const isDue = () => this.isAttended && this.state?.seen && this.theirs > this.marked;
    if (this.markTimer || !isDue()) return;
    this.markTimer = setTimeout(async () => {
      this.markTimer = null;
      if (!isDue()) return;
      const seq = this.theirs;
      const answer = await this.live.ask('seen', { conversation_id: this.id, seq });
      if (answer.ok) this.marked = seq;
      if (answer.ok || answer.code === 'too_many') this.#markSoon();
    }, MARK_MS);
  }

  /** Send the message that shows an attachment whose bytes have been brought under the same id. */
  sendAttachment(kind, clientId, about) {
    const message = { text: JSON.stringify(about), kind, event: 'attach', more: { kind } };
    return this.#put(message, clientId);
  }

  #put(message, clientId = crypto.randomUUID()) {
    const waiting = { ...message, client_id: clientId, conversation_id: this.id };
    const answered = new Promise((resolve) => (waiting.answered = resolve));
    this.outbox.set(waiting.client_id, waiting);
    this.#tell('pending', { ...waiting, author: this.me });
    this.#sendAll();
    return answered;
  }

  /** Send what waits, one after the other, so that it stands there in the order it was written. */
  async #sendAll() {
    if (this.isSending) return;
    this.isSending = true;
    try {
      while (this.outbox.size) {
        const [waiting] = this.outbox.values();
        await this.#send(waiting);
        if (!this.outbox.has(waiting.client_id)) continue;
        if (!this.live.isConnected()) return;
        await new Promise((go) => setTimeout(go, AGAIN_MS));
      }
    } finally {
      this.isSending = false;
    }
  }

  async #send(waiting) {
    const { client_id, event, more } = waiting;
    const sealed = await this.#sealed(waiting).catch(() => null);
    const answer = sealed
      ? await this.live.ask(event, { conversation_id: this.id, client_id, sealed, ...more })
      : { ok: false, code: 'locked' };
    if (answer.code === 'out_of_turn') await this.catchUp();
    if (answer.ok) {
      this.sent = Math.max(this.sent, waiting.number ?? 0);
      this.outbox.delete(client_id);
      this.#tell('acknowledged', { client_id, seq: answer.seq });
      if (answer.seq > this.last + 1) this.catchUp();
    } else if (!PASSING.has(answer.code) || this.#isHopeless(waiting, answer)) {
      this.outbox.delete(client_id);
      this.#tell('failed', { client_id, code: answer.code });
    }
    if (!this.outbox.has(client_id)) waiting.answered(answer);
  }

  /** A message that the server stumbles over every time must not hold up those behind it. */
  #isHopeless(waiting, answer) {
    if (answer.code === 'failed' || answer.code === 'out_of_turn')
      waiting.faults = (waiting.faults ?? 0) + 1;
    return waiting.faults >= MOST_FAULTS;
  }

  /** Seal what waits for one's next number; again only when that or the epoch has changed. */
  async #sealed(waiting) {
    const { isSealed } = this.seals;
    if (isSealed && !this.state) await this.catchUp();
    const number = Math.max(this.order.said[this.me], this.sent) + 1;
    const epoch = this.state?.sealing?.epoch ?? 1;
    if (waiting.sealed && (!isSealed || (waiting.number === number && waiting.epoch === epoch)))
      return waiting.sealed;
    Object.assign(waiting, { number, epoch });
    const { text, kind, client_id: clientId, verdict } = waiting;
    waiting.sealed = await this.seals.seal(text, { kind, clientId, number, epoch, verdict });
    return waiting.sealed;
  }

  typing() {
    const now = performance.now();
    if (now - this.typedAt < TYPING_EVERY_MS) return;
    this.typedAt = now;
    this.live.hint('typing', { conversation_id: this.id });
  }

  async #opened(message) {
    if (message.kind === 'withdrawn' || this.gone.has(message.seq)) return { text: null };
    const opened = await this.seals.open(message, this.state?.sealing?.signs);
    if (opened.trouble !== 'unsigned') return opened;
    // Somebody may have come whose key this page has not been told.
    const answer = await this.live.ask('sync', { conversation_id: this.id, after: message.seq });
    return answer.ok ? this.seals.open(message, answer.sealing?.signs) : opened;
  }

  /** Show a message if it is the next one; while it was opened it may have come another way. */
  #showNext(message, opened) {
    if (message.seq === this.last + 1) this.#show(message, opened);
  }

  #show(message, opened) {
    const { head, trouble } = opened;
    const isInOrder = this.order.take(message, head);
    this.last = message.seq;
    this.outbox.delete(message.client_id);
    const isGone = message.kind === 'withdrawn' || this.gone.has(message.seq);
    const shown = isGone
      ? { ...message, kind: 'withdrawn', text: null, sealed: null }
      : { ...message, text: isInOrder ? opened.text : null, verdict: head?.verdict };
    if (!isGone) shown.trouble = isInOrder ? trouble : (trouble ?? 'order');
    this.shown.set(message.seq, shown);
    if (message.author !== this.me) this.theirs = message.seq;
    this.#tell('message', shown);
    this.#markSoon();
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

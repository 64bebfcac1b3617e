/** <chat-desk>: the responder's side: the queue, several conversations at once, services beside them. */
import { connect } from '../live.js';
import { Bubbles } from './bubbles.js';
import { Conversation } from './conversation.js';
import { open } from './envelope.js';
import { joinParts } from './parts.js';
import { ServiceSearch } from './services.js';
import { Slots } from './slots.js';

const TYPING_SHOWN_MS = 4000;
const LONG_WAIT_MIN = 3;
const CLOCK_MS = 10_000;
const TOAST_MS = 8000;
const MOST_KEYS = 6;

class ChatDesk extends HTMLElement {
  connectedCallback() {
    this.words = JSON.parse(this.dataset.words);
    this.view = JSON.parse(this.dataset.view);
    this.talks = new Map();
    this.slots = new Slots();
    this.chosen = null;
    this.live = connect('worker');
    this.search = new ServiceSearch(this, (card, kind) => this.#sendCard(card, kind));
    this.#hearSocket();
    this.#hearHand();
    joinParts(this);
    this.#draw();
    setInterval(() => this.#drawLists(), CLOCK_MS);
  }

  part(name) {
    return this.querySelector(`[data-${name}]`);
  }

  #hearSocket() {
    const say = (text) => (this.part('connection').textContent = text);
    this.live.whenConnected(async () => {
      say(this.words.connected);
      await this.#refresh();
      for (const { talk } of this.talks.values()) talk.resume();
    });
    this.live.whenLost((why) => {
      say(this.words.lost);
      if (why === 'sign_in_needed') location.reload();
    });
    this.live.on('queue', () => this.#refreshSoon());
    this.live.on('message', (message) =>
      this.talks.get(message.conversation_id)?.talk.receive(message),
    );
    this.live.on('state', (state) => {
      this.talks.get(state.conversation_id)?.talk.setState(state);
      this.#refreshSoon();
    });
    this.live.on(
      'typing',
      ({ conversation_id, author }) => author === 'visitor' && this.#showTyping(conversation_id),
    );
    this.live.on('presence', ({ conversation_id, author, here }) => {
      if (author === 'visitor') this.talks.get(conversation_id)?.talk.setState({ here });
    });
  }

  #hearHand() {
    const form = this.part('composer');
    const box = form.querySelector('textarea');
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const text = box.value.trim();
      if (!text || !this.chosen) return;
      box.value = '';
      this.chosen.draft = '';
      this.chosen.talk.say(text);
    });
    box.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
    box.addEventListener('input', () => {
      if (!this.chosen) return;
      this.chosen.draft = box.value;
      if (box.value) this.chosen.talk.typing();
    });
    this.part('claim-next').addEventListener('click', () => this.#claimNext());
    // On the document, after the house has asked "are you sure?": it holds the event until then.
    document.addEventListener('submit', (event) => {
      if (event.target !== this.part('close') || event.defaultPrevented) return;
      event.preventDefault();
      this.#close();
    });
    this.part('outcome').addEventListener('click', (event) => {
      const button = event.target.closest('button');
      if (button) this.#classify(button.value);
    });
    for (const tab of this.querySelectorAll('[data-go]')) {
      tab.addEventListener('click', () => this.go(tab.dataset.go));
    }
    document.addEventListener('keydown', (event) => event.altKey && this.#shortcut(event));
    // A row that is drawn anew between press and release would swallow the click.
    const hold = (isHeld) => () => {
      this.isHeld = isHeld;
      if (!isHeld) setTimeout(() => this.#drawLists());
    };
    this.addEventListener('pointerdown', hold(true));
    for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, hold(false));
  }

  #shortcut(event) {
    if (document.querySelector('dialog[open]')) return;
    const own = this.#own();
    const number = /^Digit([1-6])$/.exec(event.code);
    const deed = {
      KeyN: () => this.#claimNext(),
      KeyS: () => this.search.focus(),
      KeyJ: () => this.#chooseIf(longestWaiting(own)),
    }[event.code];
    const numbered = (n) => own.find(({ talk }) => this.slots.of(talk.id) === n);
    const act = number ? () => this.#chooseIf(numbered(Number(number[1]))) : deed;
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** Hints come in bursts: look once for all of them. */
  #refreshSoon() {
    this.soon ??= setTimeout(async () => {
      this.soon = null;
      await this.#refresh();
    }, 80);
  }

  async #refresh() {
    const answer = await this.live.ask('desk', { lang: this.dataset.lang });
    if (!answer.ok) return;
    this.view = answer;
    this.#draw();
  }

  #draw() {
    this.drawnAt = Date.now();
    for (const row of this.view.own) this.#know(row);
    const known = new Set(this.view.own.map((row) => row.conversation_id));
    for (const [id, one] of this.talks) {
      if (known.has(id)) continue;
      one.talk.stop();
      this.talks.delete(id);
      this.slots.free(id);
      if (this.chosen === one) this.#choose(null);
    }
    this.#drawLists();
    this.dispatchEvent(new CustomEvent('view', { detail: this.view }));
  }

  /** One's conversations: those with a number first, then those to say the outcome of. */
  #own() {
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
    const talk = new Conversation(this.live, row.conversation_id, 'responder');
    const made = { row, talk, draft: '', told: [], unread: 0, here: null };
    this.talks.set(row.conversation_id, made);
    talk.addEventListener('message', ({ detail }) => this.#heard(made, 'add', detail));
    talk.addEventListener('pending', ({ detail }) => this.#heard(made, 'addPending', detail));
    talk.addEventListener('failed', ({ detail }) => {
      this.#heard(made, 'fail', detail.client_id, this.words[detail.code] ?? this.words.failed);
    });
    talk.addEventListener('state', () => this.chosen === made && this.#drawThread());
    talk.catchUp();
  }

  /** Keep what a conversation's view was told, so that it can be drawn again when it is chosen. */
  #heard(one, what, ...details) {
    one.told.push([what, ...details]);
    const message = details[0];
    if (what === 'add')
      one.row.unanswered_since =
        message.author === 'visitor' ? (one.row.unanswered_since ?? message.at) : null;
    if (this.chosen === one) {
      this.bubbles[what](...details);
      this.#hideTyping();
    } else if (what === 'add') {
      one.unread = message.author === 'visitor' ? one.unread + 1 : 0;
    }
    this.#drawLists();
  }

  #drawLists() {
    if (this.isHeld) return;
    this.#drawQueue();
    this.#drawMine();
    document.title = this.view.queue.length
      ? `(${this.view.queue.length}) ${this.words.title}`
      : this.words.title;
  }

  #drawQueue() {
    const duty = new Set(
      this.view.lines.filter((line) => line.am_on_duty).map((line) => line.line_id),
    );
    const rows = this.view.queue.map((row) => this.#queueRow(row, duty.has(row.line_id)));
    fill(this.part('queue'), rows, () => emptyRow(this.words.nobodyWaits));
    this.part('queue-count').textContent = rows.length;
    this.part('claim-next').disabled = !this.view.queue.some((row) => duty.has(row.line_id));
  }

  #queueRow(row, mayTake) {
    const item = this.#clone('queue-row');
    const box = item.querySelector('.queue-item');
    const waited = minutesSince(row.started_at, this.#now());
    item.querySelector('.who').textContent = this.nameOf(row);
    item.querySelector('.when').textContent = this.#minutes(waited);
    item.querySelector('.about').textContent = [row.topic, row.line].filter(Boolean).join(' · ');
    box.classList.toggle('long', waited >= LONG_WAIT_MIN);
    const take = item.querySelector('button');
    take.disabled = !mayTake;
    take.title = mayTake ? '' : this.words.not_on_duty;
    take.dataset.key = row.conversation_id;
    take.querySelector('.hidden').textContent = `: ${this.nameOf(row)}`;
    take.addEventListener('click', () => this.#claim(row.conversation_id));
    return item;
  }

  #drawMine() {
    const own = this.#own();
    const longest = longestWaiting(own);
    const rows = own.map((one) => this.#mineRow(one, one === longest));
    fill(this.part('mine'), rows, () => emptyRow(this.words.noneYet));
    this.part('mine-count').textContent = own.length;
  }

  #mineRow(one, isLongest) {
    const item = this.#clone('mine-row');
    const box = item.querySelector('.queue-item');
    const { row } = one;
    box.dataset.key = row.conversation_id;
    const number = this.slots.of(row.conversation_id);
    item.querySelector('.who').textContent = [number && `${number}.`, this.nameOf(row)]
      .filter(Boolean)
      .join(' ');
    if (number && number <= MOST_KEYS) box.setAttribute('aria-keyshortcuts', `Alt+${number}`);
    item.querySelector('.when').textContent = this.#standing(one);
    item.querySelector('.about').textContent = [row.topic, row.line].filter(Boolean).join(' · ');
    const badge = item.querySelector('.badge');
    badge.hidden = !one.unread || isOver(one);
    badge.textContent = one.unread;
    box.classList.toggle('long', isLongest);
    if (one === this.chosen) box.setAttribute('aria-current', 'true');
    box.addEventListener('click', () => this.#choose(one));
    return item;
  }

  #standing({ row, talk }) {
    if (isOver({ row, talk })) return this.words.toClassify;
    if (!row.unanswered_since) return '';
    return this.words.waits.replace(
      '{time}',
      this.#minutes(minutesSince(row.unanswered_since, this.#now())),
    );
  }

  /** A key that leads to nobody changes nothing. */
  #chooseIf(one) {
    if (one) this.#choose(one);
  }

  #choose(one) {
    this.chosen = one ?? null;
    if (one) one.unread = 0;
    this.#drawThread({ anew: true });
    this.#drawLists();
    this.dispatchEvent(new CustomEvent('chosen', { detail: this.chosen }));
    if (one) this.go('thread');
    if (one && !this.part('composer').hidden)
      this.part('composer').querySelector('textarea').focus();
  }

  #drawThread({ anew = false } = {}) {
    const one = this.chosen;
    const state = one?.talk.state?.state ?? one?.row.state;
    const log = this.part('log');
    const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
    this.part('nothing').hidden = Boolean(one);
    this.part('log').hidden = !one;
    this.part('composer').hidden = state !== 'open';
    this.part('close').hidden = state !== 'open';
    this.part('outcome').hidden = state !== 'closed';
    this.part('heading').textContent = one ? this.nameOf(one.row) : this.words.noneChosen;
    this.part('presence').textContent = one && state === 'open' ? this.#presence(one) : '';
    if (isAtEnd) log.scrollTop = log.scrollHeight;
    if (!one || !anew) return;
    this.#hideTyping();
    this.part('to').textContent = this.words.to.replace('{name}', this.nameOf(one.row));
    this.part('composer').querySelector('textarea').value = one.draft;
    this.querySelector('worker-guard').close();
    this.bubbles = new Bubbles(this.part('log'), {
      pieces: this,
      me: 'responder',
      names: { visitor: this.nameOf(one.row) },
      words: this.words,
      lang: this.dataset.lang,
    });
    this.bubbles.clear();
    for (const [what, ...details] of one.told) this.bubbles[what](...details);
    this.part('log').scrollTop = this.part('log').scrollHeight;
  }

  #presence({ talk }) {
    return talk.state?.here === false ? this.words.away : '';
  }

  #claimNext() {
    const duty = new Set(
      this.view.lines.filter((line) => line.am_on_duty).map((line) => line.line_id),
    );
    const next = this.view.queue.find((row) => duty.has(row.line_id));
    if (next) this.#claim(next.conversation_id);
  }

  async #claim(id) {
    const answer = await this.live.ask('claim', { conversation_id: id });
    if (!answer.ok) this.problem(answer.code);
    await this.#refresh();
    if (answer.ok) this.#choose(this.talks.get(id));
  }

  async #close() {
    const one = this.chosen;
    if (!one) return;
    const answer = await this.live.ask('close', { conversation_id: one.talk.id });
    if (answer.ok) one.talk.setState(answer);
    else this.problem(answer.code);
  }

  async #classify(outcome) {
    const one = this.chosen;
    if (!one) return;
    if (outcome) {
      const answer = await this.live.ask('classify', { conversation_id: one.talk.id, outcome });
      if (!answer.ok) return this.problem(answer.code);
    }
    this.slots.free(one.talk.id);
    this.#choose(null);
    await this.#refresh();
    this.go('mine');
    this.part('mine').querySelector('button')?.focus();
  }

  async #sendCard(card, kind) {
    if (!this.chosen) return this.problem('choose_first');
    const answer = await this.chosen.talk.sendCard(card, { service_id: card.id, kind });
    if (answer.ok) this.part('composer').querySelector('textarea').focus();
  }

  #showTyping(id) {
    if (this.chosen?.talk.id !== id) return;
    const line = this.part('typing');
    line.textContent = this.words.typing.replace('{name}', this.nameOf(this.chosen.row));
    line.hidden = false;
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => this.#hideTyping(), TYPING_SHOWN_MS);
  }

  #hideTyping() {
    this.part('typing').hidden = true;
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
    return (row.nickname && open(row.nickname)) || this.words.noName;
  }

  #minutes(count) {
    return count < 1 ? this.words.justNow : this.words.minutes.replace('{count}', count);
  }

  /** The server's clock, carried on by ours: a phone's clock may be wrong. */
  #now() {
    return Date.parse(this.view.now) + (Date.now() - this.drawnAt);
  }

  #clone(name) {
    return this.querySelector(`template[data-${name}]`).content.firstElementChild.cloneNode(true);
  }
}

function minutesSince(stamp, now) {
  return Math.max(0, Math.floor((now - Date.parse(stamp)) / 60_000));
}

function isOver({ row, talk }) {
  return (talk.state?.state ?? row.state) === 'closed';
}

function longestWaiting(own) {
  const waiting = own.filter((one) => one.row.unanswered_since && !isOver(one));
  return (
    waiting.sort((a, b) => a.row.unanswered_since.localeCompare(b.row.unanswered_since))[0] ?? null
  );
}

function emptyRow(text) {
  const row = document.createElement('li');
  row.className = 'queue-item soft';
  row.textContent = text;
  return row;
}

/** Replace a list's rows and give the focus back to the one that had it: nothing moves under the hand. */
function fill(list, rows, whenEmpty) {
  const key = list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  list.replaceChildren(...(rows.length ? rows : [whenEmpty()]));
  if (key) list.querySelector(`[data-key="${key}"]`)?.focus();
}

customElements.define('chat-desk', ChatDesk);

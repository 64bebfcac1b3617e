/** <chat-thread>: the visitor's side, from the waiting room to the end. */
import { isGuarded, verdictOf } from '../guard/awake.js';
import { connect } from '../live.js';
import { take } from '../sealed/left.js';
import { sealingHere } from '../sealed/tab.js';
import { fetchAttachment } from './attachments.js';
import { Bubbles } from './bubbles.js';
import { Conversation } from './conversation.js';
import { joinParts } from './parts.js';
import { endText } from './promised.js';
import { mayGo } from './say.js';
import { KeyBringer, visitorSeals } from './visitor_key.js';
import { hearWithdrawals } from './withdraw.js';

const TYPING_SHOWN_MS = 4000;

class ChatThread extends HTMLElement {
  connectedCallback() {
    this.words = JSON.parse(this.dataset.words);
    this.names = { responder: this.words.responder };
    this.#begin();
  }

  async #begin() {
    const seals = await visitorSeals(sealingHere()).catch(() => null);
    if (!seals) return this.#showLocked();
    const attachments = JSON.parse(this.dataset.attachments);
    this.bubbles = new Bubbles(this.part('log'), {
      pieces: this,
      me: 'visitor',
      names: this.names,
      words: this.words,
      lang: this.dataset.lang,
      fetch: (message) => fetchAttachment(attachments, message, seals),
      tell: (what) => this.talk.tell(what),
    });
    this.live = connect('visitor');
    this.talk = new Conversation(this.live, this.dataset.conversation, 'visitor', seals);
    this.#bringKey(seals);
    this.#hearConversation();
    this.#hearSocket();
    this.#hearHand();
    hearWithdrawals(this, () => this.talk);
    const attend = () => this.talk.attend(!document.hidden);
    document.addEventListener('visibilitychange', attend);
    attend();
    joinParts(this);
    window.addEventListener('quick-exit', () => this.bubbles.clear());
    // Back and forward show a page from memory: fetch it anew instead, so that nothing stays readable.
    window.addEventListener('pageshow', (event) => event.persisted && location.reload());
  }

  part(name) {
    return this.querySelector(`[data-${name}]`);
  }

  /** This tab has no key to what was said: the six words bring it, and nothing else does. */
  #showLocked() {
    this.#status(this.words.lockedHere);
    this.part('locked').hidden = false;
    this.part('composer').hidden = true;
  }

  #bringKey(seals) {
    if (!seals.isSealed) return;
    const bringer = new KeyBringer(this.dataset.keyUrl, seals);
    this.talk.addEventListener('state', ({ detail }) => bringer.hear(detail));
    const words = take('w');
    if (words) this.talk.say(words, 'clear');
  }

  #hearConversation() {
    this.talk.addEventListener('message', ({ detail }) => {
      this.bubbles.add(detail);
      if (detail.author === 'responder') this.#hideTyping();
    });
    this.talk.addEventListener('pending', ({ detail }) => this.bubbles.addPending(detail));
    this.talk.addEventListener('failed', ({ detail }) => {
      this.bubbles.fail(detail.client_id, this.words[detail.code] ?? this.words.failed);
    });
    this.talk.addEventListener('withdrawn', ({ detail }) => this.bubbles.withdraw(detail));
    this.talk.addEventListener('state', ({ detail }) => this.#showState(detail));
    this.talk.addEventListener('refused', () => location.reload());
  }

  #hearSocket() {
    const mine = (hear) => (told) => told.conversation_id === this.talk.id && hear(told);
    this.live.whenConnected(() => this.talk.resume());
    this.live.whenLost((why) => {
      this.#status(this.words.lost);
      if (why === 'sign_in_needed') location.reload();
    });
    this.live.on(
      'message',
      mine((message) => this.talk.receive(message)),
    );
    this.live.on(
      'state',
      mine((state) => this.talk.setState(state)),
    );
    this.live.on(
      'seen',
      mine((mark) => this.talk.seen(mark)),
    );
    this.live.on(
      'withdrawn',
      mine(({ seq }) => this.talk.takeAway(seq)),
    );
    this.live.on(
      'typing',
      mine(({ author }) => author === 'responder' && this.#showTyping()),
    );
    this.live.on(
      'presence',
      mine(({ author, here }) => author === 'responder' && this.talk.setState({ here })),
    );
  }

  #hearHand() {
    const form = this.part('composer');
    const box = form.querySelector('textarea');
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const text = box.value.trim();
      if (!isGuarded(form) || !text) return;
      box.value = '';
      box.focus();
      this.talk.say(text, verdictOf(form));
    });
    mayGo(form);
    box.addEventListener('keydown', (event) => {
      // On a phone Enter makes a new line; with a real keyboard it sends.
      if (
        event.key !== 'Enter' ||
        event.shiftKey ||
        event.isComposing ||
        matchMedia('(pointer: coarse)').matches
      )
        return;
      event.preventDefault();
      form.requestSubmit();
    });
    box.addEventListener('input', () => box.value && this.talk.typing());
  }

  #showState(state) {
    const { state: now } = state;
    const before = this.dataset.state;
    this.dataset.state = now;
    if (state.seen) this.bubbles.seen(state.seen.responder);
    if (state.responder) this.names.responder = state.responder;
    for (const { voice, name } of state.people ?? []) this.names[voice] = name;
    if (now === 'open') this.#showOpen(state, before === 'waiting');
    const over = now === 'closed' || now === 'left';
    this.part('composer').hidden = over;
    this.part('ended').hidden = !over;
    this.part('end').hidden = over;
    if (over) this.#showEnd(state);
    if (now !== 'open' && !over) this.#status(this.words[now]);
  }

  #showOpen(state, hasJustOpened) {
    if (hasJustOpened && state.responder) {
      this.bubbles.note(this.words.joined.replace('{name}', state.responder));
    }
    const who = state.responder ?? '';
    this.#status((state.here === false ? this.words.away : this.words.here).replace('{name}', who));
  }

  #showEnd(state) {
    this.#hideTyping();
    this.#status(this.words.ended);
    this.part('ended-text').textContent = endText(state, this.words, this.dataset.lang);
    this.talk.stop();
  }

  #showTyping() {
    const line = this.part('typing');
    line.textContent = this.words.typing.replace('{name}', this.names.responder);
    line.hidden = false;
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => this.#hideTyping(), TYPING_SHOWN_MS);
  }

  #hideTyping() {
    this.part('typing').hidden = true;
  }

  /** Say what could not be done. */
  problem(code) {
    this.bubbles.note(this.words[code] ?? this.words.failed);
  }

  #status(text) {
    say(this.part('status'), text);
  }
}

/** Change a text only when it is another one: a screen reader reads every change aloud. */
function say(element, text) {
  if (element.textContent !== String(text)) element.textContent = text;
}

customElements.define('chat-thread', ChatThread);

/** <request-thread>: a contact request under the hand of who answers it, in no hurry. */
import { isGuarded } from '../guard/awake.js';
import { connect } from '../live.js';
import { Bubbles } from './bubbles.js';
import { Conversation } from './conversation.js';
import { deskSeals, Ring } from './desk_key.js';
import { mayGo } from './say.js';
import { hearWithdrawals } from './withdraw.js';

class RequestThread extends HTMLElement {
  connectedCallback() {
    this.words = JSON.parse(this.dataset.words);
    this.live = connect('worker');
    const { conversation } = this.dataset;
    const isSealed = this.dataset.isSealed === 'yes';
    const seals = deskSeals({ live: this.live, ring: new Ring(), conversation, isSealed });
    this.talk = new Conversation(this.live, conversation, 'responder', seals);
    this.bubbles = new Bubbles(this.part('log'), {
      pieces: this,
      me: 'responder',
      names: { visitor: this.words.noName },
      words: this.words,
      lang: this.dataset.lang,
    });
    this.#hear();
    this.part('composer').addEventListener('submit', (event) => this.#send(event));
    mayGo(this.part('composer'));
    hearWithdrawals(this, () => this.talk);
  }

  part(name) {
    return this.querySelector(`[data-${name}]`);
  }

  #hear() {
    const { talk, live, words, bubbles } = this;
    talk.addEventListener('message', ({ detail }) => bubbles.add(detail));
    talk.addEventListener('pending', ({ detail }) => bubbles.addPending(detail));
    talk.addEventListener('withdrawn', ({ detail }) => bubbles.withdraw(detail));
    talk.addEventListener('failed', ({ detail }) =>
      bubbles.fail(detail.client_id, words[detail.code] ?? words.failed),
    );
    const mine = (hear) => (told) => told.conversation_id === talk.id && hear(told);
    const say = (text) => (this.part('status').textContent = text);
    live.whenConnected(() => {
      say(words.connected);
      talk.resume();
    });
    live.whenLost(() => say(words.lost));
    live.on(
      'message',
      mine((message) => talk.receive(message)),
    );
    live.on(
      'withdrawn',
      mine(({ seq }) => talk.takeAway(seq)),
    );
  }

  #send(event) {
    event.preventDefault();
    if (!isGuarded(event.target)) return;
    const box = this.querySelector('textarea');
    const text = box.value.trim();
    if (!text) return;
    box.value = '';
    this.talk.say(text);
  }

  /** Say what could not be done. */
  problem(code) {
    this.bubbles.note(this.words[code] ?? this.words.failed);
  }
}

customElements.define('request-thread', RequestThread);

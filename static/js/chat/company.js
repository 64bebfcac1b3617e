/**
 * <chat-company>: on the visitor's page, who else is in the conversation. Nobody comes in before the visitor has
 * said yes here, and whoever was let in can be asked to leave.
 */
const HERE = new Set(['responder', 'joining', 'shadow', 'guest']);
const QUESTION = { joining: 'askJoining', shadow: 'askShadow', guest: 'askGuest' };

class ChatCompany extends HTMLElement {
  join(host) {
    this.host = host;
    this.words = JSON.parse(this.dataset.words);
    this.seen = null;
    this.part('yes').addEventListener('click', () => this.#answer(true));
    this.part('no').addEventListener('click', () => this.#answer(false));
    host.talk.addEventListener('state', ({ detail }) => this.#show(detail));
    if (host.talk.state) this.#show(host.talk.state);
  }

  part(name) {
    return this.querySelector(`[data-${name}]`);
  }

  #show(state) {
    const people = state.people ?? [];
    this.#tellChanges(people, state);
    this.#showBack(state);
    this.#showHere(people.filter(({ part }) => HERE.has(part)));
    this.#showAsking(state.state === 'open' ? state.asking : null, state.responder);
  }

  /** A line in the conversation for everybody who comes, goes or takes over: it stays readable there. */
  #tellChanges(people, state) {
    const now = new Map(people.map((one) => [one.voice, one]));
    const before = this.seen;
    this.seen = now;
    if (!before || state.state !== 'open') return;
    for (const [voice, { name, part }] of now) {
      const was = before.get(voice)?.part;
      if (was === part) continue;
      if (part === 'responder') {
        if (HERE.has(was)) this.#note('goesOn', name);
      } else if (HERE.has(part)) this.#note('cameIn', name);
      else if (HERE.has(was)) this.#note('wentOut', name);
    }
  }

  #note(word, name) {
    this.host.bubbles.note(this.words[word].replaceAll('{name}', name));
  }

  #showBack({ state, back }) {
    const isBack = state === 'waiting' && Boolean(back);
    const text = isBack ? `${this.words[`back_${back}`] ?? ''} ${this.words.front}`.trim() : '';
    this.part('back').hidden = !isBack;
    say(this.part('back-text'), text);
  }

  #showHere(here) {
    const names = here.map(({ name, part }) =>
      part === 'shadow' ? this.words.followsToLearn.replace('{name}', name) : name,
    );
    this.part('here').hidden = here.length < 2;
    say(this.part('here-text'), this.words.here.replace('{names}', names.join(', ')));
    const leavers = here.filter((one) => one.invitation_id);
    const key = leavers.map((one) => one.invitation_id).join();
    this.part('leavers').hidden = !leavers.length;
    if (this.leavers === key) return;
    this.leavers = key;
    this.part('leavers').replaceChildren(...leavers.map((one) => this.#leaver(one)));
  }

  #leaver({ name, invitation_id }) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'quiet';
    button.textContent = this.words.askToLeave.replace('{name}', name);
    button.addEventListener('click', () => this.host.live.ask('leave', { invitation_id }));
    return button;
  }

  #showAsking(asking, by) {
    const isNew = asking?.invitation_id !== this.asking?.invitation_id;
    this.asking = asking;
    this.part('asking').hidden = !asking;
    if (!asking || !isNew) return;
    const fill = (word) =>
      this.words[word]
        .replaceAll('{name}', asking.name)
        .replaceAll('{service}', asking.service?.[document.documentElement.lang] ?? '')
        .replaceAll('{by}', by ?? '');
    say(this.part('asking-text'), fill(QUESTION[asking.part]));
    say(
      this.part('asking-why'),
      this.words.why.replace('{why}', this.words[`why_${asking.because}`]),
    );
    say(this.part('asking-sees'), fill('sees'));
    say(this.part('yes'), fill('yes'));
    say(this.part('no'), fill('no'));
    say(this.part('asking-problem'), '');
  }

  async #answer(yes) {
    const { invitation_id } = this.asking ?? {};
    if (!invitation_id) return;
    const { key } = this.asking;
    const box = yes && key ? await this.host.talk.seals.keyFor(key.public) : null;
    const answer = await this.host.live.ask('let_in', { invitation_id, yes, box });
    if (answer.ok) {
      this.part('asking').hidden = true;
      this.host.querySelector('[data-composer] textarea').focus();
      return;
    }
    const problem = this.words[answer.code] ?? this.host.words[answer.code];
    say(this.part('asking-problem'), problem ?? this.host.words.failed);
    this.host.talk.catchUp();
  }
}

/** Change a text only when it is another one: a screen reader reads every change aloud. */
function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

customElements.define('chat-company', ChatCompany);

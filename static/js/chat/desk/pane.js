/** The conversation under the hand: what was said, the composer, its end and its outcome. */
import { isGuarded, verdictOf } from '../../guard/awake.js';
import { fetchAttachment } from '../attachments.js';
import { Bubbles, clockTime } from '../bubbles.js';
import { Care } from './care.js';
import { Closing } from './closing.js';
import { silenceOf } from './silence.js';

const TYPING_SHOWN_MS = 4000;
const AT_END_PX = 40;

export class Pane {
  constructor(desk) {
    this.desk = desk;
    this.log = desk.part('log');
    this.composer = desk.part('composer');
    this.box = this.composer.querySelector('textarea');
    this.care = new Care(desk, () => this.#send());
    this.#hearComposer();
    // On the document, after the house has asked "are you sure?": it holds the event until then.
    document.addEventListener('submit', (event) => {
      const deed = { close: desk.part('close'), misuse: desk.part('misuse') };
      const wanted = Object.keys(deed).find((name) => deed[name] === event.target);
      if (!wanted || event.defaultPrevented) return;
      event.preventDefault();
      this.#end(wanted);
    });
    this.closing = new Closing(desk);
  }

  #hearComposer() {
    this.composer.addEventListener('submit', (event) => {
      event.preventDefault();
      if (!isGuarded(this.composer)) return;
      const text = this.box.value.trim();
      const one = this.desk.chosen;
      if (text && one && this.care.lets(text, one)) this.#send();
    });
    this.box.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.composer.requestSubmit();
    });
    this.box.addEventListener('input', () => {
      const one = this.desk.chosen;
      if (!one) return;
      this.care.close();
      one.draft = this.box.value;
      if (this.box.value) one.talk.typing();
    });
  }

  #send() {
    const text = this.box.value.trim();
    const one = this.desk.chosen;
    if (!text || !one) return;
    this.box.value = '';
    one.draft = '';
    one.talk.say(text, verdictOf(this.composer));
    this.focus();
  }

  focus() {
    if (!this.composer.hidden) this.box.focus();
  }

  /** Show how the chosen conversation stands. */
  draw() {
    const { desk } = this;
    const one = desk.chosen;
    const state = one?.talk.state?.state ?? one?.row.state;
    const isAtEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < AT_END_PX;
    desk.part('nothing').hidden = Boolean(one);
    this.log.hidden = !one;
    this.composer.hidden = state !== 'open';
    for (const name of ['close', 'misuse']) desk.part(name).hidden = state !== 'open';
    desk.part('outcome').hidden = state !== 'closed';
    if (state === 'closed') this.closing.show(one);
    desk.part('heading').textContent = one ? desk.nameOf(one.row) : desk.words.noneChosen;
    desk.part('presence').textContent =
      state === 'open' ? this.#presence(one.talk.state ?? {}) : '';
    this.drawHint();
    if (this.drawn === one) this.#drawMarks(one);
    if (isAtEnd) this.log.scrollTop = this.log.scrollHeight;
  }

  /** Say gently who has been quiet. */
  drawHint() {
    const { desk } = this;
    const one = desk.chosen;
    const quiet = one && silenceOf(one, { silence: desk.view.silence, now: desk.now() });
    const line = desk.part('quiet');
    line.hidden = !quiet;
    if (!quiet) return;
    const text = desk.words[quiet.who === 'visitor' ? 'quietHint' : 'waitsHint']
      .replace('{name}', desk.nameOf(one.row))
      .replace('{time}', desk.minutes(quiet.minutes));
    if (line.textContent !== text) line.textContent = text;
  }

  #presence({ here, held_until }) {
    const { words, dataset } = this.desk;
    if (here !== false) return '';
    return held_until
      ? words.held.replace('{time}', clockTime(held_until, dataset.lang))
      : words.away;
  }

  /** Show another conversation. */
  turn() {
    this.care.turned();
    this.draw();
    const { desk } = this;
    const one = desk.chosen;
    this.drawn = one;
    if (!one) return;
    this.#hideTyping();
    const name = desk.nameOf(one.row);
    desk.part('to').textContent = desk.words.to.replace('{name}', name);
    this.box.value = one.draft;
    desk.querySelector('[data-composer] worker-guard').close();
    const attachments = JSON.parse(desk.dataset.attachments);
    this.bubbles?.clear();
    this.bubbles = new Bubbles(this.log, {
      pieces: desk,
      me: 'responder',
      voice: one.row.voice,
      names: { ...voicesOf(one), visitor: name },
      words: desk.words,
      lang: desk.dataset.lang,
      fetch: (message) => fetchAttachment(attachments, message, one.talk.seals),
    });
    this.bubbles.clear();
    for (const [what, ...details] of one.told) this.bubbles[what](...details);
    this.#drawMarks(one);
    this.log.scrollTop = this.log.scrollHeight;
  }

  /** The sealed name has been opened: say it, here and on what stands here already. */
  named() {
    const { desk } = this;
    const name = desk.nameOf(desk.chosen.row);
    desk.part('to').textContent = desk.words.to.replace('{name}', name);
    this.bubbles.look.names.visitor = name;
    for (const who of this.log.querySelectorAll('.bubble.theirs [data-who]'))
      if (who.textContent === desk.words.noName || who.textContent === desk.words.nameSealed)
        who.textContent = name;
    this.draw();
  }

  #drawMarks(one) {
    this.bubbles?.seen(one?.talk.state?.seen?.visitor ?? 0);
  }

  hear(what, details) {
    Object.assign(this.bubbles.look.names, voicesOf(this.desk.chosen));
    this.bubbles[what](...details);
    this.#hideTyping();
  }

  showTyping() {
    const line = this.desk.part('typing');
    const name = this.desk.nameOf(this.desk.chosen.row);
    line.textContent = this.desk.words.typing.replace('{name}', name);
    line.hidden = false;
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => this.#hideTyping(), TYPING_SHOWN_MS);
  }

  #hideTyping() {
    this.desk.part('typing').hidden = true;
  }

  /** End it, as a conversation or as misuse. */
  async #end(how) {
    const one = this.desk.chosen;
    if (!one) return;
    const answer = await this.desk.live.ask(how, { conversation_id: one.talk.id });
    if (answer.ok) one.talk.setState(answer);
    else this.desk.problem(answer.code);
  }
}

/** By which name each worker in a conversation is called. */
function voicesOf({ talk }) {
  return Object.fromEntries((talk.state?.people ?? []).map(({ voice, name }) => [voice, name]));
}

/** How messages look: clones of the page's templates, filled by textContent only. */
import { VERDICTS } from '../sealed/sealed.js';
import { about, minutesAndSeconds } from './attachments.js';
import { makeCard, sayReaction, showReaction } from './cards.js';
import { makePacket, makeRelease } from './packets.js';

const LABELLED = new Set(['agreed', 'feedback']);
/** What has been counted cannot be taken back. */
const KEPT = new Set(['card', 'reaction', 'release']);
/** What is more than words, by its kind; the page has a template of the same name. */
const MADE = { card: makeCard, packet: makePacket, release: makeRelease };

export class Bubbles {
  /**
   * @param {HTMLElement} log the list that messages are added to
   * @param {{pieces: ParentNode, me: string, names: Record<string, string>, words: Record<string, string>, lang: string}} look
   */
  constructor(log, look) {
    this.log = log;
    this.look = look;
    this.pending = new Map();
    this.seenUpTo = 0;
    this.urls = [];
  }

  /** Show one's own words before the server has them. */
  addPending(message) {
    const bubble = this.#make(message);
    bubble.dataset.state = 'sending';
    bubble.querySelector('[data-mark]').textContent = this.look.words.sending;
    this.pending.set(message.client_id, bubble);
    this.#append(bubble);
    this.#markMine();
  }

  /** Show a message that is in the database; one's own pending bubble becomes it. */
  add(message) {
    const mine = this.pending.get(message.client_id);
    this.pending.delete(message.client_id);
    const bubble = mine ?? this.#make(message);
    delete bubble.dataset.state;
    bubble.dataset.seq = message.seq;
    bubble.querySelector('[data-mark]').textContent = '';
    const time = bubble.querySelector('[data-at]');
    time.dateTime = message.at;
    time.textContent = clockTime(message.at, this.look.lang);
    bubble.dataset.id = message.client_id;
    if (message.kind === 'withdrawn') this.#empty(bubble, message);
    if (message.kind === 'reaction') showReaction(this.log, message);
    this.#place(bubble);
    this.#markMine();
  }

  /** Take a withdrawn message's words away; that there was one stays. */
  withdraw(message) {
    const bubble = this.log.querySelector(`[data-seq="${message.seq}"]`);
    if (bubble) this.#empty(bubble, message);
    this.#markMine();
  }

  /** The other side has read everything up to a number. */
  seen(seq) {
    this.seenUpTo = Math.max(this.seenUpTo, seq);
    this.#markMine();
  }

  /** Say on a pending bubble why it could not be sent. */
  fail(clientId, why) {
    const bubble = this.pending.get(clientId);
    if (!bubble) return;
    bubble.dataset.state = 'failed';
    bubble.querySelector('[data-mark]').textContent = why;
    this.#markMine();
  }

  /** A line of the house's own, not of either side. */
  note(text) {
    const line = document.createElement('p');
    line.className = 'bubble system';
    line.textContent = text;
    this.#append(line);
  }

  clear() {
    this.log.replaceChildren();
    this.pending.clear();
    for (const url of this.urls.splice(0)) URL.revokeObjectURL(url);
    this.seenUpTo = 0;
  }

  /** What is in the database stands before what is on its way; what stands right is not touched,
   * for a screen reader would read it again. */
  #place(bubble) {
    const next = this.#onItsWay() ?? null;
    if (bubble.isConnected && bubble.nextElementSibling === next) return;
    this.#append(bubble, next);
  }

  #onItsWay() {
    return [...this.pending.values()].find((one) => one.dataset.state === 'sending');
  }

  /**
   * One's last message may be taken back, and the last that has been read says so. While a later one is on its way, the
   * button would take back another than the hand means.
   */
  #markMine() {
    const isSending = Boolean(this.#onItsWay());
    const mine = [...this.log.querySelectorAll('.bubble.mine[data-seq]')];
    const last = mine.at(-1);
    const read = mine.findLast((one) => Number(one.dataset.seq) <= this.seenUpTo);
    for (const one of mine) {
      const mark = one.querySelector('[data-mark]');
      const said = one === read ? this.look.words.seen : '';
      if (mark.textContent !== said) mark.textContent = said;
      const form = one.querySelector('[data-withdraw]');
      const isKept = 'withdrawn' in one.dataset || 'kept' in one.dataset;
      if (form) form.hidden = isSending || one !== last || isKept;
    }
  }

  #empty(bubble, message) {
    const { withdrawn, withdrawnByYou, withdrawnSeen, withdrawnUnseen } = this.look.words;
    const how = message.wasSeen ? withdrawnSeen : withdrawnUnseen;
    const yours = typeof message.wasSeen === 'boolean' ? how : withdrawnByYou;
    // A new element, so that a screen reader says it.
    const line = document.createElement('p');
    line.className = 'gone';
    line.dataset.text = '';
    line.textContent = message.author === this.look.me ? yours : withdrawn;
    bubble.dataset.withdrawn = '';
    bubble.querySelector('[data-text], .card, .attachment').replaceWith(line);
  }

  #append(bubble, before = null) {
    const near = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 120;
    this.log.insertBefore(bubble, before);
    if (near || bubble.classList.contains('mine')) this.log.scrollTop = this.log.scrollHeight;
  }

  #make(message) {
    const bubble = this.#clone('bubble');
    const isMine = this.#isMine(message);
    bubble.classList.add(isMine ? 'mine' : 'theirs');
    bubble.querySelector('[data-who]').textContent = isMine
      ? this.look.words.you
      : (this.look.names[message.by] ?? this.look.names[message.author] ?? '');
    const text = bubble.querySelector('[data-text]');
    if (LABELLED.has(message.kind)) bubble.prepend(this.#label(message.kind));
    if (KEPT.has(message.kind)) bubble.dataset.kept = '';
    if (message.trouble) bubble.dataset.trouble = message.trouble;
    if (!isMine && message.verdict === VERDICTS.asked) bubble.append(this.#label('needNotAnswer'));
    if (message.kind in MADE) {
      text.replaceWith(MADE[message.kind](this.#clone(message.kind), message, this.look));
    } else if (message.kind === 'picture' || message.kind === 'voice')
      text.replaceWith(this.#attachment(message));
    else if (message.kind === 'reaction') sayReaction(text, message, this.look);
    else if (message.kind === 'withdrawn') text.textContent = '';
    else if (message.text === null) text.textContent = this.#why(message);
    else linkify(text, message.text);
    return bubble;
  }

  /** With several workers in a conversation, `voice` is one's own among them. */
  #isMine({ author, by }) {
    return author === this.look.me && (!by || !this.look.voice || by === this.look.voice);
  }

  /** Why a message is not shown: in another browser's way, or not as it was sealed. */
  #why({ trouble }) {
    return this.look.words[`trouble_${trouble}`] ?? this.look.words.unreadable;
  }

  /** What kind of words these are, where they are not just said. */
  #label(kind) {
    const label = document.createElement('p');
    label.className = 'bubble-kind';
    label.textContent = this.look.words[kind];
    return label;
  }

  /** A picture or a voice: fetched when it is wanted, not before, so that nobody sees what they would not. */
  #attachment(message) {
    const { words } = this.look;
    const { seconds, alt, type } = about(message);
    const figure = this.#clone('attachment');
    const button = figure.querySelector('button');
    const isVoice = message.kind === 'voice';
    const label = isVoice
      ? words.playVoice.replace('{time}', minutesAndSeconds(seconds))
      : words.showPicture;
    figure.querySelector('figcaption').textContent = alt;
    button.textContent = type ? label : words.unreadable;
    button.disabled = !type;
    button.addEventListener('click', async () => {
      button.textContent = words.fetching;
      const blob = await this.look.fetch(message);
      button.textContent = blob ? label : words.notFetched;
      if (blob && button.isConnected) this.#reveal(button, blob, { isVoice, alt });
    });
    return figure;
  }

  #reveal(button, blob, { isVoice, alt }) {
    const url = URL.createObjectURL(blob);
    this.urls.push(url);
    const shown = document.createElement(isVoice ? 'audio' : 'img');
    shown.src = url;
    if (isVoice) shown.controls = true;
    if (isVoice) shown.setAttribute('aria-label', this.look.words.voice);
    else shown.alt = alt || this.look.words.picture;
    shown.addEventListener('load', () => shown.scrollIntoView({ block: 'nearest' }));
    button.replaceWith(shown);
    if (!isVoice) return;
    shown.focus();
    shown.play().catch(() => {}); // a browser may want another press: the control is there
  }

  #clone(name) {
    return this.look.pieces
      .querySelector(`template[data-${name}]`)
      .content.firstElementChild.cloneNode(true);
  }
}

/** Say a time as `core/dates.py` does: 7.30, in English 07:30. */
export function clockTime(stamp, lang) {
  const at = new Date(stamp);
  const minutes = String(at.getMinutes()).padStart(2, '0');
  if (lang === 'en') return `${String(at.getHours()).padStart(2, '0')}:${minutes}`;
  return `${at.getHours()}.${minutes}`;
}

/** Put text into `element`, its web addresses as links that tell the other site nothing. */
function linkify(element, text) {
  for (const part of text.split(/(https?:\/\/[^\s<>"\p{C}]+)/gu)) {
    element.append(/^https?:\/\//.test(part) ? linkTo(part) : part);
  }
}

/** A link that shows where it leads: no "bank.fi@elsewhere", no letters that only look like ours. */
function linkTo(address) {
  const to = URL.canParse(address) ? new URL(address) : null;
  if (!to || to.username || to.password) return address;
  const link = document.createElement('a');
  link.href = to.href;
  link.rel = 'noreferrer noopener';
  link.target = '_blank';
  link.textContent = to.hostname.includes('xn--') ? to.href : address;
  return link;
}

/** <waiting-room>: one's place in the queue and the wait, as the house honestly sees it. */
import { Caller } from './calling.js';

const IN_MINUTES = 120;
const HALF_HOUR = 30;

class WaitingRoom extends HTMLElement {
  join(host) {
    this.words = host.words;
    this.caller = new Caller();
    this.#offerCall();
    const hear = ({ state, waiting }) => {
      if (this.now === 'waiting' && state !== 'waiting')
        this.caller.call(Number(this.dataset.callMinutes));
      this.now = state;
      this.hidden = state !== 'waiting';
      if (!this.hidden && waiting) this.#show(waiting);
    };
    host.talk.addEventListener('state', ({ detail }) => hear(detail));
    if (host.talk.state) hear(host.talk.state);
    host.live.on('waiting', (waiting) => this.#show(waiting));
  }

  #offerCall() {
    const button = this.querySelector('[data-call-me]');
    this.querySelector('[data-call]').hidden = !window.AudioContext;
    button.addEventListener('click', () => {
      if (this.caller.isOn) this.caller.turnOff();
      else this.caller.turnOn();
      button.setAttribute('aria-pressed', this.caller.isOn);
      const hint = this.querySelector('[data-call-hint]');
      hint.textContent = this.caller.isOn ? this.words.callOn : this.words.callOff;
    });
  }

  #show(waiting) {
    if (!waiting.place) return;
    say(this.querySelector('[data-place]'), waiting.place);
    say(this.querySelector('[data-wait]'), waitText(this.words, waiting, this.dataset.lang));
    this.querySelector('[data-instead]').hidden = waiting.closing === 'certain';
  }
}

/** Change a text only when it is another one: a screen reader reads every change aloud. */
function say(element, text) {
  if (element.textContent !== String(text)) element.textContent = text;
}

/** An estimate in words: a range, how it stands to the end of the hours, or that nobody can say. */
function waitText(words, { low, high, closing, closes_at }, lang) {
  if (low === null) return words.waitUnknown;
  const time = closes_at ? clockTime(closes_at, lang) : '';
  if (time && closing === 'unlikely') return words.waitUnlikely.replace('{time}', time);
  const uncertain =
    time && closing === 'uncertain' ? words.waitUncertain.replace('{time}', time) : '';
  return [rangeText(words, low, high), uncertain].filter(Boolean).join(' ');
}

function rangeText(words, low, high) {
  if (high === null) return low ? words.waitOver.replace('{low}', halves(low, Math.floor)) : '';
  if (high > IN_MINUTES)
    return words.waitHours
      .replace('{low}', halves(low, Math.floor))
      .replace('{high}', halves(high, Math.ceil));
  if (!low) return words.waitShort.replace('{high}', high);
  return words.waitRange.replace('{low}', low).replace('{high}', high);
}

/** Minutes as hours and halves: "½", "1", "1½". */
function halves(minutes, round) {
  const count = round(minutes / HALF_HOUR);
  const half = count % 2 ? '½' : '';
  return `${Math.floor(count / 2) || (half ? '' : 0)}${half}`;
}

/** The wall clock in Helsinki, wherever the phone is; Finnish and Swedish write 7.30. */
function clockTime(stamp, lang) {
  const options = {
    timeZone: 'Europe/Helsinki',
    hour: 'numeric',
    minute: '2-digit',
    hour12: false,
  };
  const written = new Intl.DateTimeFormat('fi', options).format(new Date(stamp));
  return lang === 'en' ? written.replace('.', ':').padStart(5, '0') : written;
}

customElements.define('waiting-room', WaitingRoom);

/**
 * Calling somebody back whose turn has come: a soft tone and a dot in the tab's title, while they look elsewhere.
 *
 * Only for those who have asked for it: a browser lets nothing sound without a touch, and a title that changes by
 * itself could betray somebody to whoever looks over their shoulder.
 */
const EVERY_MS = 12_000;
const DOT = '• ';
const NOTES = [
  [523.25, 0],
  [659.25, 0.35],
];
const LOUDNESS = 0.12;

export class Caller {
  #sound = null;
  #title = document.title;
  #timer = null;

  constructor() {
    document.addEventListener('visibilitychange', () => !document.hidden && this.stop());
    window.addEventListener('quick-exit', () => this.turnOff());
  }

  get isOn() {
    return this.#sound !== null;
  }

  /** To be called from a touch. The tone is heard once, so that one knows it and how loud it is. */
  turnOn() {
    this.#sound = new AudioContext();
    this.#play();
  }

  turnOff() {
    this.stop();
    this.#sound?.close();
    this.#sound = null;
  }

  /** Call until the page is looked at again, for at most `minutes`. */
  call(minutes) {
    if (!this.isOn || !document.hidden || this.#timer) return;
    this.#title = document.title;
    document.title = DOT + this.#title;
    this.#play();
    const until = performance.now() + minutes * 60_000;
    this.#timer = setInterval(() => {
      if (performance.now() > until) this.stop();
      else this.#play();
    }, EVERY_MS);
  }

  stop() {
    if (!this.#timer) return;
    clearInterval(this.#timer);
    this.#timer = null;
    document.title = this.#title;
  }

  #play() {
    const sound = this.#sound;
    sound.resume();
    for (const [pitch, after] of NOTES) {
      const at = sound.currentTime + after;
      const tone = new OscillatorNode(sound, { frequency: pitch });
      const swell = new GainNode(sound, { gain: 0 });
      swell.gain.linearRampToValueAtTime(LOUDNESS, at + 0.05);
      swell.gain.exponentialRampToValueAtTime(0.001, at + 0.9);
      tone.connect(swell).connect(sound.destination);
      tone.start(at);
      tone.stop(at + 1);
    }
  }
}

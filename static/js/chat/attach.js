/** <chat-attach>: a picture or a voice message, looked at or listened to by its sender before it goes. */
import { bring, minutesAndSeconds } from './attachments.js';
import { redraw } from './picture.js';
import { canRecord, Recorder } from './recorder.js';

/** Sealing makes a thing a little larger. */
const ENVELOPE_BYTES = 1024;

class ChatAttach extends HTMLElement {
  join(host) {
    this.host = host;
    this.words = host.words;
    this.rules = JSON.parse(host.dataset.attachments);
    this.panel = this.parentElement.querySelector('[data-attach-panel]');
    this.recorder = new Recorder();
    this.#hear();
    this.#offer();
    host.addEventListener('chosen', () => {
      // What was meant for one person must not go to another.
      this.#drop();
      this.#offer();
    });
    window.addEventListener('quick-exit', () => this.#drop());
  }

  part(name) {
    return this.panel.querySelector(`[data-attach-${name}]`);
  }

  button(kind) {
    return this.querySelector(`[data-attach="${kind}"]`);
  }

  get talk() {
    return this.host.talk ?? this.host.chosen?.talk;
  }

  #offer() {
    const kinds = this.rules.kinds ?? this.rules.kinds_of[this.host.chosen?.row.line_id] ?? [];
    this.button('voice').hidden = !kinds.includes('voice') || !canRecord();
    this.button('picture').hidden = !kinds.includes('picture');
    this.hidden = !kinds.length;
  }

  #hear() {
    const file = this.querySelector('[data-attach-file]');
    this.button('voice').addEventListener('click', () => this.#askVoice());
    this.button('picture').addEventListener('click', () => file.click());
    file.addEventListener('change', () => {
      const [chosen] = file.files;
      file.value = '';
      if (chosen) this.#takePicture(chosen);
    });
    this.part('start').addEventListener('click', () => this.#record());
    this.part('stop').addEventListener('click', () => this.recorder.stop());
    this.part('send').addEventListener('click', () => this.#send());
    this.part('drop').addEventListener('click', () => {
      this.#drop();
      this.#goBack();
    });
  }

  /** Show the panel with a sentence and the buttons that now mean something; the first has the focus. */
  #show(text, ...buttons) {
    this.panel.hidden = false;
    this.part('text').textContent = text;
    for (const name of ['start', 'stop', 'send']) this.part(name).hidden = !buttons.includes(name);
    this.part('meter').hidden = !buttons.includes('stop');
    this.part('alt').hidden = this.made?.kind !== 'picture';
    const log = this.host.querySelector('[data-log]');
    log.scrollTop = log.scrollHeight;
    if (buttons.length) this.part(buttons[0]).focus();
  }

  #askVoice() {
    this.#drop();
    const time = minutesAndSeconds(this.rules.voice.seconds);
    this.#show(this.words.voiceFirst.replace('{time}', time), 'start');
  }

  async #record() {
    const { seconds } = this.rules.voice;
    const talk = this.talk;
    const wish = (this.wish = {});
    try {
      const { ended } = await this.recorder.start({ seconds, onTick: (now) => this.#tick(now) });
      if (this.wish !== wish) return this.recorder.drop();
      this.#show('', 'stop');
      this.#tick(0);
      const made = await ended;
      if (made && this.wish === wish) this.#preview('voice', talk, made.blob, made);
    } catch {
      this.#show(this.words.noMicrophone);
    }
  }

  #tick(seconds) {
    this.part('time').textContent = this.words.recording
      .replace('{time}', minutesAndSeconds(seconds))
      .replace('{most}', minutesAndSeconds(this.rules.voice.seconds));
  }

  async #takePicture(file) {
    this.#drop();
    const talk = this.talk;
    const wish = (this.wish = {});
    const { pixels, bytes } = this.rules.picture;
    const blob = await redraw(file, { pixels, bytes: bytes - ENVELOPE_BYTES });
    if (this.wish !== wish) return;
    if (blob) this.#preview('picture', talk, blob, {});
    else this.#show(this.words.noPicture);
  }

  /** Let the sender see or hear what would go. */
  #preview(kind, talk, blob, { seconds }) {
    if (blob.size > this.rules[kind].bytes - ENVELOPE_BYTES)
      return this.#show(this.words.too_large);
    this.made = { kind, talk, blob, seconds, clientId: crypto.randomUUID() };
    this.made.url = URL.createObjectURL(blob);
    const shown = document.createElement(kind === 'voice' ? 'audio' : 'img');
    shown.src = this.made.url;
    if (kind === 'voice') {
      shown.controls = true;
      shown.setAttribute('aria-label', this.words.voice);
    } else shown.alt = this.words.picture;
    this.part('preview').replaceChildren(shown);
    this.#show(kind === 'voice' ? this.words.recorded : this.words.pictureReady, 'send');
  }

  async #send() {
    const { made } = this;
    if (!made || made.isGoing) return;
    made.isGoing = true;
    this.part('text').textContent = this.words.sendingIt;
    const named = { conversation_id: made.talk.id, client_id: made.clientId };
    const answer = await bring(this.rules, named, made.kind, made.blob, made.talk.seals);
    made.isGoing = false;
    if (this.made !== made) return;
    if (!answer.ok) {
      this.part('text').textContent = this.words[answer.code] ?? this.words.failed;
      return;
    }
    const alt = this.part('alt').querySelector('input').value.trim();
    const { seconds } = made;
    made.talk.sendAttachment(made.kind, made.clientId, { type: made.blob.type, seconds, alt });
    this.#drop();
    this.#goBack();
  }

  /** Forget whatever was being made. */
  #drop() {
    this.wish = null;
    this.recorder.drop();
    if (this.made) URL.revokeObjectURL(this.made.url);
    this.made = null;
    this.part('preview').replaceChildren();
    this.part('alt').querySelector('input').value = '';
    this.panel.hidden = true;
  }

  #goBack() {
    this.closest('form').querySelector('textarea').focus();
  }
}

customElements.define('chat-attach', ChatAttach);

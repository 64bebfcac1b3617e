/**
 * <call-box>: a call between the two sides of a conversation, if both want it.
 *
 * Voice first; each turns on their own camera. What cannot be carried is left out: the picture, then the voice, and
 * one goes on in writing. A call belongs to the conversation it began in, whichever one the desk shows meanwhile.
 */
import { Devices } from './call/devices.js';
import { Peer } from './call/peer.js';
import { say, show } from './say.js';

const PATIENCE_MS = 60_000;

class CallBox extends HTMLElement {
  join(host) {
    this.host = host;
    this.live = host.live;
    this.words = JSON.parse(this.dataset.words);
    this.devices = new Devices();
    this.terms = {};
    this.#rest();
    this.live.on('call', (told) => this.#hear(told));
    this.live.on('state', (told) => this.#hearState(told));
    this.live.on('presence', (told) => this.#hearPresence(told));
    this.live.whenConnected(() => this.#look());
    host.addEventListener('chosen', () => this.#look());
    host.talk?.addEventListener('state', () => this.#draw());
    window.addEventListener('quick-exit', () => this.#end());
    window.addEventListener('pagehide', () => this.#end());
    this.#hearHand();
    if (this.live.isConnected()) this.#look();
  }

  part(name) {
    return this.querySelector(`[data-${name}]`);
  }

  #hearHand() {
    const deeds = {
      open: () => this.#stand('choosing'),
      back: () => this.#stand('idle'),
      invite: () => this.#invite(),
      cancel: () => this.#hangUp('over'),
      decline: () => this.#decline(),
      accept: () => this.#accept(),
      mute: () => this.#mute(),
      camera: () => this.#turnCamera(),
      'hang-up': () => this.#hangUp('over'),
    };
    for (const [name, deed] of Object.entries(deeds)) {
      this.part(name).addEventListener('click', deed);
    }
  }

  // ── Who one talks with ──────────────────────────────────────────────────────────────────────────

  #talk() {
    return this.host.talk ?? this.host.chosen?.talk;
  }

  #name() {
    if (this.dataset.me === 'visitor') return this.host.names.responder ?? this.words.responder;
    const { row } = this.host.talks.get(this.where) ?? this.host.chosen ?? {};
    return row ? this.host.nameOf(row) : this.words.visitor;
  }

  async #look() {
    const talk = this.#talk();
    if (talk && this.state === 'idle') {
      const terms = await this.live.look('call_terms', { conversation_id: talk.id });
      if (terms.ok && talk.id === this.#talk()?.id) this.terms = terms;
    }
    this.#draw();
  }

  #send(signal, body = '') {
    return this.live.ask('call_signal', {
      conversation_id: this.where,
      call_id: this.call,
      signal,
      body,
    });
  }

  // ── Asking and answering ────────────────────────────────────────────────────────────────────────

  async #invite() {
    this.#begin(this.#talk().id, crypto.randomUUID());
    this.#stand('asking');
    this.#wait();
    const answer = await this.#send('invite');
    if (!answer.ok) this.#stop('noConnection');
  }

  async #invited(told) {
    // Both asked at once: the visitor's question stands.
    if (this.state === 'asking' && this.dataset.me === 'visitor') return;
    if (this.state === 'talking' || this.state === 'asked') return;
    this.#begin(told.conversation_id, told.call_id);
    const terms = await this.live.look('call_terms', { conversation_id: this.where });
    if (!terms.ok || this.call !== told.call_id) return;
    this.terms = terms;
    this.#stand('asked');
    this.#wait();
  }

  #decline() {
    this.#send('decline');
    this.#end();
    this.#rest();
  }

  async #accept() {
    const { call } = this;
    const terms = await this.live.ask('call_terms', { conversation_id: this.where });
    if (terms.ok) this.terms = terms;
    if (await this.#openSound(call)) this.#send('accept');
  }

  async #accepted() {
    const { call } = this;
    if (this.state !== 'asking' || !(await this.#openSound(call))) return;
    await this.peer.offer(this.sound);
  }

  /** Open the microphone and make ready for the other side. */
  async #openSound(call) {
    clearTimeout(this.timer);
    const sound = await this.devices.microphone();
    if (this.call !== call) {
      if (sound) this.devices.close(sound);
      return false;
    }
    if (!sound) {
      this.#send('hang_up', 'no_media');
      this.#stop('noMicrophone');
      return false;
    }
    this.sound = sound;
    this.#stand('talking');
    this.#status('connecting');
    this.#connect();
    return true;
  }

  #connect() {
    this.peer = new Peer(this.terms, (signal, body) => this.#send(signal, body));
    this.peer.addEventListener('track', ({ detail }) => {
      const place = this.part(detail.kind === 'video' ? 'theirs' : 'sound');
      place.srcObject = new MediaStream([detail]);
    });
    this.peer.addEventListener('connection', ({ detail }) => this.#connection(detail));
  }

  // ── What the other side tells ───────────────────────────────────────────────────────────────────

  #hear(told) {
    if (told.signal === 'invite') return this.#invited(told);
    if (told.call_id !== this.call) return undefined;
    const { signal, body } = told;
    const deeds = {
      accept: () => this.#accepted(),
      decline: () => this.#stop('declined'),
      hang_up: () => this.#stop(body === 'no_media' ? 'theirMicrophone' : 'over'),
      // Only who has said yes has a peer: nobody is connected without having been asked.
      offer: () => this.peer?.answer(body, this.peer.pc.remoteDescription ? null : this.sound),
      answer: () => this.peer?.answered(body),
      candidate: () => this.peer?.candidate(body),
      camera: () => (this.part('theirs').hidden = body !== 'on'),
    };
    // One after the other: a candidate must not overtake the description that is being read.
    this.order = (this.order ?? Promise.resolve()).then(deeds[signal]).catch(() => {});
    return this.order;
  }

  #hearState(told) {
    const isOurs = this.call && told.conversation_id === this.where;
    const moved = isOurs && this.partner && told.responder && told.responder !== this.partner;
    if (isOurs && (told.state !== 'open' || moved)) this.#stop('over');
  }

  /** Whoever has left the page and is heard no more has gone: no need to look for another way to them. */
  #hearPresence({ conversation_id, author, here }) {
    if (conversation_id !== this.where || author === this.dataset.me) return;
    this.isAlone = !here;
    this.#stopIfAlone();
  }

  #stopIfAlone() {
    if (this.isAlone && this.peer?.pc.connectionState === 'disconnected') this.#stop('over');
  }

  // ── Talking ─────────────────────────────────────────────────────────────────────────────────────

  #connection(state) {
    if (state === 'connected' || state === 'disconnected') this.#status(state);
    if (state === 'disconnected') this.#stopIfAlone();
    if (state === 'failed') this.#another();
  }

  /** The picture is left out first; then another way is tried once; then one goes on in writing. */
  async #another() {
    if (this.picture) {
      await this.#closeCamera();
      this.#note('voiceOnly');
    } else if (this.hasRestarted) {
      this.#hangUp('noConnection');
      return;
    }
    this.hasRestarted = true;
    this.#status('connecting');
    await this.peer.restart();
  }

  #mute() {
    this.sound.enabled = !this.sound.enabled;
    this.part('mute').setAttribute('aria-pressed', String(!this.sound.enabled));
  }

  async #turnCamera() {
    if (this.picture) return this.#closeCamera();
    const { call } = this;
    const picture = await this.devices.camera();
    if (!picture) return this.#note('noCamera');
    if (this.call !== call) return this.devices.close(picture);
    this.picture = picture;
    await this.peer.show(picture);
    this.part('mine').srcObject = new MediaStream([picture]);
    this.#showCamera(true);
  }

  async #closeCamera() {
    this.devices.close(this.picture);
    this.picture = null;
    await this.peer.show(null);
    this.#showCamera(false);
  }

  #showCamera(isOn) {
    this.part('mine').hidden = !isOn;
    this.part('camera').setAttribute('aria-pressed', String(isOn));
    this.#note('');
    this.#send('camera', isOn ? 'on' : 'off');
  }

  // ── Beginning and ending ────────────────────────────────────────────────────────────────────────

  #begin(conversation, call) {
    this.#end();
    this.where = conversation;
    this.call = call;
    this.partner = this.dataset.me === 'visitor' ? this.host.names.responder : null;
    this.#note('');
  }

  #wait() {
    this.timer = setTimeout(() => this.#hangUp('noAnswer'), PATIENCE_MS);
  }

  #hangUp(why) {
    this.#send('hang_up');
    this.#stop(why);
  }

  #stop(why) {
    this.#end();
    this.#rest();
    this.#note(why);
  }

  /** At once and without asking anybody: nothing of this device is heard or seen any more. */
  #end() {
    clearTimeout(this.timer);
    this.devices.closeAll();
    this.peer?.close();
    this.peer = this.sound = this.picture = this.call = null;
    this.hasRestarted = this.isAlone = false;
    this.order = null;
    for (const name of ['theirs', 'mine', 'sound']) this.part(name).srcObject = null;
    for (const name of ['theirs', 'mine']) this.part(name).hidden = true;
    for (const name of ['mute', 'camera']) this.part(name).setAttribute('aria-pressed', 'false');
  }

  #rest() {
    this.where = null;
    this.#stand('idle');
  }

  #stand(state) {
    this.state = state;
    this.#draw();
  }

  #draw() {
    const isOpen = this.#talk()?.state?.state === 'open';
    this.hidden =
      this.state === 'idle' && !(this.terms.offered && isOpen) && !this.part('note').textContent;
    show(this, this.state);
    this.part('open').hidden = !(this.terms.offered && isOpen);
    this.part('relayed').hidden = !this.terms.relayed;
    this.part('direct').hidden = Boolean(this.terms.relayed);
    this.part('camera').hidden = !this.terms.kinds?.includes('video');
    say(this, { name: this.#name() });
  }

  #status(which) {
    this.part('status').textContent = this.words[which];
  }

  #note(which) {
    this.part('note').textContent = this.words[which] ?? '';
    this.#draw();
  }
}

customElements.define('call-box', CallBox);

/**
 * One WebRTC connection between the two browsers of a conversation.
 *
 * Both directions of sound and picture are agreed on at the start; a camera that is turned on later only puts its track
 * in its place, so nothing has to be agreed on anew. Signals go through `send(signal, body)`.
 */
export class Peer extends EventTarget {
  constructor({ ice, relayed }, send) {
    super();
    this.send = send;
    this.early = [];
    this.pc = new RTCPeerConnection({
      iceServers: ice,
      // Through the relay only: nothing else hides the address of this device from the other one.
      iceTransportPolicy: relayed ? 'relay' : 'all',
      bundlePolicy: 'max-bundle',
    });
    this.pc.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate) send('candidate', JSON.stringify(candidate));
    });
    this.pc.addEventListener('track', ({ track }) => this.#tell('track', track));
    this.pc.addEventListener('connectionstatechange', () =>
      this.#tell('connection', this.pc.connectionState),
    );
  }

  async offer(sound) {
    this.pc.addTransceiver(sound, { direction: 'sendrecv' });
    this.pc.addTransceiver('video', { direction: 'sendrecv' });
    await this.#describe('offer');
  }

  /** Answer an offer: the first one with our sound, a later one (a new way through the network) as it is. */
  async answer(sdp, sound) {
    await this.pc.setRemoteDescription({ type: 'offer', sdp });
    for (const one of this.pc.getTransceivers()) one.direction = 'sendrecv';
    if (sound) await this.#sender('audio').replaceTrack(sound);
    await this.#describe('answer');
    await this.#addEarly();
  }

  async answered(sdp) {
    await this.pc.setRemoteDescription({ type: 'answer', sdp });
    await this.#addEarly();
  }

  /** A candidate may overtake the description that it belongs to. */
  async candidate(body) {
    const candidate = JSON.parse(body);
    if (this.pc.remoteDescription) await this.pc.addIceCandidate(candidate);
    else this.early.push(candidate);
  }

  /** Look for another way through the network. */
  async restart() {
    this.pc.restartIce();
    await this.#describe('offer');
  }

  show(picture) {
    return this.#sender('video').replaceTrack(picture);
  }

  close() {
    this.pc.close();
  }

  async #describe(signal) {
    await this.pc.setLocalDescription();
    this.send(signal, this.pc.localDescription.sdp);
  }

  async #addEarly() {
    for (const candidate of this.early.splice(0)) await this.pc.addIceCandidate(candidate);
  }

  #sender(kind) {
    return this.pc.getTransceivers().find((one) => one.receiver.track.kind === kind).sender;
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** Microphone and camera of this device: opened when asked for, closed when no longer needed, never before. */
export class Devices {
  #open = new Set();

  /** @returns the track, or null where the device is missing or the person said no */
  async microphone() {
    return this.#track({ audio: { echoCancellation: true, noiseSuppression: true } });
  }

  async camera() {
    return this.#track({ video: { width: 640, height: 480, facingMode: 'user' } });
  }

  get isInUse() {
    return this.#open.size > 0;
  }

  close(track) {
    track.stop();
    this.#open.delete(track);
  }

  closeAll() {
    for (const track of this.#open) this.close(track);
  }

  async #track(wanted) {
    try {
      const stream = await navigator.mediaDevices.getUserMedia(wanted);
      const [track] = stream.getTracks();
      this.#open.add(track);
      return track;
    } catch {
      return null;
    }
  }
}

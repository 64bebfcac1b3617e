/** Recording a voice message: nothing is heard before it is started, and the microphone is let go at once after. */

const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];
const BITS_PER_SECOND = 24_000;
const TICK_MS = 250;

export function canRecord() {
  return Boolean(navigator.mediaDevices?.getUserMedia && globalThis.MediaRecorder);
}

export class Recorder {
  #recorder = null;
  #pieces = [];

  /**
   * Begin, once the person lets the browser use the microphone.
   * @param {{seconds: number, onTick: (seconds: number) => void}} limits
   * @returns {Promise<Promise<{blob: Blob, seconds: number} | null>>} what was recorded; null when it was thrown away
   */
  async start({ seconds, onTick }) {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const mimeType = TYPES.find((one) => MediaRecorder.isTypeSupported(one));
    const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS_PER_SECOND });
    this.#recorder = recorder;
    this.#pieces = [];
    const began = performance.now();
    const lasted = () => (performance.now() - began) / 1000;
    const clock = setInterval(() => {
      onTick(lasted());
      if (lasted() >= seconds) this.stop();
    }, TICK_MS);
    recorder.addEventListener('dataavailable', ({ data }) => this.#pieces?.push(data));
    const ended = new Promise((resolve) => {
      recorder.addEventListener('stop', () => {
        clearInterval(clock);
        for (const track of stream.getTracks()) track.stop();
        const type = recorder.mimeType.split(';')[0];
        const blob = this.#pieces && new Blob(this.#pieces, { type });
        this.#pieces = null;
        resolve(blob && { blob, seconds: Math.max(1, Math.round(lasted())) });
      });
    });
    recorder.start();
    return { ended };
  }

  stop() {
    if (this.#recorder?.state === 'recording') this.#recorder.stop();
  }

  /** Stop and forget what was heard. */
  drop() {
    this.#pieces = null;
    this.stop();
  }
}

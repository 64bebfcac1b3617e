/** The live socket: one connection, questions with answers, nothing before it is asked for. */
import { io } from '../vendor/socket.io.esm.min.js';

const ANSWER_MS = 8000;
const AGAIN_MS = 2000;
const SPREAD_MS = 1500;
const CALM_MS = 1000;
const CALMS = 3;
/** What has a way of its own with "too many": it keeps an order, or the writer is told. */
const OWN_WAY = new Set(['post', 'sync', 'seen', 'group_post']);
/** What passes by itself while one is connected. */
const PASSING = new Set(['no_answer', 'too_many']);
const calm = () => new Promise((go) => setTimeout(go, CALM_MS * (1 + Math.random() / 2)));

/**
 * @param {"visitor" | "worker"} as which of the two cookies speaks
 */
export function connect(as) {
  const isFramed = as === 'visitor' && 'framed' in document.documentElement.dataset;
  const socket = io('/chat', {
    auth: { as: isFramed ? 'framed' : as },
    transports: ['websocket'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 5000,
    randomizationFactor: 0.5,
  });
  window.addEventListener('quick-exit', () => socket.disconnect());
  // After these two the library waits to be told; a session that has ended is for the page to notice.
  const again = () => setTimeout(() => socket.connect(), AGAIN_MS);
  socket.on('disconnect', (why) => why === 'io server disconnect' && again());
  socket.on('connect_error', (error) => error.message === 'too_many' && again());

  // A hint from another process of the server may have been lost: look again, not all in the same moment.
  const resumes = [];
  socket.on('connect', () => resumes.forEach((resume) => resume()));
  socket.on('behind', () =>
    setTimeout(() => resumes.forEach((resume) => resume()), Math.random() * SPREAD_MS),
  );

  const once = async (event, payload) => {
    if (!socket.connected) return { ok: false, code: 'no_answer' };
    try {
      return await socket.timeout(ANSWER_MS).emitWithAck(event, payload);
    } catch {
      return { ok: false, code: 'no_answer' };
    }
  };

  const looks = new Map();

  return {
    /**
     * Ask and wait for the answer; `{ok: false, code: "no_answer"}` when none came. Of what came too fast nothing has
     * happened: it is asked again, so that quick hands lose neither a list nor a wish.
     */
    async ask(event, payload = {}) {
      let answer = await once(event, payload);
      for (let left = CALMS; answer.code === 'too_many' && left && !OWN_WAY.has(event); left -= 1) {
        await calm();
        answer = await once(event, payload);
      }
      return answer;
    },
    /**
     * Ask how something stands, and go on asking while nobody answers: what is shown would else be old until the next
     * hint, and nobody knows when that comes. Whoever looks meanwhile waits for the same answer.
     */
    async look(event, payload = {}) {
      const answer = await this.ask(event, payload);
      if (answer.ok || !PASSING.has(answer.code) || !socket.connected) return answer;
      const key = JSON.stringify([event, payload]);
      const again = () => {
        looks.delete(key);
        return this.look(event, payload);
      };
      if (!looks.has(key)) looks.set(key, calm().then(again));
      return looks.get(key);
    },
    /** Say something that needs no answer and may be lost. */
    hint(event, payload) {
      if (socket.connected) socket.volatile.emit(event, payload);
    },
    isConnected: () => socket.connected,

    on: (event, hear) => socket.on(event, hear),
    /** Call when connected, the first time and every time after, and when something may have been missed. */
    whenConnected: (hear) => resumes.push(hear),
    whenLost: (hear) => {
      socket.on('disconnect', hear);
      socket.on('connect_error', (error) => hear(error.message));
    },
    close: () => socket.disconnect(),
  };
}

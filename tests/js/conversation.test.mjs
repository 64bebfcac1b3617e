/**
 * The page's own outbox in bad weather, on simulated time: what is lost, doubled, delayed or turned round on its way
 * stands on the page once and in order in the end, and is sent until it is acknowledged.
 */
import assert from 'node:assert/strict';
import test from 'node:test';

const RUNS = 300;
const EACH_SAYS = 4;
const ANSWER_MS = 8000;
const STORM_MS = 60_000;
const EVENING_MS = 1_800_000;

const soon = globalThis.setImmediate;

/** Simulated time: the page's own timers run on it, too. */
class Time {
  now = 0;
  #due = [];
  #number = 0;

  after(ms, deed) {
    const one = { at: this.now + (ms ?? 0), number: (this.#number += 1), deed };
    this.#due.push(one);
    return one;
  }

  every(ms, deed) {
    const one = { stopped: false };
    const again = () => {
      if (one.stopped) return;
      deed();
      this.after(ms, again);
    };
    this.after(ms, again);
    return one;
  }

  stop(one) {
    if (!one) return;
    one.stopped = true;
    this.#due = this.#due.filter((other) => other !== one);
  }

  async pass(isOver) {
    while (this.#due.length && this.now < EVENING_MS && !isOver()) {
      this.#due.sort((one, other) => one.at - other.at || one.number - other.number);
      const next = this.#due.shift();
      this.now = next.at;
      next.deed();
      await new Promise(soon);
    }
  }
}

function randomly(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The server as `docs/protocol.md` describes it: a sequence, each client id once. */
class House {
  said = [];
  seen = { visitor: 0, responder: 0 };
  hears = [];

  answer(author, event, payload) {
    if (event === 'sync') return this.#sync(payload.after);
    if (event === 'seen') {
      this.seen[author] = Math.max(this.seen[author], Math.min(payload.seq, this.said.length));
      return { ok: true };
    }
    const earlier = this.said.find((one) => one.client_id === payload.client_id);
    if (earlier) return { ok: true, seq: earlier.seq };
    const { client_id, sealed } = payload;
    const message = { seq: this.said.length + 1, author, kind: 'text', client_id, sealed };
    this.said.push(message);
    for (const hear of this.hears) hear(message);
    return { ok: true, seq: message.seq };
  }

  #sync(after) {
    const messages = this.said.slice(after, after + 2);
    const last_seq = this.said.length;
    return { ok: true, state: 'open', last_seq, seen: { ...this.seen }, withdrawn: [], messages };
  }
}

/** The socket as `live.js` gives it to the page, in this weather. */
class Weather {
  #life = 0;
  isUp = true;

  constructor(time, random, house, author) {
    Object.assign(this, { time, random, house, author });
    house.hears.push((message) => {
      const life = this.#life;
      this.#carry(() => this.isUp && life === this.#life && this.talk.receive({ ...message }));
    });
  }

  #carry(deed) {
    const isCalm = this.time.now >= STORM_MS;
    const copies = isCalm ? 1 : [0, 1, 1, 1, 2][Math.floor(this.random() * 5)];
    for (let copy = 0; copy < copies; copy += 1)
      this.time.after(this.random() * (isCalm ? 100 : 3000), deed);
  }

  isConnected = () => this.isUp;

  ask(event, payload) {
    const lost = { ok: false, code: 'no_answer' };
    if (!this.isUp) return Promise.resolve(lost);
    const life = this.#life;
    return new Promise((resolve) => {
      this.time.after(ANSWER_MS, () => resolve(lost));
      this.#carry(() => {
        const told = this.house.answer(this.author, event, payload);
        this.#carry(() => life === this.#life && resolve(told));
      });
    });
  }

  cut(ms) {
    this.#life += 1;
    this.isUp = false;
    this.time.after(ms, () => {
      this.isUp = true;
      this.talk.resume();
    });
  }
}

async function anEvening(Conversation, seed) {
  const time = new Time();
  globalThis.setTimeout = (deed, ms) => time.after(ms, deed);
  globalThis.setInterval = (deed, ms) => time.every(ms, deed);
  globalThis.clearTimeout = globalThis.clearInterval = (one) => time.stop(one);
  const random = randomly(seed);
  const house = new House();
  const sides = ['visitor', 'responder'].map((me) => {
    const live = new Weather(time, random, house, me);
    const talk = new Conversation(live, 'c', me);
    live.talk = talk;
    const side = { live, talk, me, said: [], shown: [], acknowledged: new Map() };
    talk.addEventListener('message', ({ detail }) => side.shown.push(detail));
    talk.addEventListener('failed', ({ detail }) => assert.fail(detail.code));
    talk.attend(true);
    talk.catchUp();
    for (let number = 0; number < EACH_SAYS; number += 1)
      time.after(random() * 50_000, () => {
        side.said.push(`${me} ${side.said.length}`);
        talk.say(side.said.at(-1)).then(({ seq }) => side.acknowledged.set(seq, true));
      });
    return side;
  });
  for (let cuts = 1 + Math.floor(random() * 3); cuts; cuts -= 1) {
    const both = random() < 0.3;
    const one = sides[Math.floor(random() * 2)];
    const away = random() * 30_000;
    time.after(random() * 50_000, () => {
      for (const side of both ? sides : [one]) side.live.cut(away);
    });
  }
  const all = 2 * EACH_SAYS;
  const isWhole = ({ shown, talk, acknowledged }) =>
    shown.length >= all && !talk.outbox.size && acknowledged.size === EACH_SAYS;
  const hasMarks = () =>
    sides.every(({ talk, me }) => house.seen[me] === talk.theirs) || time.now > STORM_MS * 10;
  await time.pass(() => time.now > STORM_MS && sides.every(isWhole) && hasMarks());
  for (const { talk } of sides) talk.stop();
  return { sides, house };
}

test('no weather loses, doubles or turns round a message on the page', async () => {
  const { Conversation } = await import('../../static/js/chat/conversation.js');
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const { sides, house } = await anEvening(Conversation, seed);
    const [visitor, responder] = sides;
    const read = ({ shown }) => shown.map(({ seq, author, text }) => `${seq} ${author} ${text}`);
    assert.deepEqual(read(visitor), read(responder), `seed ${seed}`);
    assert.equal(house.said.length, 2 * EACH_SAYS, `seed ${seed}`);
    for (const { shown, said, me, talk } of sides) {
      const numbers = shown.map(({ seq }) => seq);
      assert.deepEqual(
        numbers,
        [...house.said.keys()].map((n) => n + 1),
        `seed ${seed}`,
      );
      const own = shown.filter(({ author }) => author === me).map(({ text }) => text);
      assert.deepEqual(own, said, `seed ${seed}`);
      assert.equal(talk.outbox.size, 0, `seed ${seed}`);
      assert.equal(house.seen[me], talk.theirs, `seed ${seed}`);
    }
  }
});

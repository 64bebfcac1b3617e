/**
 * One conversation, one key, however many tabs of a browser show it: the first makes it, and a later one takes it up from
 * whichever has it. What goes from tab to tab is locked under the house's half, like what a tab keeps (`tab.js`).
 *
 * The browser's locks (Web Locks) let one tab at a time make the key or take it up, and tell without waiting whether
 * another page has it. Where a browser has none, the house keeps the first key that is brought and refuses the second.
 */
import { newKey } from './sealed.js';
import { keep, kept, locked, unlocked } from './tab.js';

const NAME = 'rinnalla-key';
const PATIENCE_MS = 8000;

/**
 * Give the conversation's key, and lend it to the tabs to come.
 * @returns {Promise<{cek: Uint8Array | null, isFresh: boolean, isLent: boolean}>} `isFresh` when this page has just made it,
 *   `isLent` as soon as another tab has it from here
 */
export function keyOfTabs(sealing) {
  return alone(`${NAME}|find|${sealing.conversation}`, async () => {
    const found = await find(sealing);
    if (found.cek) await lend(sealing, found);
    return found;
  });
}

async function find(sealing) {
  const cek = (await kept(sealing)) ?? (await asked(sealing));
  if (!cek && !sealing.is_new) return { cek: null, isFresh: false, isLent: false };
  const own = cek ?? newKey();
  await keep(sealing, own);
  return { cek: own, isFresh: !cek, isLent: false };
}

/** Do something while no other tab does. */
async function alone(name, deed) {
  let isBegun = false;
  try {
    return await navigator.locks.request(name, () => {
      isBegun = true;
      return deed();
    });
  } catch (error) {
    if (isBegun) throw error;
    return deed(); // an old browser, or a frame that is refused its locks
  }
}

/** Ask the other tabs, if one of them has the key; null when none answers. */
async function asked(sealing) {
  if (!(await isElsewhere(sealing))) return null;
  const { conversation } = sealing;
  const channel = new BroadcastChannel(NAME);
  const answer = new Promise((hear) => {
    channel.onmessage = ({ data }) => data.box && data.conversation === conversation && hear(data);
    setTimeout(() => hear(null), PATIENCE_MS);
  });
  channel.postMessage({ conversation });
  const told = await answer;
  channel.close();
  return told && unlocked(sealing, told.box).catch(() => null);
}

async function isElsewhere({ conversation }) {
  try {
    const { held } = await navigator.locks.query();
    return held.some(({ name }) => name === lentAs(conversation));
  } catch {
    return false;
  }
}

/** Answer tabs that ask, as long as this page lives; leaving in a hurry ends it at once. */
async function lend(sealing, found) {
  if (!(await holdWhileHere(lentAs(sealing.conversation)))) return;
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = async ({ data: { conversation, box } }) => {
    if (box || conversation !== sealing.conversation) return;
    found.isLent = true;
    channel.postMessage({ conversation, box: await locked(sealing, found.cek) });
  };
  window.addEventListener('quick-exit', () => channel.close());
}

/** @returns {Promise<boolean>} false where the browser has no locks */
function holdWhileHere(name) {
  return new Promise((done) => {
    const forGood = () => new Promise(() => done(true));
    Promise.resolve(navigator.locks?.request(name, { mode: 'shared' }, forGood)).then(
      () => done(false),
      () => done(false),
    );
  });
}

function lentAs(conversation) {
  return `${NAME}|lent|${conversation}`;
}

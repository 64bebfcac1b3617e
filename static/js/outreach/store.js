/**
 * What a phone keeps of rounds: the one that is going on, and those that wait for a network. Nothing else is stored,
 * and what has been sent is gone from here.
 */
const NAME = 'rounds';
const DRAFT = 'draft';
const WAITING = 'waiting';

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(DRAFT);
    request.result.createObjectStore(WAITING, { keyPath: 'id' });
  };
  return done(request);
}

/** Do one thing in one store, and close the door behind it. */
async function within(store, mode, deed) {
  const base = await open();
  try {
    return await done(deed(base.transaction(store, mode).objectStore(store)));
  } finally {
    base.close();
  }
}

export const draft = () => within(DRAFT, 'readonly', (store) => store.get(DRAFT));
export const keepDraft = (round) => within(DRAFT, 'readwrite', (store) => store.put(round, DRAFT));
export const waiting = () => within(WAITING, 'readonly', (store) => store.getAll());
export const letWait = (round) => within(WAITING, 'readwrite', (store) => store.put(round));
export const letGo = (id) => within(WAITING, 'readwrite', (store) => store.delete(id));
export const forget = () => done(indexedDB.deleteDatabase(NAME));

/**
 * What a worker's browser keeps between two pages: the opened keys, which no script can read out (IndexedDB holds
 * `CryptoKey`s that are not extractable), until the worker signs out or signs in anew. Workers' pages only; a visitor's
 * browser keeps nothing.
 */
const NAME = 'rinnalla-keys';
const STORE = 'opened';
const ONLY = 'own';

/** Keep opened keys for this sitting. */
export function keep(sitting, key, keys) {
  return within('readwrite', (store) => store.put({ sitting, key, ...keys }, ONLY));
}

/** Give the keys that were opened in this sitting, or null; others are forgotten. */
export async function kept(sitting, key) {
  const found = await within('readonly', (store) => store.get(ONLY));
  if (found && found.sitting === sitting && found.key === key) return found;
  if (found) await forget();
  return null;
}

/** Forget everything. */
export function forget() {
  return new Promise((done) => {
    const asked = indexedDB.deleteDatabase(NAME);
    asked.onsuccess = asked.onerror = asked.onblocked = () => done();
  });
}

function within(mode, ask) {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onerror = () => failed(asked.error);
    asked.onsuccess = () => {
      const held = asked.result;
      held.onversionchange = () => held.close();
      const deed = held.transaction(STORE, mode);
      const answer = ask(deed.objectStore(STORE));
      deed.oncomplete = () => done(answer.result);
      deed.onerror = () => failed(deed.error);
      deed.addEventListener('complete', () => held.close());
    };
  });
}

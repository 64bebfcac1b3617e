/** What travels on a line that seals nothing in the browser: the text itself, as bytes with an `alg`. */
import { bytes, fromBase64, text, toBase64 } from '../sealed/sealed.js';

const PLAIN = 'plain/1';

/** Seals nothing; it has the same doors as `Seals`. */
export class Plain {
  isSealed = false;

  /** @returns {Promise<{alg: string, body: string}>} */
  async seal(said) {
    return seal(said);
  }

  /** @returns {Promise<{text: string | null}>} null when it was sealed in a way this page does not know */
  async open({ sealed }) {
    return { text: open(sealed) };
  }

  async close(_purpose, said) {
    return seal(said);
  }

  async disclose(_purpose, sealed) {
    return open(sealed);
  }

  async sealBytes(held) {
    return { alg: PLAIN, bytes: held };
  }

  async openBytes({ alg, bytes: held }) {
    return alg === PLAIN ? held : null;
  }
}

/** @returns {{alg: string, body: string}} */
export function seal(said) {
  return { alg: PLAIN, body: toBase64(bytes(said)) };
}

/** @returns {string | null} */
export function open(sealed) {
  return sealed?.alg === PLAIN ? text(fromBase64(sealed.body)) : null;
}

/** What travels: opaque bytes with an `alg`. This module alone knows how a text becomes bytes and back. */

const PLAIN = 'plain/1';

const toBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** @returns {{alg: string, body: string}} */
export function seal(text) {
  return { alg: PLAIN, body: toBase64(new TextEncoder().encode(text)) };
}

/** Seal what is no text: a picture, a voice. @returns {{alg: string, bytes: Uint8Array}} */
export function sealBytes(bytes) {
  return { alg: PLAIN, bytes };
}

/** @returns {Uint8Array | null} null when it was sealed in a way this page does not know */
export function openBytes({ alg, bytes }) {
  return alg === PLAIN ? bytes : null;
}

/** @returns {string | null} null when it was sealed in a way this page does not know */
export function open(sealed) {
  if (sealed?.alg !== PLAIN) return null;
  return new TextDecoder().decode(fromBase64(sealed.body));
}

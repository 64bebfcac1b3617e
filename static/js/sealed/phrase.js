/**
 * What six words become (`chat-sealed/1`), in the visitor's browser and nowhere else.
 *
 *     words --PBKDF2-SHA-256, 600,000 rounds, salt = organisation|line|v1--> R
 *     R --HKDF-SHA-256--> lookup (16 bytes, stored) | auth (32 bytes, its SHA-256 stored) | wrap (AES key, stays here)
 *
 * The words themselves are never sent, stored or logged. `tests/js/phrase.test.mjs` holds this equal to a twin in Python.
 */

export const ROUNDS = 600_000;
const LOOKUP_BITS = 128;
const AUTH_BITS = 256;
const text = new TextEncoder();

/**
 * Derive what the words stand for on one line.
 *
 * @param {string[]} words six words of one list, as `return/read.js` gives them
 * @param {string} salt `organisation|line|v1`, as the page gives it
 * @returns {Promise<{lookup: string, auth: string, wrap: CryptoKey}>} two in base64url, and the key that wraps what only
 *   this visitor may open (sealing in the browser keeps the conversation's key under it); it cannot be read out
 */
export async function derive(words, salt) {
  const root = await stretch(words.join(' '), salt);
  const [lookup, auth, wrap] = await Promise.all([
    bits(root, 'lookup', LOOKUP_BITS),
    bits(root, 'auth', AUTH_BITS),
    crypto.subtle.deriveKey(part('wrap'), root, { name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]),
  ]);
  return { lookup: base64url(lookup), auth: base64url(auth), wrap };
}

/** Make the words as slow to guess as a phone of 2019 can bear. */
async function stretch(phrase, salt) {
  const typed = await crypto.subtle.importKey('raw', text.encode(phrase), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const slow = { name: 'PBKDF2', hash: 'SHA-256', salt: text.encode(salt), iterations: ROUNDS };
  const root = await crypto.subtle.deriveBits(slow, typed, 256);
  return crypto.subtle.importKey('raw', root, 'HKDF', false, ['deriveBits', 'deriveKey']);
}

function part(name) {
  const info = text.encode(`rinnalla/return/${name}/v1`);
  return { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
}

async function bits(root, name, length) {
  return new Uint8Array(await crypto.subtle.deriveBits(part(name), root, length));
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

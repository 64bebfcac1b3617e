/** A packet for a service: sealed under a key that is only in the link, behind the `#`, which browsers send nowhere. */

const IV_BYTES = 12;
const KEY_BYTES = 32;
const STEP = 512;

const toBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const forLink = (bytes) =>
  toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const fromLink = (text) => fromBase64(text.replaceAll('-', '+').replaceAll('_', '/'));

/** @returns {Promise<{body: string, key: string, word: string, hash: string}>} `word` takes the packet back */
export async function sealPacket(id, said) {
  const key = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const text = JSON.stringify(said);
  // How much somebody has to tell is nobody's business either.
  const plain = new TextEncoder().encode(text + ' '.repeat(STEP - (text.length % STEP)));
  const sealed = await crypto.subtle.encrypt(about(id, iv), await keyOf(key, 'encrypt'), plain);
  const word = forLink(crypto.getRandomValues(new Uint8Array(IV_BYTES)));
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(word));
  return {
    body: toBase64(new Uint8Array([...iv, ...new Uint8Array(sealed)])),
    key: forLink(key),
    word,
    hash: Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join(''),
  };
}

/** @returns {Promise<object>} what was sealed; fails for another key, another packet, or changed bytes */
export async function openPacket(id, key, body) {
  const bytes = fromBase64(body);
  const iv = bytes.slice(0, IV_BYTES);
  const plain = await crypto.subtle.decrypt(
    about(id, iv),
    await keyOf(fromLink(key), 'decrypt'),
    bytes.slice(IV_BYTES),
  );
  return JSON.parse(new TextDecoder().decode(plain));
}

/** Whether the end of a link can be a key at all: without one nothing must be opened. */
export function isKey(text) {
  return /^[\w-]{43}$/.test(text);
}

function about(id, iv) {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(`packet|${id}`) };
}

function keyOf(bytes, use) {
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, [use]);
}

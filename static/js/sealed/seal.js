/**
 * Sealing to a public key, and keeping a private key under a passphrase. WebCrypto only, no other library.
 *
 * An envelope is `ephemeral public key (65 bytes) | nonce (12) | ciphertext with its tag`. Its key is HKDF-SHA-256 over
 * the ECDH secret of P-256, with both public keys as salt; AES-256-GCM binds it to `about`, a text that says what it is
 * for. `core/sealing.py` does the same; both are held to tests/samples/sealed/vectors.json.
 *
 * A private key is kept as `salt (16) | nonce (12) | PKCS #8 under AES-256-GCM`; its key is PBKDF2-SHA-256 over the
 * passphrase, 600,000 rounds, bound to the public key.
 */
const CURVE = { name: 'ECDH', namedCurve: 'P-256' };
const POINT_BYTES = 65;
const NONCE_BYTES = 12;
const SALT_BYTES = 16;
const ROUNDS = 600_000;
const INFO = bytes('rinnalla-seal/1');
const WRAP = 'rinnalla-wrap/1';

/** A text as bytes, and bytes as text. */
export function bytes(text) {
  return new TextEncoder().encode(text);
}

export function text(held) {
  return new TextDecoder('utf-8', { fatal: true }).decode(held);
}

/** Bytes as base64 and back. */
export function toBase64(held) {
  return btoa(Array.from(held, (one) => String.fromCharCode(one)).join(''));
}

export function fromBase64(written) {
  return Uint8Array.from(atob(written), (one) => one.charCodeAt(0));
}

export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A new pair: the public half as 65 bytes, the private key so that it can be wrapped once. */
export async function newPair() {
  const pair = await crypto.subtle.generateKey(CURVE, true, ['deriveBits']);
  return { publicKey: await pointOf(pair.publicKey), privateKey: pair.privateKey };
}

/** Seal bytes to a public key, bound to what they are about. */
export async function seal(publicKey, plain, about) {
  const reader = await crypto.subtle.importKey('raw', publicKey, CURVE, false, []);
  const once = await crypto.subtle.generateKey(CURVE, false, ['deriveBits']);
  const point = await pointOf(once.publicKey);
  const key = await derived(once.privateKey, reader, joined(point, publicKey), 'encrypt');
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const closed = await crypto.subtle.encrypt(gcm(nonce, about), key, plain);
  return joined(point, nonce, new Uint8Array(closed));
}

/** Open an envelope that was sealed to this pair; rejects when anything is not as it was sealed. */
export async function open(privateKey, publicKey, envelope, about) {
  const point = envelope.subarray(0, POINT_BYTES);
  const nonce = envelope.subarray(POINT_BYTES, POINT_BYTES + NONCE_BYTES);
  const sender = await crypto.subtle.importKey('raw', point, CURVE, false, []);
  const key = await derived(privateKey, sender, joined(point, publicKey), 'decrypt');
  const rest = envelope.subarray(POINT_BYTES + NONCE_BYTES);
  return new Uint8Array(await crypto.subtle.decrypt(gcm(nonce, about), key, rest));
}

/** Open what was sealed under a key that is known to both: `nonce (12) | ciphertext with its tag`. */
export async function unlock(secret, box, about) {
  const key = await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['decrypt']);
  const opened = await crypto.subtle.decrypt(
    gcm(box.subarray(0, NONCE_BYTES), about),
    key,
    box.subarray(NONCE_BYTES),
  );
  return new Uint8Array(opened);
}

/** Lock a private key under a passphrase. */
export async function wrap(privateKey, publicKey, passphrase) {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const plain = await crypto.subtle.exportKey('pkcs8', privateKey);
  const key = await stretched(passphrase, salt, 'encrypt');
  const closed = await crypto.subtle.encrypt(wrapping(nonce, publicKey), key, plain);
  return joined(salt, nonce, new Uint8Array(closed));
}

/** Give the private key back, no longer extractable; rejects a wrong passphrase. */
export async function unwrap(wrapped, publicKey, passphrase) {
  const salt = wrapped.subarray(0, SALT_BYTES);
  const nonce = wrapped.subarray(SALT_BYTES, SALT_BYTES + NONCE_BYTES);
  const key = await stretched(passphrase, salt, 'decrypt');
  const closed = wrapped.subarray(SALT_BYTES + NONCE_BYTES);
  const plain = await crypto.subtle.decrypt(wrapping(nonce, publicKey), key, closed);
  return crypto.subtle.importKey('pkcs8', plain, CURVE, false, ['deriveBits']);
}

/** The first 80 bits of a public key's SHA-256, in groups to read aloud. */
export async function fingerprint(publicKey) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', publicKey));
  const digits = Array.from(hash.subarray(0, 10), (one) => one.toString(16).padStart(2, '0'));
  return digits.join('').match(/.{4}/g).join(' ');
}

async function pointOf(publicKey) {
  return new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));
}

async function derived(privateKey, publicKey, salt, use) {
  const way = { name: 'ECDH', public: publicKey };
  const shared = await crypto.subtle.deriveBits(way, privateKey, 256);
  const base = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const how = { name: 'HKDF', hash: 'SHA-256', salt, info: INFO };
  return crypto.subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, [use]);
}

async function stretched(passphrase, salt, use) {
  const said = bytes(passphrase.normalize('NFKC'));
  const base = await crypto.subtle.importKey('raw', said, 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, [use]);
}

function gcm(iv, about) {
  return { name: 'AES-GCM', iv, additionalData: bytes(about) };
}

function wrapping(iv, publicKey) {
  return { name: 'AES-GCM', iv, additionalData: joined(bytes(WRAP), publicKey) };
}

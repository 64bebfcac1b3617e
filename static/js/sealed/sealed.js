/**
 * `chat-sealed/1`: everything that is sealed in a browser of this house, in one file. WebCrypto only, no other library, no
 * page and no network: what it is given comes in, what it makes goes out. `docs/sealed-chat.md` tells it in words,
 * `core/sealed.py` is its twin in Python, and tests/samples/sealed/ holds both to the same bytes.
 *
 * @typedef {{conversation: string, direction: "visitor" | "worker", number: number, epoch: number, kind?: string,
 *   clientId?: string, verdict?: number}} Place where a message stands; it is bound to all of it
 * @typedef {{publicKey: Uint8Array, privateKey: CryptoKey}} Pair
 */
export const ALG = 'chat-sealed/1';
export const KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;
export const ROUNDS = 600_000;
/** What a guard said of a message before it was sealed. */
export const VERDICTS = { unseen: 0, clear: 1, warned: 2, asked: 3 };

const AES = { name: 'AES-GCM', length: 256 };
const CURVE = { name: 'ECDH', namedCurve: 'P-256' };
const SIGNING = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const VERSION = 1;
const HEADER_BYTES = 10;
const POINT_BYTES = 65;
const NONCE_BYTES = 12;
const SALT_BYTES = 16;
const TAG_BYTES = 16;
const BLOCK_BYTES = 256;
const PAD = 0x80;
const SEAL_INFO = bytes('rinnalla-seal/1');
const WRAP = 'rinnalla-wrap/1';

// ── bytes ──

/** @param {string} written */
export function bytes(written) {
  return new TextEncoder().encode(written);
}

/** @param {Uint8Array} held @throws {TypeError} when it is no UTF-8 */
export function text(held) {
  return new TextDecoder('utf-8', { fatal: true }).decode(held);
}

export function toBase64(held) {
  return btoa(Array.from(held, (one) => String.fromCharCode(one)).join(''));
}

/** Read base64, also its spelling for addresses. */
export function fromBase64(written) {
  const plain = written.replaceAll('-', '+').replaceAll('_', '/');
  return Uint8Array.from(atob(plain), (one) => one.charCodeAt(0));
}

export function toBase64url(held) {
  return toBase64(held).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
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

/** Whether this browser can do all of this; asked before anybody is promised anything. */
export async function canSeal() {
  try {
    const { publicKey, privateKey } = await newPair();
    const sealed = await sealTo(publicKey, newKey(), ALG);
    return (await openSealed(privateKey, publicKey, sealed, ALG)).length === KEY_BYTES;
  } catch {
    return false;
  }
}

// ── a conversation's key and its messages ──

/** The key of a conversation (CEK): 32 random bytes. */
export function newKey() {
  return crypto.getRandomValues(new Uint8Array(KEY_BYTES));
}

/** The key for what one side says in one epoch. @param {Uint8Array} cek */
export function directionKey(cek, direction, epoch) {
  return derived(cek, `${ALG}/${direction}/${epoch}`);
}

/** The key for what is no message: "name", "sheet", "closing", "attachment", "consultation". */
export function boxKey(cek, purpose) {
  return derived(cek, `${ALG}/box/${purpose}`);
}

/**
 * Seal one message: `version (1) | epoch (4) | number (4) | verdict (1) | nonce (12) | ciphertext with its tag`.
 * @param {Place & {key: CryptoKey}} place @param {Uint8Array} plain
 */
export async function sealMessage(place, plain) {
  return joined(headed(place), await lock(place.key, padded(plain), placed(place)));
}

/** What an envelope says of itself; it is true only once the envelope has been opened. */
export function headOf(envelope) {
  if (envelope.length < HEADER_BYTES + NONCE_BYTES + TAG_BYTES + BLOCK_BYTES)
    throw new RangeError('cut');
  const view = new DataView(envelope.buffer, envelope.byteOffset, HEADER_BYTES);
  if (view.getUint8(0) !== VERSION) throw new RangeError('of another version');
  return { epoch: view.getUint32(1), number: view.getUint32(5), verdict: view.getUint8(9) };
}

/** Open a message at its place; rejects when it stands somewhere else, was cut or was changed. */
export async function openMessage(place, envelope) {
  const { epoch, number, verdict } = headOf(envelope);
  if (epoch !== place.epoch || number !== place.number) throw new RangeError('out of place');
  const about = placed({ ...place, verdict });
  return unpadded(await unlock(place.key, envelope.subarray(HEADER_BYTES), about));
}

/** What a worker signs: the place, a zero, the envelope. */
export function signedPart(place, envelope) {
  const { verdict } = headOf(envelope);
  return joined(bytes(placed({ ...place, verdict })), new Uint8Array(1), envelope);
}

/** An envelope and the signature behind it. */
export function apart(signed) {
  const at = signed.length - SIGNATURE_BYTES;
  return { envelope: signed.subarray(0, Math.max(at, 0)), signature: signed.subarray(at) };
}

function placed({ conversation, direction, number, epoch, verdict = 0, kind = 'text', clientId }) {
  return [ALG, conversation, direction, number, epoch, verdict, kind, clientId ?? ''].join('|');
}

function headed({ epoch, number, verdict = 0 }) {
  const view = new DataView(new ArrayBuffer(HEADER_BYTES));
  view.setUint8(0, VERSION);
  view.setUint32(1, epoch);
  view.setUint32(5, number);
  view.setUint8(9, verdict);
  return new Uint8Array(view.buffer);
}

/** Its length is told in steps of 256 bytes only (ISO/IEC 7816-4: one bit, then zeros). */
export function padded(plain) {
  const steps = Math.ceil((plain.length + 1) / BLOCK_BYTES);
  const whole = new Uint8Array(steps * BLOCK_BYTES);
  whole.set(plain);
  whole[plain.length] = PAD;
  return whole;
}

export function unpadded(whole) {
  let at = whole.length - 1;
  while (whole[at] === 0) at -= 1;
  if (whole[at] !== PAD) throw new RangeError('not padded');
  return whole.slice(0, at);
}

// ── under a key that both have ──

/** Seal under a key: `nonce (12) | ciphertext with its tag`. @param {CryptoKey | Uint8Array} secret */
export async function lock(secret, plain, about) {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const closed = await crypto.subtle.encrypt(gcm(nonce, about), await aes(secret), plain);
  return joined(nonce, new Uint8Array(closed));
}

/** Open what was sealed under a key; rejects when anything is not as it was sealed. */
export async function unlock(secret, box, about) {
  const nonce = box.subarray(0, NONCE_BYTES);
  const closed = box.subarray(NONCE_BYTES);
  const opened = await crypto.subtle.decrypt(gcm(nonce, about), await aes(secret), closed);
  return new Uint8Array(opened);
}

// ── to a public key ──

/** A new pair to seal to: the public half as 65 bytes, the private key so that it can be wrapped once. */
export async function newPair() {
  const pair = await crypto.subtle.generateKey(CURVE, true, ['deriveBits']);
  return { publicKey: await pointOf(pair.publicKey), privateKey: pair.privateKey };
}

/** Seal to a public key: `ephemeral public key (65) | nonce (12) | ciphertext with its tag`. */
export async function sealTo(publicKey, plain, about) {
  const reader = await crypto.subtle.importKey('raw', publicKey, CURVE, false, []);
  const once = await crypto.subtle.generateKey(CURVE, false, ['deriveBits']);
  const point = await pointOf(once.publicKey);
  const key = await agreed(once.privateKey, reader, joined(point, publicKey));
  return joined(point, await lock(key, plain, about));
}

/** Open what was sealed to this pair; rejects when anything is not as it was sealed. */
export async function openSealed(privateKey, publicKey, envelope, about) {
  const point = envelope.subarray(0, POINT_BYTES);
  const sender = await crypto.subtle.importKey('raw', point, CURVE, false, []);
  const key = await agreed(privateKey, sender, joined(point, publicKey));
  return unlock(key, envelope.subarray(POINT_BYTES), about);
}

/** The first 80 bits of a public key's SHA-256, in groups to read aloud. */
export async function fingerprint(publicKey) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', publicKey));
  const digits = Array.from(hash.subarray(0, 10), (one) => one.toString(16).padStart(2, '0'));
  return digits.join('').match(/.{4}/g).join(' ');
}

// ── signatures ──

/** A new pair to sign with. @returns {Promise<Pair>} */
export async function newSigningPair() {
  const pair = await crypto.subtle.generateKey(SIGNING, true, ['sign', 'verify']);
  return { publicKey: await pointOf(pair.publicKey), privateKey: pair.privateKey };
}

/** ECDSA over SHA-256, as `r (32) | s (32)`. */
export async function sign(privateKey, said) {
  return new Uint8Array(await crypto.subtle.sign(SIGNING, privateKey, said));
}

/** @param {Uint8Array} publicKey @returns {Promise<boolean>} */
export async function verify(publicKey, signature, said) {
  const key = await crypto.subtle.importKey('raw', publicKey, SIGNING, false, ['verify']);
  return crypto.subtle.verify(SIGNING, key, signature, said);
}

// ── under words that somebody remembers ──

/**
 * What the six words of a return phrase become on one line:
 * PBKDF2 makes R of them, HKDF three things of R. The words themselves are never sent, stored or logged.
 * @param {string[]} words @param {string} salt `organisation|line|v1`
 * @returns {Promise<{lookup: string, auth: string, wrap: CryptoKey}>} two that the server is given, and the key that stays
 */
export async function derive(words, salt) {
  const root = await stretched(words.join(' '), bytes(salt), 'HKDF', ['deriveBits', 'deriveKey']);
  const part = (name) => hkdf(`rinnalla/return/${name}/v1`);
  const [lookup, auth, wrap] = await Promise.all([
    crypto.subtle.deriveBits(part('lookup'), root, 128),
    crypto.subtle.deriveBits(part('auth'), root, 256),
    crypto.subtle.deriveKey(part('wrap'), root, AES, false, ['encrypt', 'decrypt']),
  ]);
  const written = (held) => toBase64url(new Uint8Array(held));
  return { lookup: written(lookup), auth: written(auth), wrap };
}

/** Lock a private key under a passphrase: `salt (16) | nonce (12) | PKCS #8 under AES-256-GCM`. */
export async function wrap(privateKey, publicKey, passphrase) {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const plain = new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey));
  const key = await stretched(passphrase.normalize('NFKC'), salt, 'AES-GCM', ['encrypt']);
  return joined(salt, await lock(key, plain, joined(bytes(WRAP), publicKey)));
}

/** Give the private key back, no longer extractable; rejects a wrong passphrase. */
export async function unwrap(wrapped, publicKey, passphrase) {
  const salt = wrapped.subarray(0, SALT_BYTES);
  const key = await stretched(passphrase.normalize('NFKC'), salt, 'AES-GCM', ['decrypt']);
  const about = joined(bytes(WRAP), publicKey);
  const plain = await unlock(key, wrapped.subarray(SALT_BYTES), about);
  return crypto.subtle.importKey('pkcs8', plain, CURVE, false, ['deriveBits']);
}

// ── what all of it stands on ──

async function pointOf(publicKey) {
  return new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));
}

function aes(secret) {
  if (!(secret instanceof Uint8Array)) return secret;
  return crypto.subtle.importKey('raw', secret, AES, false, ['encrypt', 'decrypt']);
}

function gcm(iv, about) {
  const additionalData = about instanceof Uint8Array ? about : bytes(about);
  return { name: 'AES-GCM', iv, additionalData };
}

function hkdf(info, salt = new Uint8Array()) {
  const named = info instanceof Uint8Array ? info : bytes(info);
  return { name: 'HKDF', hash: 'SHA-256', salt, info: named };
}

async function derived(secret, info) {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey(hkdf(info), base, AES, false, ['encrypt', 'decrypt']);
}

async function agreed(privateKey, publicKey, salt) {
  const way = { name: 'ECDH', public: publicKey };
  const shared = await crypto.subtle.deriveBits(way, privateKey, 256);
  const base = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey(hkdf(SEAL_INFO, salt), base, AES, false, ['encrypt', 'decrypt']);
}

/** Make words as slow to guess as a phone of 2019 can bear. */
async function stretched(said, salt, use, usages) {
  const typed = await crypto.subtle.importKey('raw', bytes(said), 'PBKDF2', false, ['deriveBits']);
  const slow = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ROUNDS };
  const root = await crypto.subtle.deriveBits(slow, typed, 256);
  return crypto.subtle.importKey('raw', root, use, false, usages);
}

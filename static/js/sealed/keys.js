/**
 * A worker's keys and the keys of lines: how they are made, locked, opened and given on. Pure like `sealed.js`: no page, no
 * network. `organisation/key_words.py` and `organisation/key_seeding.py` say and make the same in Python.
 *
 * A worker has one random key of their own; both private keys (PKCS #8) are locked under it, and it is locked under every way
 * to open it: a passkey's PRF or a passphrase. A line's private key is sealed to each of its workers.
 *
 * @typedef {{sealing: CryptoKey, signing: CryptoKey, sealingPublic: Uint8Array, signingPublic: Uint8Array}} WorkerKeys
 */
import {
  bytes,
  joined,
  lock,
  newKey,
  newPair,
  newSigningPair,
  openSealed,
  sealTo,
  unlock,
} from './sealed.js';

export const ROUNDS = 600_000;
export const SALT_BYTES = 16;
export const PRF_SALT_BYTES = 32;
const ABOUT_UNLOCK = 'rinnalla-unlock/1|';
const ABOUT_KEY = 'rinnalla-worker-key/1|';
const ECDH = { name: 'ECDH', namedCurve: 'P-256' };
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' };
const AES = { name: 'AES-GCM', length: 256 };

export function random(length) {
  return crypto.getRandomValues(new Uint8Array(length));
}

// ── a worker's keys ──

/** Make both pairs and the key they are locked under. `own` is to be locked next, and then forgotten. */
export async function makeKeys() {
  const own = newKey();
  const [sealing, signing] = await Promise.all([newPair(), newSigningPair()]);
  return {
    own,
    sealingPublic: sealing.publicKey,
    signingPublic: signing.publicKey,
    sealingWrapped: await locked(own, sealing, 'sealing|'),
    signingWrapped: await locked(own, signing, 'signing|'),
  };
}

async function locked(own, pair, what) {
  const plain = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
  return lock(own, plain, joined(bytes(ABOUT_KEY + what), pair.publicKey));
}

/**
 * Open both private keys; nobody can read them out of the browser any more.
 * @returns {Promise<WorkerKeys>} rejects when `own` is not the key they were locked under
 */
export async function openKeys(own, held) {
  const pkcs8 = (box, what, publicKey) =>
    unlock(own, box, joined(bytes(ABOUT_KEY + what), publicKey));
  const sealing = await pkcs8(held.sealingWrapped, 'sealing|', held.sealingPublic);
  const signing = await pkcs8(held.signingWrapped, 'signing|', held.signingPublic);
  return {
    sealing: await crypto.subtle.importKey('pkcs8', sealing, ECDH, false, ['deriveBits']),
    signing: await crypto.subtle.importKey('pkcs8', signing, ECDSA, false, ['sign']),
    sealingPublic: held.sealingPublic,
    signingPublic: held.signingPublic,
  };
}

// ── ways to open them ──

/** The key that a passphrase becomes. */
export async function fromPassphrase(passphrase, salt, rounds = ROUNDS) {
  const said = bytes(passphrase.normalize('NFKC'));
  const typed = await crypto.subtle.importKey('raw', said, 'PBKDF2', false, ['deriveKey']);
  const slow = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds };
  return crypto.subtle.deriveKey(slow, typed, AES, false, ['encrypt', 'decrypt']);
}

/** The key that a passkey's PRF becomes (WebAuthn level 3, §10.1.4). */
export async function fromPasskey(secret, salt) {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  const how = { name: 'HKDF', hash: 'SHA-256', salt, info: bytes(ABOUT_UNLOCK) };
  return crypto.subtle.deriveKey(how, base, AES, false, ['encrypt', 'decrypt']);
}

/** Lock the worker's own key under one way. */
export function lockOwn(under, own, sealingPublic) {
  return lock(under, own, joined(bytes(ABOUT_UNLOCK), sealingPublic));
}

/** Open the worker's own key; rejects a wrong passphrase. */
export function unlockOwn(under, box, sealingPublic) {
  return unlock(under, box, joined(bytes(ABOUT_UNLOCK), sealingPublic));
}

// ── keys of lines ──

/** Make a line's key: the public half, and the private one to be sealed to workers. */
export async function makeLineKey() {
  const pair = await newPair();
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
  return { publicKey: pair.publicKey, pkcs8 };
}

export function sealCopy(pkcs8, line, number, sealingPublic) {
  return sealTo(sealingPublic, pkcs8, aboutCopy(line, number));
}

/** Open one's copy of a line's private key, as it can be sealed to a colleague. @param {WorkerKeys} keys */
export function openCopy(keys, box, line, number) {
  return openSealed(keys.sealing, keys.sealingPublic, box, aboutCopy(line, number));
}

export function importLineKey(pkcs8) {
  return crypto.subtle.importKey('pkcs8', pkcs8, ECDH, false, ['deriveBits']);
}

function aboutCopy(line, number) {
  return `line-key|${line}|${number}`;
}

/** What is signed of a deed. @param {string} key the whole fingerprint of whose key it is about */
export function statement(deed, line, number, key) {
  return bytes(`rinnalla-keys/1|${deed}|${line}|${number}|${key}`);
}

// ── fingerprints ──

/** The whole fingerprint of one public key, or of a worker's two together. */
export async function wholeFingerprint(...publics) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', joined(...publics)));
  return Array.from(hash, (one) => one.toString(16).padStart(2, '0')).join('');
}

/** The part of a fingerprint that people read to each other. */
export function spoken(whole) {
  return whole.slice(0, 20).match(/.{4}/g).join(' ');
}

/**
 * Passkeys as a way to open keys: the browser's ceremony, and the secret that the authenticator makes of a salt (WebAuthn
 * level 3, the PRF extension). Nothing is kept here.
 */
import { fromBase64, toBase64url } from './sealed.js';

/** Whether this browser and this address can have passkeys; an address in digits cannot (WebAuthn, §5.1.2). */
export function canHavePasskeys() {
  return 'PublicKeyCredential' in window && !/^[\d.]+$|^\[/.test(location.hostname);
}

/**
 * Make a passkey and the secret it makes of `salt`.
 * @returns {Promise<{answer: object, secret: Uint8Array} | null>} null when the authenticator has no PRF
 */
export async function makePasskey(options, salt) {
  const publicKey = {
    ...options,
    challenge: fromBase64(options.challenge),
    user: { ...options.user, id: fromBase64(options.user.id) },
    excludeCredentials: named(options.excludeCredentials),
    extensions: { prf: { eval: { first: salt } } },
  };
  const made = await navigator.credentials.create({ publicKey });
  const told = made.getClientExtensionResults().prf;
  const answer = registered(made);
  if (told?.results?.first) return { answer, secret: new Uint8Array(told.results.first) };
  if (!told?.enabled) return null;
  // Many authenticators make the secret only when they are asked, not when they are set up.
  const asked = { challenge: crypto.getRandomValues(new Uint8Array(32)), rpId: options.rp.id };
  const ways = [{ salt, credential: new Uint8Array(made.rawId) }];
  const { secret } = await usePasskey({ ...asked, userVerification: 'required' }, ways);
  return { answer, secret };
}

/** Use one of these passkeys. @param {{salt: Uint8Array, credential: Uint8Array}[]} ways */
export async function usePasskey(options, ways) {
  const evalByCredential = Object.fromEntries(
    ways.map(({ salt, credential }) => [toBase64url(credential), { first: salt }]),
  );
  const challenge =
    typeof options.challenge === 'string' ? fromBase64(options.challenge) : options.challenge;
  const allowCredentials = ways.map(({ credential }) => ({ type: 'public-key', id: credential }));
  const found = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge,
      allowCredentials,
      extensions: { prf: { evalByCredential } },
    },
  });
  const secret = found.getClientExtensionResults().prf?.results?.first;
  if (!secret) throw new Error('no secret');
  return { id: found.id, answer: asserted(found), secret: new Uint8Array(secret) };
}

function named(credentials = []) {
  return credentials.map((one) => ({ ...one, id: fromBase64(one.id) }));
}

function written(held) {
  return toBase64url(new Uint8Array(held));
}

/** What the server checks; the secret is not in it. */
function registered(made) {
  const { clientDataJSON, attestationObject } = made.response;
  const response = {
    clientDataJSON: written(clientDataJSON),
    attestationObject: written(attestationObject),
  };
  return { id: made.id, rawId: written(made.rawId), type: made.type, response };
}

function asserted(found) {
  const { clientDataJSON, authenticatorData, signature } = found.response;
  const response = {
    clientDataJSON: written(clientDataJSON),
    authenticatorData: written(authenticatorData),
    signature: written(signature),
  };
  return { id: found.id, rawId: written(found.rawId), type: found.type, response };
}

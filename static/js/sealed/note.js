/**
 * A note to oneself: sealed to one's own key, so that nobody else opens it, and signed with it, so that nobody slips one in.
 * `ring` is the open keyring (`keyring.js`), `about` names the writer and the note.
 */
import {
  SIGNATURE_BYTES,
  bytes,
  fromBase64,
  joined,
  padded,
  sealTo,
  text,
  unpadded,
  verify,
} from './sealed.js';

/** @returns {Promise<Uint8Array>} `box | signature` */
export async function sealNote(ring, about, said) {
  const box = await sealTo(fromBase64(ring.sealingPublic), padded(bytes(said)), about);
  return joined(box, await ring.sign(signedPart(about, box)));
}

/** Open what `sealNote` made; rejects what is somebody else's, another note's, or was changed. */
export async function openNote(ring, about, whole) {
  const at = whole.length - SIGNATURE_BYTES;
  const [box, signature] = [whole.subarray(0, at), whole.subarray(at)];
  if (!(await verify(fromBase64(ring.signingPublic), signature, signedPart(about, box))))
    throw new RangeError('not signed by its writer');
  return text(unpadded(await ring.openForMe(box, about)));
}

function signedPart(about, box) {
  return joined(bytes(about), new Uint8Array(1), box);
}

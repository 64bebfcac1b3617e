/**
 * What an open keyring does for its lines by itself: the first key of a line that has none, and the next one after somebody
 * left. Letting somebody in is never done by itself: a person compares the fingerprints.
 */
import { makeLineKey, sealCopy, statement, wholeFingerprint } from './keys.js';
import { fromBase64, toBase64url } from './sealed.js';

/** @returns {Promise<boolean>} whether something was made */
export async function tend(ring, doors) {
  let isMade = false;
  for (const line of ring.state.lines) {
    if (line.wants_first) isMade = (await make(ring, doors, line, 'first')) || isMade;
    else if (line.wants_next && line.is_held && (await unknown(ring, line)).length === 0)
      isMade = (await make(ring, doors, line, 'next')) || isMade;
  }
  return isMade;
}

/** Those who hold the line's key and whom this worker has no reason to believe: no key is sealed to them unseen. */
export async function unknown(ring, line) {
  const believed = ring.trust.get(line.id)?.believed ?? new Set();
  const points = ({ sealing_public, signing_public }) => [sealing_public, signing_public];
  const named = await Promise.all(
    line.holders.map(async (one) => ({
      ...one,
      whole: await wholeFingerprint(...points(one).map(fromBase64)),
    })),
  );
  return named.filter(({ whole }) => !believed.has(whole));
}

/** Make a line's key for everybody who holds the one before, or for its first worker alone. */
async function make(ring, doors, line, which) {
  const { publicKey, pkcs8 } = await makeLineKey();
  const me = {
    key: ring.state.key.id,
    sealing_public: ring.sealingPublic,
    signing_public: ring.signingPublic,
  };
  const team = which === 'first' ? [me] : line.holders;
  const said = statement('line_key_made', line.id, line.next, await wholeFingerprint(publicKey));
  const copies = await Promise.all(team.map((one) => copyFor(ring, line, line.next, pkcs8, one)));
  const answer = await doors.send(`/lines/${line.slug}/${which}`, {
    number: line.next,
    public: toBase64url(publicKey),
    signature: toBase64url(await ring.sign(said)),
    copies,
  });
  return answer.ok; // refused: a colleague's browser was quicker
}

/** Seal a line's private key to one colleague, and vouch for them. */
export async function copyFor(ring, line, number, pkcs8, { key, sealing_public, signing_public }) {
  const [sealing, signing] = [sealing_public, signing_public].map(fromBase64);
  const said = statement('let_in', line.id, number, await wholeFingerprint(sealing, signing));
  return {
    key,
    box: toBase64url(await sealCopy(pkcs8, line.id, number, sealing)),
    signature: toBase64url(await ring.sign(said)),
  };
}

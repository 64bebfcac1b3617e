/**
 * Whom this worker's browser believes about a line's key, so that not even the server can slip a key in.
 *
 * Every deed is signed and stands in the key log. A browser believes its own worker, whoever that worker has recognised or let
 * in, whoever those have, and so on; and it believes in a line's key that one of them has made. The first time on a line it
 * takes the key of the colleague who let its worker in (trust on first use): people compare fingerprints by voice. Pure: no
 * page, no network.
 *
 * @typedef {{deed: string, line: string, number: number, key: string, signer: string, signature: string}} Entry
 */
import { statement, wholeFingerprint } from './keys.js';
import { fromBase64, verify } from './sealed.js';

const NAMES_SOMEBODY = new Set(['let_in', 'recognised']);

/**
 * Follow what was signed about one line.
 * @param {string} me the fingerprint of this worker's keys
 * @param {{entries: Entry[], signers: Object<string, {sealing_public: string, signing_public: string}>}} told
 * @param {string} line
 */
export async function follow(me, told, line) {
  const points = await genuineSigners(told.signers);
  const ofLine = told.entries.filter((one) => one.line === line);
  const checked = await Promise.all(ofLine.map((one) => isSigned(points.get(one.signer), one)));
  const entries = ofLine.filter((_one, at) => checked[at]);
  const believed = closure(me, entries);
  const made = entries.filter(
    ({ deed, signer }) => deed === 'line_key_made' && believed.has(signer),
  );
  const mine = entries.filter(({ signer }) => signer === me);
  return {
    believed,
    lineKeys: new Set(made.map(({ key }) => key)),
    /** Who let this worker in last; to be taken on first use, when nothing was believed here before. */
    first: mine.length ? null : (entries.findLast(isAbout(me))?.signer ?? null),
  };
}

function isAbout(me) {
  return ({ deed, key }) => deed === 'let_in' && key === me;
}

/** From one's own key to all that can be reached by signatures. */
function closure(me, entries) {
  const believed = new Set([me]);
  for (let size = 0; size < believed.size;) {
    size = believed.size;
    for (const { deed, key, signer } of entries)
      if (NAMES_SOMEBODY.has(deed) && believed.has(signer)) believed.add(key);
  }
  return believed;
}

/** The signing keys that really have the fingerprint they are told under. */
async function genuineSigners(signers) {
  const found = await Promise.all(
    Object.entries(signers).map(async ([whole, told]) => {
      const [sealing, signing] = [told.sealing_public, told.signing_public].map(fromBase64);
      return [whole, (await wholeFingerprint(sealing, signing)) === whole ? signing : null];
    }),
  );
  return new Map(found.filter(([, signing]) => signing));
}

async function isSigned(signing, { deed, line, number, key, signature }) {
  if (!signing) return false;
  const said = statement(deed, line, number, key);
  return verify(signing, fromBase64(signature), said).catch(() => false);
}

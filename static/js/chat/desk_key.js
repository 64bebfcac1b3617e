/** The worker's side of a conversation's key: opened with the line's key once, then with one's own. */
import { fromBase64, sealTo, toBase64 } from '../sealed/sealed.js';
import { Plain } from './envelope.js';
import { aboutKey, Seals } from './seals.js';

/** One's own keys, unlocked once for the page by `<sealed-unlock>`; null when one has said no. */
export class Ring {
  /** @returns {Promise<import('../sealed/keyring.js').Keyring | null>} */
  open() {
    this.opening ??= import('../sealed/keyring.js')
      .then(({ openKeyring }) => openKeyring())
      .catch(() => null)
      .then((found) => {
        if (!found) this.opening = null;
        return found;
      });
    return this.opening;
  }
}

/** Give what seals and opens in a conversation at the desk. */
export function deskSeals({ live, ring, conversation, isSealed }) {
  if (!isSealed) return new Plain();
  let held = null;
  const key = () => {
    held ??= opened({ live, ring, conversation }).then((cek) => {
      if (!cek) held = null;
      return cek;
    });
    return held;
  };
  const sign = async (said) => (await ring.open()).sign(said);
  return new Seals({ conversation, me: 'responder', key, sign });
}

/** Open the key; what came by the line's key is sealed to oneself, and the line's copy goes. */
async function opened({ live, ring, conversation }) {
  const mine = await ring.open();
  const answer = mine && (await live.look('key', { conversation_id: conversation }));
  if (!answer?.ok) return null;
  const [box, about] = [fromBase64(answer.box), aboutKey(conversation)];
  try {
    if (!answer.line_key_id) return await mine.openForMe(box, about);
    const cek = await mine.openForLine(answer.line_key_id, box, about);
    const own = toBase64(await sealTo(fromBase64(mine.sealingPublic), cek, about));
    await live.ask('keep_key', { conversation_id: conversation, box: own });
    return cek;
  } catch {
    return null;
  }
}

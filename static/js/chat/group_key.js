/**
 * What seals in a group room. A moderator's browser makes the room's key and seals it to each who is there; whoever comes waits
 * for the next one, and whoever has gone gets none. A visitor's page makes its own pair, which dies with the page.
 */
import {
  ALG,
  bytes,
  directionKey,
  fromBase64,
  headOf,
  newKey,
  newPair,
  openMessage,
  openSealed,
  sealMessage,
  sealTo,
  text,
  toBase64,
} from '../sealed/sealed.js';
import { open, seal } from './envelope.js';

export class GroupKey {
  #keys = new Map();
  #said = 0;

  /** @param {{ask: Function}} live @param {{room_id: string}} about @param {"visitor" | "worker"} as */
  constructor(live, about, as) {
    this.live = live;
    this.about = about;
    this.as = as;
    this.isSealed = false;
  }

  /** Whether words can be sealed now; always, where nothing is sealed. */
  get isReady() {
    return !this.isSealed || this.#keys.has(this.epoch);
  }

  /** Take what `group_sync` says of keys: tell one's own, open boxes, and as a moderator give the next key. */
  async hear({ me, sealing }) {
    this.isSealed = sealing !== null;
    this.me = me;
    if (!this.isSealed) return;
    this.epoch = sealing.epoch;
    if (this.as === 'visitor') await this.#tell();
    else this.ring ??= (await import('../sealed/keyring.js')).openKeyring().catch(() => null);
    for (const { epoch, box } of sealing.boxes)
      if (!this.#keys.has(epoch)) await this.#open(epoch, fromBase64(box));
    if (this.as === 'worker' && sealing.wants_key && (await this.ring)) await this.#give(sealing);
  }

  /** Tell the key of this page, once. */
  async #tell() {
    if (this.pair) return;
    this.pair = await newPair();
    await this.live.ask('group_key', { ...this.about, public: toBase64(this.pair.publicKey) });
  }

  async #open(epoch, box) {
    const about = this.#aboutKey(epoch);
    const opened =
      this.as === 'visitor'
        ? openSealed(this.pair.privateKey, this.pair.publicKey, box, about)
        : (await this.ring)?.openForMe(box, about);
    const key = await Promise.resolve(opened).catch(() => null); // of an earlier page
    if (key) this.#keys.set(epoch, key);
  }

  /** Give a new key to everybody who is there; another moderator may have been quicker. */
  async #give({ epoch, publics }) {
    const key = newKey();
    const next = epoch + 1;
    const boxes = await Promise.all(
      Object.entries(publics).map(async ([member_id, point]) => ({
        member_id,
        box: toBase64(await sealTo(fromBase64(point), key, this.#aboutKey(next))),
      })),
    );
    await this.live.ask('group_give', { ...this.about, epoch: next, boxes });
  }

  /** Seal words to the room. @returns {Promise<{alg: string, body: string}>} */
  async seal(said, clientId) {
    if (!this.isSealed) return seal(said);
    this.#said += 1;
    const place = await this.#place(this.me, this.as, this.epoch, this.#said, clientId);
    return { alg: ALG, body: toBase64(await sealMessage(place, bytes(said))) };
  }

  /** @returns {Promise<string | null>} null when it was said in an epoch of which this page has no key, or was changed */
  async open({ sealed, member_id: member, client_id: clientId }, isModerator) {
    if (sealed.alg !== ALG) return open(sealed);
    try {
      const envelope = fromBase64(sealed.body);
      const { epoch, number } = headOf(envelope);
      const side = isModerator ? 'worker' : 'visitor';
      const place = await this.#place(member, side, epoch, number, clientId);
      return text(await openMessage(place, envelope));
    } catch {
      return null;
    }
  }

  async #place(member, direction, epoch, number, clientId) {
    const key = await directionKey(this.#keys.get(epoch), direction, epoch);
    const conversation = `group|${this.about.room_id}|${member}`;
    return { key, conversation, direction, number, epoch, clientId };
  }

  #aboutKey(epoch) {
    return `${ALG}|group|${this.about.room_id}|${epoch}`;
  }
}

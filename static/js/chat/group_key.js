/**
 * What seals in a group room. A moderator's browser makes the room's key and seals it to each who is there; whoever comes waits
 * for the next one, and whoever has gone gets none. A visitor's page makes its own pairs, which die with the page: one to be sealed
 * to, one to sign with, so that nobody in the room can speak as another.
 */
import {
  ALG,
  apart,
  bytes,
  directionKey,
  fromBase64,
  headOf,
  joined,
  newKey,
  newPair,
  newSigningPair,
  openMessage,
  openSealed,
  sealMessage,
  sealTo,
  sign,
  signedPart,
  text,
  toBase64,
  verify,
} from '../sealed/sealed.js';
import { open, seal } from './envelope.js';

export class GroupKey {
  #keys = new Map();
  #signs = {};
  #last = new Map();
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
    this.#signs = sealing.signs;
    if (this.as === 'visitor') await this.#tell();
    else this.ring ??= (await import('../sealed/keyring.js')).openKeyring().catch(() => null);
    for (const { epoch, box } of sealing.boxes)
      if (!this.#keys.has(epoch)) await this.#open(epoch, fromBase64(box));
    if (this.as === 'worker' && sealing.wants_key && (await this.ring)) await this.#give(sealing);
  }

  /** Tell the keys of this page, once. */
  async #tell() {
    if (this.pair) return;
    [this.pair, this.signer] = await Promise.all([newPair(), newSigningPair()]);
    const told = { public: toBase64(this.pair.publicKey), signs: toBase64(this.signer.publicKey) };
    await this.live.ask('group_key', { ...this.about, ...told });
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

  /** Seal words to the room, and sign them. @returns {Promise<{alg: string, body: string}>} */
  async seal(said, clientId) {
    if (!this.isSealed) return seal(said);
    this.#said += 1;
    const place = await this.#place(this.me, this.as, this.epoch, this.#said, clientId);
    const envelope = await sealMessage(place, bytes(said));
    const signature = await this.#sign(signedPart(place, envelope));
    return { alg: ALG, body: toBase64(joined(envelope, signature)) };
  }

  async #sign(said) {
    return this.as === 'visitor'
      ? sign(this.signer.privateKey, said)
      : (await this.ring).sign(said);
  }

  /**
   * @returns {Promise<{text: string | null, trouble?: "closed" | "unsigned"}>} `closed` when this page has no key of its epoch,
   *   `unsigned` when it is not, word for word and for the first time, what that member has signed
   */
  async open({ sealed, member_id: member, client_id: clientId }, isModerator) {
    if (!this.isSealed) return { text: open(sealed) };
    try {
      const { envelope, signature } = apart(fromBase64(sealed.body));
      const { epoch, number } = headOf(envelope);
      if (!this.#keys.has(epoch)) return { text: null, trouble: 'closed' };
      const side = isModerator ? 'worker' : 'visitor';
      const place = await this.#place(member, side, epoch, number, clientId);
      const opened = text(await openMessage(place, envelope));
      const isTheirs = await this.#isSigned(member, signature, signedPart(place, envelope));
      if (isTheirs && this.#isNext(member, epoch, number)) return { text: opened };
    } catch {
      // changed, cut, or no envelope at all: told like somebody else's
    }
    return { text: null, trouble: 'unsigned' };
  }

  async #isSigned(member, signature, said) {
    for (const one of this.#signs[member] ?? [])
      if (await verify(fromBase64(one), signature, said)) return true;
    return false;
  }

  /** What a member says carries a number that rises, so that nothing is said twice for them. */
  #isNext(member, epoch, number) {
    const last = this.#last.get(member) ?? { epoch: 0, number: 0 };
    if (epoch < last.epoch || (epoch === last.epoch && number <= last.number)) return false;
    this.#last.set(member, { epoch, number });
    return true;
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

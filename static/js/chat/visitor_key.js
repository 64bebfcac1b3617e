/** The visitor's side of a conversation's key: made once, kept by the tab, brought to the line sealed. */
import { take } from '../sealed/left.js';
import { forgetKey } from '../sealed/tab.js';
import { keyOfTabs } from '../sealed/tabs.js';
import { Plain } from './envelope.js';
import { Seals } from './seals.js';

/**
 * Give what seals and opens on this page, and make the key when the conversation has just begun.
 * @returns {Promise<Plain | Seals | null>} null when this tab has no key to a conversation that has one
 */
export async function visitorSeals(sealing) {
  if (!sealing) return new Plain();
  const found = await keyOfTabs(sealing);
  const { cek, isFresh } = found;
  if (!cek) return null;
  const { conversation } = sealing;
  let taken = () => {};
  const after = isFresh ? new Promise((done) => (taken = done)) : null;
  const seals = new Seals({ conversation, me: 'visitor', key: async () => cek, after });
  return Object.assign(seals, { isFresh, taken, isLent: () => found.isLent });
}

/** What the house answers when another tab's key was there first. */
const HERE = 'key_is_here';
const LATE = new Set([HERE, 'no_key_here']);

/** Brings the key to whoever may take the conversation next, as often as the line's key changes. */
export class KeyBringer {
  constructor(url, seals) {
    this.url = url;
    this.seals = seals;
    this.nickname = take('n');
    this.forms = new Map();
    this.isUnderway = false;
  }

  /** Hear how the conversation stands; bring the key when nobody who could take it could open it. */
  async hear({ sealing, state }) {
    if (!sealing) return;
    const line = sealing.line_key;
    if (!line && state === 'open' && this.seals.isFresh) return this.#giveWay();
    if (!line) return this.seals.taken(); // there is nobody yet to bring it to
    if (sealing.sealed_to === line.id && !this.seals.isFresh) return;
    const turn = `${line.id}/${sealing.epoch}`;
    if (this.isUnderway || this.done === turn) return;
    this.isUnderway = true;
    const answer = await this.#bring(line, turn).catch(() => null);
    this.isUnderway = false;
    // Whoever took the key up from here brought it first: it is the same one.
    if (answer?.ok || (answer?.code === HERE && this.seals.isLent?.())) this.#taken(turn);
    else if (this.seals.isFresh && LATE.has(answer?.code)) this.#giveWay();
  }

  /** Asked twice, the house is told the same bytes: it knows its own answer that was lost on the way. */
  async #bring(line, turn) {
    if (!this.forms.has(turn)) this.forms.set(turn, await this.#form(line));
    const answer = await fetch(this.url, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams(this.forms.get(turn)),
    });
    return answer.json();
  }

  async #form(line) {
    const form = { line_key_id: line.id, box: await this.seals.keyFor(line.public) };
    if (this.nickname) form.nickname = (await this.seals.close('name', this.nickname)).body;
    return form;
  }

  #taken(turn) {
    this.done = turn;
    this.nickname = '';
    this.seals.isFresh = false;
    this.seals.taken();
  }

  /** Another tab's key came first, so this one opens nothing: the page says where to go on. */
  #giveWay() {
    forgetKey();
    location.reload();
  }
}

/**
 * The guard against answering the wrong person. It asks once, when a message goes out right after the conversation
 * under the hand has changed, or when the same words stand begun in another one.
 */

const TURNED_MS = 1500;
const SHORTEST = 12;

export class Care {
  constructor(desk, send) {
    this.desk = desk;
    this.panel = desk.part('wrong');
    this.turnedAt = -Infinity;
    this.panel.querySelector('[data-wrong-send]').addEventListener('click', () => {
      this.close();
      send();
    });
    this.panel.querySelector('[data-wrong-edit]').addEventListener('click', () => {
      this.close();
      desk.pane.focus();
    });
  }

  /** Another conversation came under the hand. */
  turned() {
    this.turnedAt = performance.now();
    this.close();
  }

  /** Whether this text may go to `one` at once; otherwise ask. */
  lets(text, one) {
    const doubt = this.#doubt(text, one);
    if (!doubt) return true;
    const { words } = this.desk;
    const say = this.panel.querySelector('[data-wrong-text]');
    say.textContent = words[doubt.why]
      .replace('{name}', this.desk.nameOf(one.row))
      .replace('{other}', doubt.other ? this.desk.nameOf(doubt.other.row) : '');
    this.panel.hidden = false;
    this.panel.querySelector('[data-wrong-edit]').focus();
    return false;
  }

  #doubt(text, one) {
    const others = [...this.desk.talks.values()].filter(
      (it) => it !== one && it.row.state === 'open',
    );
    const other = others.find(({ draft }) => isSame(draft.trim(), text));
    if (other) return { why: 'anothersDraft', other };
    const isFresh = performance.now() - this.turnedAt < TURNED_MS;
    return isFresh && others.length ? { why: 'justTurned' } : null;
  }

  close() {
    this.panel.hidden = true;
  }
}

function isSame(draft, text) {
  return draft.length >= SHORTEST && text.includes(draft);
}

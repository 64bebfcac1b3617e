/**
 * Which number a conversation has at the desk. It keeps its number until its outcome has been said:
 * Alt+2 is the same person all the time, whoever comes and goes around them.
 */
export class Slots {
  #held = new Map();

  /** Give `id` the first free number, unless it has one already. */
  give(id) {
    if (this.#held.has(id)) return;
    const taken = new Set(this.#held.values());
    let number = 1;
    while (taken.has(number)) number += 1;
    this.#held.set(id, number);
  }

  free(id) {
    this.#held.delete(id);
  }

  /** @returns {number | undefined} */
  of(id) {
    return this.#held.get(id);
  }

  /** Sort those that have a number by it; the others follow as they came. */
  inOrder(ids) {
    const place = (id) => this.#held.get(id) ?? Infinity;
    return [...ids].sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
  }
}

/** What each line has ready: replies, partners, topics. Asked for once. */

export class Ready {
  #known = new Map();

  constructor(desk) {
    this.desk = desk;
  }

  /** @returns {Promise<{replies: object[], partners: object[], topics: object[]}>} */
  async of(lineId) {
    if (!this.#known.has(lineId)) {
      const asked = { line_id: lineId, lang: this.desk.dataset.lang };
      const answer = await this.desk.live.ask('ready', asked);
      if (!answer.ok) return { replies: [], partners: [], topics: [] };
      this.#known.set(lineId, answer);
    }
    return this.#known.get(lineId);
  }
}

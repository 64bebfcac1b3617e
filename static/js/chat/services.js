/** The directory beside the conversation: search, and send the card of a service or of a guide. */

const PAUSE_MS = 150;
const SHORTEST = 2;
const SECOND_TAP_MS = 1500;

export class ServiceSearch {
  constructor(desk, send) {
    this.desk = desk;
    this.send = send;
    this.box = desk.querySelector('[data-search] input');
    this.hits = desk.querySelector('[data-hits]');
    this.found = desk.querySelector('[data-found]');
    this.box.addEventListener('input', () => {
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.#look(), PAUSE_MS);
    });
    // Enter searches and goes on to the first card: sending it takes a second Enter.
    desk.querySelector('[data-search]').addEventListener('submit', async (event) => {
      event.preventDefault();
      clearTimeout(this.pause);
      await this.#look();
      this.hits.querySelector('button')?.focus();
    });
  }

  focus() {
    this.desk.go('aside');
    this.box.focus();
  }

  async #look() {
    const words = this.box.value.trim();
    this.asked?.abort();
    if (words.length < SHORTEST) return this.hits.replaceChildren();
    this.asked = new AbortController();
    const address = new URL(this.desk.dataset.searchUrl, location.href);
    address.searchParams.set('q', words);
    const near = this.desk.chosen?.row.municipality;
    if (near) address.searchParams.set('municipality', near);
    try {
      const answer = await fetch(address, {
        headers: { Accept: 'application/json' },
        signal: this.asked.signal,
      });
      if (answer.ok) this.#show(await answer.json());
    } catch (error) {
      if (error.name !== 'AbortError') this.#say(this.desk.words.no_answer);
    }
  }

  /** Services first, then what there is to read; both are sent as cards. */
  #show({ cards, guides }) {
    const hits = [...cards, ...guides];
    if (!hits.length) return this.#say(this.desk.words.noServices);
    this.hits.replaceChildren(...hits.map((one) => this.#hit(one)));
    this.found.textContent = this.desk.words.found.replace('{count}', hits.length);
  }

  #hit(service) {
    const hit = this.desk
      .querySelector('template[data-hit]')
      .content.firstElementChild.cloneNode(true);
    hit.querySelector('h3').textContent = service.name;
    hit.querySelector('p').textContent = service.summary;
    const button = hit.querySelector('button');
    button.querySelector('.hidden').textContent = `: ${service.name}`;
    button.addEventListener('click', () => {
      // A double click would send two cards and count two referrals.
      button.disabled = true;
      setTimeout(() => (button.disabled = false), SECOND_TAP_MS);
      this.#offer(service, this.desk.querySelector('[data-kind]').value);
    });
    return hit;
  }

  /** Whoever is accompanied is told when somebody could come along. */
  async #offer(service, kind) {
    const one = this.desk.chosen;
    if (kind !== 'accompanied' || !one || !service.id) return this.send(service, kind);
    const answer = await this.desk.live.ask('walk', { conversation_id: one.talk.id });
    this.send({ ...service, walk: answer.ok ? answer.walk : null }, kind);
  }

  #say(text) {
    const line = document.createElement('p');
    line.className = 'soft';
    line.textContent = text;
    this.hits.replaceChildren(line);
    this.found.textContent = text;
  }
}

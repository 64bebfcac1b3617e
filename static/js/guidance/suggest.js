/** <service-suggest>: what is found while one still types. Nothing is kept, and Enter searches as without it. */

const PAUSE_MS = 120;
const SHORTEST = 2;

class ServiceSuggest extends HTMLElement {
  connectedCallback() {
    this.form = this.closest('form');
    this.box = this.form.querySelector('input[type="search"]');
    this.list = this.querySelector('ul');
    this.told = this.querySelector('[role="status"]');
    this.box.addEventListener('input', () => {
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.#look(), PAUSE_MS);
    });
    this.box.addEventListener('keydown', ({ key }) => key === 'Escape' && this.#show([]));
    window.addEventListener('quick-exit', () => this.#show([]));
  }

  async #look() {
    this.asked?.abort();
    const words = this.box.value.trim();
    if (words.length < SHORTEST) return this.#show([]);
    this.asked = new AbortController();
    const address = new URL(this.dataset.url, location.href);
    for (const [name, value] of new FormData(this.form)) {
      if (value) address.searchParams.append(name, value);
    }
    const asking = { signal: this.asked.signal, credentials: 'omit' };
    const answer = await fetch(address, asking).catch(() => null);
    if (answer?.ok) this.#show((await answer.json()).services);
  }

  #show(services) {
    const template = this.querySelector('template');
    const rows = services.map((service) => {
      const row = template.content.firstElementChild.cloneNode(true);
      const link = row.querySelector('a');
      link.href = service.url;
      link.textContent = service.name;
      row.querySelector('[data-hours]').textContent = service.hours;
      return row;
    });
    this.list.replaceChildren(...rows);
    this.list.hidden = !rows.length;
    this.told.textContent = rows.length ? this.dataset.found.replace('{count}', rows.length) : '';
  }
}

customElements.define('service-suggest', ServiceSuggest);

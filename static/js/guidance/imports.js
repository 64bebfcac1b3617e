/** <import-runs>: how far the files are, looked at anew until all is read. The page itself is the answer. */

const EVERY_MS = 3_000;

class ImportRuns extends HTMLElement {
  connectedCallback() {
    this.#lookLater();
  }

  #lookLater() {
    if (this.hasAttribute('data-under-way')) setTimeout(() => this.#look(), EVERY_MS);
  }

  #look() {
    // The browser reads the answer as a page by itself: words are nowhere made into HTML here.
    const asked = new XMLHttpRequest();
    asked.responseType = 'document';
    asked.addEventListener('load', () => this.#show(asked.response));
    asked.addEventListener('loadend', () => this.#lookLater());
    asked.open('GET', location.href);
    asked.send();
  }

  /** A page without it is the one that asks to sign in again. */
  #show(page) {
    const now = page?.querySelector('import-runs');
    if (!now) return location.reload();
    this.toggleAttribute('data-under-way', now.hasAttribute('data-under-way'));
    this.replaceChildren(...now.childNodes);
  }
}

customElements.define('import-runs', ImportRuns);

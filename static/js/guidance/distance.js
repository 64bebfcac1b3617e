/** <service-distance>: how far the services on this page are. The place is reckoned with here and told to nobody. */

import { kilometres, said } from './kilometres.js';

const PATIENCE_MS = 15_000;
const RECENT_MS = 300_000;

class ServiceDistance extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector('button');
    this.told = this.querySelector('[role="status"]');
    this.places = [...document.querySelectorAll('[data-latitude]')];
    if (!navigator.geolocation || !this.places.length) return;
    this.hidden = false;
    this.button.addEventListener('click', () => this.#look());
  }

  #look() {
    this.button.disabled = true;
    const settings = { enableHighAccuracy: false, timeout: PATIENCE_MS, maximumAge: RECENT_MS };
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => this.#show(coords),
      () => this.#tell(this.dataset.unknown),
      settings,
    );
  }

  #show(here) {
    for (const place of this.places) {
      const there = {
        latitude: Number(place.dataset.latitude),
        longitude: Number(place.dataset.longitude),
      };
      const far = said(kilometres(here, there), document.documentElement.lang);
      place.querySelector('span').textContent = place.dataset.far.replace('{km}', far);
      place.hidden = false;
    }
    this.#tell(this.dataset.done);
    this.button.hidden = true;
  }

  #tell(words) {
    this.told.textContent = words;
    this.button.disabled = false;
  }
}

customElements.define('service-distance', ServiceDistance);

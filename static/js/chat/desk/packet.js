/** <desk-packet>: the worker drafts what a named service could be told; the visitor decides over every line. */

class DeskPacket extends HTMLElement {
  join(host) {
    this.host = host;
    this.form = this.querySelector('form');
    this.services = this.form.querySelector('select');
    this.box = this.form.querySelector('textarea');
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#send();
    });
    this.querySelector('details').addEventListener('toggle', () => this.#turn());
    host.addEventListener('chosen', () => this.#turn());
    host.addEventListener('view', () => this.#turn());
    this.#turn();
  }

  /** The services that have been named in the conversation under the hand. */
  #turn() {
    const one = this.host.chosen;
    const cards = named(one);
    this.hidden = one?.row.state !== 'open';
    const before = this.services.value;
    const options = [...cards].map(([id, name]) => new Option(name, id, false, id === before));
    this.services.replaceChildren(...options);
  }

  #send() {
    const lines = this.box.value
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
    const service = this.services.value;
    if (!lines.length || !service) return;
    const name = this.services.selectedOptions[0].textContent;
    const said = { service, name, lines };
    this.host.chosen.talk.tell({ kind: 'packet', event: 'draft_packet', said, more: {} });
    this.form.reset();
    this.querySelector('details').open = false;
  }
}

function named(one) {
  const found = new Map();
  for (const [what, message] of one?.told ?? []) {
    if (what !== 'add' || message.kind !== 'card') continue;
    try {
      const { id, name } = JSON.parse(message.text);
      if (id && name) found.set(id, name);
    } catch {
      // A card that cannot be read names no service.
    }
  }
  return found;
}

customElements.define('desk-packet', DeskPacket);

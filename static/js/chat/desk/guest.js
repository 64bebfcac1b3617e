/** A worker of another service in one's conversation: the link is made here, and used here. */
import { clockTime } from '../bubbles.js';

const IN_ADDRESS = /^#come-in=([\w-]{43})$/;

/** The link's token is behind the #: it reaches no server by itself, and no log. */
export class Guest {
  /** @param {HTMLElement} part <desk-colleagues> */
  constructor(part) {
    this.part = part;
    this.host = part.host;
    part.part('guest').addEventListener('click', () => this.#make());
    // Enter in the field must not send the form around it, which would ask a colleague in.
    part.part('guest-link').addEventListener('keydown', (event) => {
      if (event.key === 'Enter') event.preventDefault();
    });
    addEventListener('hashchange', () => this.come());
  }

  /** Take what was shown out of sight: it belongs to the conversation that was chosen then. */
  hide() {
    this.part.part('guest-made').hidden = true;
    this.part.part('guest-link').value = '';
  }

  async #make() {
    const one = this.host.chosen;
    const answer = await this.host.live.ask('guest_link', { conversation_id: one.talk.id });
    if (!answer.ok) return this.host.problem(answer.code);
    if (this.host.chosen !== one) return;
    const address = new URL('/desk', location.href);
    address.hash = `come-in=${answer.token}`;
    const field = this.part.part('guest-link');
    field.value = address.href;
    this.part.part('guest-until').textContent = this.part.words.linkUntil.replace(
      '{time}',
      clockTime(answer.until, this.host.dataset.lang),
    );
    this.part.part('guest-made').hidden = false;
    field.focus();
    field.select();
  }

  /** Use the link in the address, if there is one, and take it out of the address. */
  async come() {
    const token = IN_ADDRESS.exec(location.hash)?.[1];
    if (!token || !this.host.live.isConnected()) return; // asked again once connected
    history.replaceState(null, '', location.pathname + location.search);
    const answer = await this.host.live.ask('come_as_guest', { token });
    if (answer.ok) return;
    const own = { no_such_invitation: 'link_used', no_such_colleague: 'link_own_team' };
    this.host.problem(own[answer.code] ?? answer.code);
  }
}

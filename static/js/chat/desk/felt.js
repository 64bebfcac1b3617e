/** <desk-felt>: how it went from the responder's side. It goes with the outcome, whichever class is tapped. */
class DeskFelt extends HTMLElement {
  connectedCallback() {
    this.form = this.closest('form');
    // On the way down: the form puts the conversation away when the outcome has been said.
    this.form.addEventListener('click', (event) => this.#heard(event), true);
  }

  #heard({ target }) {
    const outcome = target.closest('button')?.value;
    const desk = this.closest('chat-desk');
    const conversation_id = desk.chosen?.talk.id;
    if (!outcome || outcome === 'misuse' || !conversation_id) return;
    const said = (name) => this.querySelector(`[name="${name}"]:checked`)?.value ?? null;
    const [went, would_have_been_alone] = [said('went'), said('alone')];
    if (!went && !would_have_been_alone) return;
    // Said once: asked again, the server remembers that it has been, and that is no trouble to anybody.
    desk.live.ask('how_it_went', { conversation_id, went, would_have_been_alone });
  }
}

customElements.define('desk-felt', DeskFelt);

/** <chat-burden>: one tap, while waiting, on how heavy it is. */

class ChatBurden extends HTMLElement {
  join(host) {
    const show = (state) => (this.hidden = state?.state !== 'waiting');
    host.talk.addEventListener('state', ({ detail }) => show(detail));
    show(host.talk.state);
    this.addEventListener('click', (event) => {
      const button = event.target.closest('button');
      if (button) this.#tell(button);
    });
  }

  async #tell(button) {
    const answer = await fetch(this.dataset.url, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams({ burden: button.value }),
    }).catch(() => null);
    if (!answer?.ok) return;
    for (const one of this.querySelectorAll('button'))
      one.setAttribute('aria-pressed', String(one === button));
    this.querySelector('[data-said]').textContent = this.dataset.thanks;
  }
}

customElements.define('chat-burden', ChatBurden);

/** The safeguarding flag and the line's protocol, step by step: what was done, never why. */

const CLOCK = { hour: '2-digit', minute: '2-digit' };

export class Safety {
  constructor(desk) {
    this.desk = desk;
    this.panel = desk.part('safety');
    this.button = desk.part('flag');
    this.button.addEventListener('click', () => this.toggle());
    desk.part('safety-hide').addEventListener('click', () => this.#hide());
    desk.part('safety-back').addEventListener('click', () => this.#takeBack());
    desk.addEventListener('chosen', () => this.#turn());
    desk.addEventListener('view', () => this.#drawButton());
  }

  /** Raise the flag of the conversation under the hand, or show and hide its steps. */
  async toggle() {
    const one = this.desk.chosen;
    if (!one) return;
    if (one.row.is_flagged) return this.panel.hidden ? this.#show() : this.#hide();
    if (!(await this.#ask('flag', one, { is_raised: true }))) return;
    one.row.is_flagged = true;
    this.#drawButton();
    await this.#show();
    this.panel.querySelector('input')?.focus();
  }

  async #takeBack() {
    const one = this.desk.chosen;
    if (!(await this.#ask('flag', one, { is_raised: false }))) return;
    one.row.is_flagged = false;
    this.#hide();
    this.#drawButton();
  }

  async #show() {
    const one = this.desk.chosen;
    const answer = await this.#ask('safety', one, { lang: this.desk.dataset.lang });
    if (!answer || this.desk.chosen !== one) return;
    this.desk
      .part('safety-steps')
      .replaceChildren(...answer.steps.map((step) => this.#row(one, step)));
    this.panel.hidden = false;
  }

  #hide() {
    this.panel.hidden = true;
    this.desk.pane.focus();
  }

  #turn() {
    this.panel.hidden = true;
    this.#drawButton();
    if (this.desk.chosen?.row.is_flagged) this.#show();
  }

  #drawButton() {
    const one = this.desk.chosen;
    this.button.hidden = !one || one.row.part !== 'responder';
    this.button.setAttribute('aria-pressed', String(Boolean(one?.row.is_flagged)));
  }

  #row(one, step) {
    const item = this.desk.clone('safety-step');
    const [box, link] = [item.querySelector('input'), item.querySelector('a')];
    item.querySelector('label span').textContent = step.text;
    box.checked = Boolean(step.done_at);
    box.addEventListener('change', async () => {
      await this.#ask('tick', one, { step: step.key, is_done: box.checked });
      await this.#show();
      this.panel.querySelector(`[data-step="${step.key}"]`)?.focus();
    });
    box.dataset.step = step.key;
    link.hidden = !step.phone;
    link.href = `tel:${step.phone.replaceAll(' ', '')}`;
    link.textContent = step.phone;
    const time =
      step.done_at && new Date(step.done_at).toLocaleTimeString(this.desk.dataset.lang, CLOCK);
    item.querySelector('.soft').textContent = time ? `${step.done_by} ${time}` : '';
    return item;
  }

  async #ask(event, one, more) {
    const answer = await this.desk.live.ask(event, { conversation_id: one.talk.id, ...more });
    if (answer.ok) return answer;
    this.desk.problem(answer.code);
    return null;
  }
}

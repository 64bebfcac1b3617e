/**
 * <desk-plan>: what a line's responders have agreed on with somebody who comes often. It opens by itself when such a
 * conversation comes into one's hands; the visitor can read every word of it.
 */
import { isGuarded } from '../../guard/awake.js';

class DeskPlan extends HTMLElement {
  join(host) {
    this.host = host;
    this.form = this.querySelector('form');
    this.box = this.form.querySelector('textarea');
    this.review = this.form.querySelector('input');
    this.guard = this.querySelector('worker-guard');
    this.begun = new WeakMap();
    this.box.addEventListener('input', () => this.one && this.begun.set(this.one, this.box.value));
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#write();
    });
    this.#part('agree').addEventListener('click', () => this.#agree());
    this.#part('change').addEventListener('click', () => this.#change());
    this.#part('delete').addEventListener('click', () => this.#do('delete_plan'));
    host.addEventListener('chosen', () => this.#turn());
    host.addEventListener('view', () => this.isMine !== this.#isOwn() && this.#turn());
    this.#turn();
  }

  #part(name) {
    return this.querySelector(`[data-${name}]`);
  }

  #isOwn() {
    const row = this.host.chosen?.row;
    return row?.part === 'responder' && row.state === 'open';
  }

  /** Another conversation is under the hand, or this one has become one's own. */
  async #turn() {
    this.one = this.host.chosen;
    this.isMine = this.#isOwn();
    this.hidden = true;
    this.guard.close?.();
    if (this.isMine) await this.#look();
  }

  async #look() {
    const { one } = this;
    const answer = await this.host.live.ask('plan', { conversation_id: one.talk.id });
    if (!answer.ok || this.host.chosen !== one) return;
    this.#show(answer);
  }

  #show({ plan, may_write, review_on, latest_review }) {
    this.plan = plan;
    this.hidden = !plan && !may_write;
    this.#part('plan').hidden = !plan;
    this.form.hidden = Boolean(plan);
    this.#part('change').hidden = !may_write;
    Object.assign(this.review, { min: today(1), max: latest_review, value: review_on });
    this.box.value = this.begun.get(this.one) ?? '';
    const summary = this.querySelector('summary');
    const { say, there, due } = summary.dataset;
    summary.textContent = plan ? (plan.is_due ? due : there) : say;
    this.querySelector('details').open = Boolean(plan);
    if (plan) this.#fill(plan);
  }

  async #fill(plan) {
    const { one } = this;
    const text = await one.talk.seals.disclose('plan', plan.sealed);
    if (this.host.chosen !== one) return;
    this.text = text;
    this.#part('plan-text').textContent = this.text ?? this.host.words.unreadable;
    this.#part('agree').hidden = plan.i_agree;
    const facts = this.#part('plan-facts');
    const values = {
      name: plan.name,
      written: this.#day(plan.written_on),
      review: this.#day(plan.review_on),
      ends: this.#day(plan.ends_on),
      agreed: plan.agreed.join(', '),
    };
    facts.textContent = facts.dataset.say.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  }

  #day(iso) {
    if (!iso) return '–';
    return new Date(`${iso}T12:00:00Z`).toLocaleDateString(this.host.dataset.lang);
  }

  #change() {
    this.form.hidden = false;
    this.box.value = this.begun.get(this.one) ?? this.text ?? '';
    this.box.focus();
  }

  async #write() {
    const text = this.box.value.trim();
    if (!text) return this.box.focus();
    if (!isGuarded(this.form)) return;
    const { one } = this;
    const sealed = await one.talk.seals.close('plan', text);
    const kept = await this.#do('write_plan', { sealed, review_on: this.review.value });
    if (kept) this.begun.delete(one);
  }

  #agree() {
    return this.#do('agree_to_plan', { plan_id: this.plan.plan_id });
  }

  /** Do something with the plan of the conversation under the hand, then look at it again. */
  async #do(deed, more = {}) {
    const answer = await this.host.live.ask(deed, { conversation_id: this.one.talk.id, ...more });
    if (!answer.ok) this.host.problem(answer.code);
    if (answer.ok || answer.code === 'no_such_plan') await this.#look();
    return answer.ok;
  }
}

/** The day after so many days, by the wall clock of Helsinki, as a date field wants it. */
function today(later) {
  const when = new Date(Date.now() + later * 86_400_000);
  return new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Helsinki' }).format(when);
}

customElements.define('desk-plan', DeskPlan);

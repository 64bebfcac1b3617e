/** Those who wait on one's lines, and taking one of them. */
import { about, emptyRow, fill, minutesSince } from './rows.js';

const LONG_WAIT_MIN = 3;

export class Queue {
  constructor(desk) {
    this.desk = desk;
    desk.part('claim-next').addEventListener('click', () => this.claimNext());
  }

  draw() {
    const { view, words } = this.desk;
    const duty = this.#onDuty();
    const rows = view.queue.map((row) => this.#row(row, duty.has(row.line_id)));
    fill(this.desk.part('queue'), rows, () => emptyRow(words.nobodyWaits));
    this.desk.part('queue-count').textContent = view.waiting;
    this.desk.part('claim-next').disabled = !this.#next() || this.#whyNot();
    this.desk.part('claim-next').title = this.#whyNot() ? words[this.#whyNot()] : '';
    this.#drawNoKey();
    document.title = view.waiting ? `(${view.waiting}) ${words.title}` : words.title;
  }

  /** A line that seals and has no key is not open, whoever is on duty. */
  #drawNoKey() {
    const shut = this.desk.view.lines.filter((line) => line.is_sealed && !line.key);
    const place = this.desk.part('no-key');
    place.hidden = !shut.length;
    const names = shut.map(({ name }) => name).join(', ');
    const text = this.desk.words.lineWithoutKey.replace('{lines}', names);
    if (place.textContent !== text) place.textContent = text;
  }

  claimNext() {
    const next = this.#next();
    if (next) this.#claim(next.conversation_id);
  }

  /** Why one takes nobody now, as a code; "" when one may. */
  #whyNot(row) {
    const { load } = this.desk;
    if (load.isBraked) return 'no_more_now';
    if (load.isFull) return 'hands_full';
    return row && !row.has_key ? 'no_key_yet' : '';
  }

  #onDuty() {
    const lines = this.desk.view.lines.filter((line) => line.am_on_duty);
    return new Set(lines.map((line) => line.line_id));
  }

  #next() {
    const duty = this.#onDuty();
    return this.desk.view.queue.find((row) => duty.has(row.line_id) && row.has_key);
  }

  #row(row, mayTake) {
    const { desk } = this;
    const item = desk.clone('queue-row');
    const box = item.querySelector('.queue-item');
    const waited = minutesSince(row.started_at, desk.now());
    item.querySelector('.who').textContent = desk.nameOf(row);
    item.querySelector('.when').textContent = desk.minutes(waited);
    const away = row.here ? '' : desk.words.awayNow;
    item.querySelector('.about').textContent = [about(row), knows(row, desk.words), away]
      .filter(Boolean)
      .join(' · ');
    box.classList.toggle('long', waited >= LONG_WAIT_MIN);
    const take = item.querySelector('button');
    const why = mayTake ? this.#whyNot(row) : 'not_on_duty';
    take.disabled = Boolean(why);
    take.title = why ? desk.words[why] : '';
    take.dataset.key = row.conversation_id;
    take.querySelector('.hidden').textContent = `: ${desk.nameOf(row)}`;
    take.addEventListener('click', () => this.#claim(row.conversation_id));
    return item;
  }

  /** Take somebody. What nobody answered in time may have happened all the same: the next look tells. */
  async #claim(id) {
    this.desk.wanted = id;
    const answer = await this.desk.live.ask('claim', { conversation_id: id });
    if (!answer.ok) this.desk.problem(answer.code);
    if (!answer.ok && answer.code !== 'no_answer') this.desk.wanted = null;
    await this.desk.refresh();
  }
}

/** With whom somebody who has come back talked before. */
function knows({ talked_with: one }, words) {
  if (!one) return '';
  return one.is_you ? words.knowsYou : words.knows.replace('{name}', one.name);
}

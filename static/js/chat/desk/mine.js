/** One's own conversations: who waits for an answer longest, which number leads where. */
import { silenceOf } from './silence.js';
import { about, emptyRow, fill, minutesSince } from './rows.js';

const MOST_KEYS = 6;
const DAY_MS = 86_400_000;

export class Mine {
  constructor(desk) {
    this.desk = desk;
  }

  draw() {
    const own = this.desk.own();
    const longest = longestWaiting(own);
    const rows = own.map((one) => this.#row(one, one === longest));
    fill(this.desk.part('mine'), rows, () => emptyRow(this.desk.words.noneYet));
    this.desk.part('mine-count').textContent = own.length;
    this.#drawCoverage();
  }

  /** The conversation that has waited longest for one's answer, or null. */
  longest() {
    return longestWaiting(this.desk.own());
  }

  numbered(number) {
    return this.desk.own().find(({ talk }) => this.desk.slots.of(talk.id) === number);
  }

  #row(one, isLongest) {
    const { desk } = this;
    const { row } = one;
    const item = desk.clone('mine-row');
    const box = item.querySelector('.queue-item');
    box.dataset.key = row.conversation_id;
    const number = desk.slots.of(row.conversation_id);
    const who = [number && `${number}.`, desk.nameOf(row)].filter(Boolean).join(' ');
    item.querySelector('.who').textContent = who;
    if (number && number <= MOST_KEYS) box.setAttribute('aria-keyshortcuts', `Alt+${number}`);
    item.querySelector('.when').textContent = this.#standing(one);
    item.querySelector('.about').textContent = [
      row.part === 'guest' && desk.words.asGuest,
      about(row),
    ]
      .filter(Boolean)
      .join(' · ');
    const badge = item.querySelector('.badge');
    badge.hidden = !one.unread || isOver(one);
    badge.textContent = one.unread;
    box.classList.toggle('long', isLongest);
    if (one === desk.chosen) box.setAttribute('aria-current', 'true');
    box.addEventListener('click', () => desk.choose(one));
    return item;
  }

  #standing(one) {
    const { words } = this.desk;
    if (isOver(one)) return this.#age(one.row);
    const since = one.row.unanswered_since;
    if (!since) return this.#quiet(one);
    return words.waits.replace('{time}', this.desk.minutes(minutesSince(since, this.desk.now())));
  }

  /** How long an ended conversation has been left to say the outcome of (R38). */
  #age({ closed_at: closed }) {
    const { words } = this.desk;
    const days = closed ? Math.floor((this.desk.now() - Date.parse(closed)) / DAY_MS) : 0;
    return days ? words.toClassifySince.replace('{count}', days) : words.toClassify;
  }

  #drawCoverage() {
    const { analysed, of } = this.desk.view.coverage;
    const line = this.desk.part('coverage');
    line.hidden = !of;
    line.textContent = this.desk.words.coverage
      .replace('{analysed}', analysed)
      .replace('{of}', of)
      .replace('{percent}', of ? Math.round((100 * analysed) / of) : 0);
  }

  #quiet(one) {
    const { desk } = this;
    const quiet = silenceOf(one, { silence: desk.view.silence, now: desk.now() });
    return quiet ? desk.words.quiet.replace('{time}', desk.minutes(quiet.minutes)) : '';
  }
}

export function isOver({ row, talk }) {
  return (talk.state?.state ?? row.state) === 'closed';
}

function longestWaiting(own) {
  const waiting = own.filter((one) => one.row.unanswered_since && !isOver(one));
  return (
    waiting.sort((a, b) => a.row.unanswered_since.localeCompare(b.row.unanswered_since))[0] ?? null
  );
}

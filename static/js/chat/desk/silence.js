/** Who has been quiet for how long. It only says so: nobody is cut off for being slow (R17). */
import { minutesSince } from './rows.js';

/** @returns {{who: "visitor" | "responder", minutes: number} | null} who should be thought of, and since when */
export function silenceOf(one, { silence, now }) {
  if ((one.talk.state?.state ?? one.row.state) !== 'open') return null;
  if (one.row.unanswered_since) {
    const minutes = minutesSince(one.row.unanswered_since, now);
    return minutes >= silence.responder ? { who: 'responder', minutes } : null;
  }
  const minutes = minutesSince(one.lastAt ?? one.row.opened_at, now);
  return minutes >= silence.visitor ? { who: 'visitor', minutes } : null;
}

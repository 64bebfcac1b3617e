/** A round as the tally holds it: when it begins, what is undone, and how the house is told. */
const HOURS = [
  [5, 'night'],
  [11, 'morning'],
  [17, 'day'],
  [22, 'evening'],
  [24, 'night'],
];
const REMEMBERED = ['pair_id', 'area_id', 'setting', 'channel_id'];
const LONGEST_MINUTES = 1440;
const two = (number) => String(number).padStart(2, '0');

export const today = (now = new Date()) =>
  `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
const part = (now) => HOURS.find(([until]) => now.getHours() < until)[1];

export const isEmpty = ({ encounters, refused }) => !encounters.length && !refused;

/** A round of now, where and by whom the one before was. */
export function fresh(before = {}, now = new Date()) {
  const round = { id: crypto.randomUUID(), minutes: '', note: '', refused: 0 };
  for (const name of REMEMBERED) if (before[name]) round[name] = before[name];
  const isKnown = Boolean(before.pair_id);
  return { ...round, encounters: [], taps: [], day: today(now), part: part(now), isKnown };
}

/** A round that has not begun is of now, however long it has lain here; a day set by hand stays. */
export function renewed(round, now = new Date()) {
  const here = { ...round, taps: round.taps ?? [] };
  if (round.isDated || !isEmpty(round)) return here;
  return { ...here, day: today(now), part: part(now) };
}

/** Take back the last tap, whatever it counted. */
export function undone(round) {
  while (!isEmpty(round)) {
    const last = round.taps.pop() ?? (round.encounters.length ? 'met' : 'refused');
    if (last === 'met' && round.encounters.length) return round.encounters.pop();
    if (last === 'refused' && round.refused) return (round.refused -= 1);
  }
  return undefined;
}

const whole = (written) => Math.min(LONGEST_MINUTES, Math.max(0, Math.trunc(Number(written)) || 0));

/** A round as the house wants it: what was left open is left out. */
export function told(round) {
  const { refusal, isKnown, isDated, taps, ...rest } = round;
  const said = (one) => Object.entries(one).filter(([, value]) => value !== '' && value !== null);
  const asked = Object.fromEntries(said(rest));
  if ('minutes' in asked) asked.minutes = whole(asked.minutes);
  asked.encounters = round.encounters.map((one) => Object.fromEntries(said(one)));
  return asked;
}

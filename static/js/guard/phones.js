/** Telephone numbers that are somebody's own; the twin of policies/guard/phones.py. */
import { RULES } from './rules.js';
import { anchored, matchAt, whole } from './text.js';

const { patterns, phones } = RULES;
const FINLAND = '358';
const PAIR = 2;
const ODD = /[^0-9]/g;
const GAP = anchored(patterns.GAP);
const ENDS = anchored(patterns.PHONE_ENDS);
const GOES_ON = whole(patterns.BEFORE_GOES_ON);
const CLOCK = whole(patterns.CLOCK);
const AREA = whole(patterns.AREA);
const MOBILE = whole(phones.mobile);
const FIXED = whole(phones.fixed);

export function phone(match) {
  const { index: start, input } = match;
  if (GOES_ON.test(input.slice(Math.max(start - PAIR, 0), start))) return null;
  const { groups, gaps, ends } = read(match);
  for (let count = groups.length; count > 0; count -= 1) {
    const end = ends[count - 1];
    if (!matchAt(ENDS, input, end)) continue;
    if (isPhone(match[0], groups.slice(0, count), gaps.slice(0, count - 1)))
      return { kind: 'phone', start, end };
  }
  return null;
}

/** Read on from the first group of digits: the groups, what stands between them, their ends. */
function read(match) {
  const groups = [match[0].replace(ODD, '')];
  const gaps = [];
  const ends = [match.index + match[0].length];
  while (groups.join('').length <= phones.most) {
    const further = matchAt(GAP, match.input, ends[ends.length - 1]);
    if (!further) break;
    gaps.push(further[1]);
    groups.push(further[2]);
    ends.push(further.index + further[0].length);
  }
  return { groups, gaps, ends };
}

function isPhone(begins, groups, gaps) {
  if (begins.includes('+') || groups[0].startsWith(FINLAND)) return isWorldwide(groups, gaps, 0);
  if (isDate(groups, gaps) || isTime(groups, gaps)) return false;
  if (groups[0].startsWith('00')) return isWorldwide(groups, gaps, 2);
  return isFinnish(groups);
}

function isDate(groups, gaps) {
  const marks = new Set(gaps.slice(0, PAIR).map((gap) => gap.trim()));
  if (marks.size !== 1 || ![...marks].every((mark) => ['.', '-', '/'].includes(mark))) return false;
  const [day, month, year] = groups.map((group) => group.length);
  return groups.length > PAIR && Math.max(day, month) <= PAIR && (year === 2 || year === 4);
}

function isTime(groups, gaps) {
  if (gaps.some((gap) => gap.includes('.')) && groups.every((group) => group.length <= PAIR))
    return true;
  return groups.length > 1 && groups.every((group) => CLOCK.test(group));
}

function isFinnish(groups) {
  const digits = groups.join('');
  const national = digits.slice(1);
  if (national.startsWith('0')) return false;
  if (MOBILE.test(national)) {
    const spelled = groups.every((group) => group.length <= PAIR);
    return digits.length >= phones.least_mobile && (spelled || groups[0].length > PAIR);
  }
  if (!FIXED.test(national) || digits.length < phones.least) return false;
  return groups.length === 1 || (AREA.test(groups[0]) && groups[1].length > PAIR);
}

function isWorldwide(groups, gaps, skip) {
  const kept = groups.filter(
    (one, place) => !(place && one === '0' && gaps[place - 1].includes('(')),
  );
  const digits = kept.join('').slice(skip);
  const country = [1, 2, 3]
    .map((size) => digits.slice(0, size))
    .find((code) => code in phones.countries);
  if (!country || digits.length < phones.least || digits.length > phones.most) return false;
  const national = digits.slice(country.length);
  if (national.startsWith('0')) return false;
  if (country === FINLAND) return MOBILE.test(national) || FIXED.test(national);
  return phones.countries[country].includes(national.length.toString(16));
}

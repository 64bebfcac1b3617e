/** Finds data about somebody in a text, before it is sealed and sent; the twin of policies/guard/find.py. */
import { iban, identityCode } from './numbers.js';
import { phone } from './phones.js';
import { RULES } from './rules.js';
import { anchored, compiled, each, finding, fold, matchAt, whole } from './text.js';

const { patterns } = RULES;
const IDENTITY_CODE = compiled(patterns.IDENTITY_CODE);
const IBAN = compiled(patterns.IBAN);
const EMAIL = compiled(patterns.EMAIL);
const PHONE = compiled(patterns.PHONE);
const ADDRESS = compiled(patterns.ADDRESS);
const CAPITAL_ADDRESS = compiled(patterns.CAPITAL_ADDRESS);
const HANDLES = patterns.HANDLES.map((source, place) => [
  compiled(source),
  patterns.HANDLE_NEEDS[place],
]);
const NOT_STREETS = whole(patterns.NOT_STREETS);
const NEXT_WORD = anchored(` ([${RULES.letters}/]+)`);
const COUNTED = new Set(patterns.COUNTED.split('|'));
const NOT_COUNTED = new Set(patterns.NOT_COUNTED.split('|'));
const COUNTABLE_ENDS = patterns.COUNTABLE_END.split('|');
const NOT_NAMES = new Set(patterns.NOT_NAMES.split('|'));
const LETTER = anchored(patterns.NAME_LETTER);
const SIGN = whole(patterns.NAME_SIGN);
const NAME_ENDS = anchored(patterns.NAME_ENDS);
const EMAIL_HINT = new RegExp(patterns.EMAIL_HINT);
const HANDLE_HINT = new RegExp(patterns.HANDLE_HINT);
const LEAST_COUNTED = 3;

/** @returns {{kind: string, start: number, end: number}[]} in the text's order; nothing overlaps */
export function find(text) {
  const folded = fold(text);
  const kept = [];
  for (const look of looks(text, folded))
    for (const found of look)
      if (!kept.some((other) => found.start < other.end && other.start < found.end))
        kept.push(found);
  return kept.sort((one, other) => one.start - other.start);
}

function* looks(text, folded) {
  const hasDigit = /[0-9]/.test(folded);
  if (hasDigit) {
    yield each(IDENTITY_CODE, folded, identityCode);
    yield each(IBAN, folded, iban);
  }
  if (EMAIL_HINT.test(folded)) yield each(EMAIL, folded, (match) => finding('email', match));
  if (hasDigit) {
    yield each(PHONE, folded, phone);
    yield each(ADDRESS, folded, address);
    yield each(CAPITAL_ADDRESS, folded, (match) => capitalAddress(text, match));
  }
  if (HANDLE_HINT.test(folded))
    for (const [pattern, needs] of HANDLES)
      yield each(pattern, folded, (match) => handle(needs, match));
}

function address(match) {
  if (NOT_STREETS.test(match[1])) return null;
  const following = matchAt(NEXT_WORD, match.input, match.index + match[0].length);
  return following && isCounted(following[1]) ? null : finding('address', match);
}

function isCounted(word) {
  if (COUNTED.has(word)) return true;
  const countable = COUNTABLE_ENDS.some((end) => word.endsWith(end));
  return word.length >= LEAST_COUNTED && countable && !NOT_COUNTED.has(word);
}

function capitalAddress(text, match) {
  const letter = text[match.index];
  return letter !== letter.toLowerCase() ? address(match) : null;
}

function handle(needs, match) {
  const name = match[1];
  return NOT_NAMES.has(name) || !isNamed(needs, name, match) ? null : finding('handle', match);
}

function isNamed(needs, name, match) {
  if (needs === 'letter') return hasLetter(name);
  if (needs === 'sign') return hasSign(name);
  if (needs === 'end')
    return hasSign(name) || matchAt(NAME_ENDS, match.input, match.index + match[0].length) !== null;
  return true;
}

/** A name and no word or amount: kettu_07, but not 2024 or 18v. */
function hasSign(name) {
  return hasLetter(name) && SIGN.test(name);
}

function hasLetter(name) {
  return matchAt(LETTER, name, 0) !== null;
}

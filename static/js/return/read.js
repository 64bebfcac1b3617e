/**
 * Six words as a person types them, and the six words they mean.
 *
 * Forgiven: capitals, dots, hyphens and spaces (also inside a word), å ä ö for a a o, and in each word one slip that leads to
 * exactly one word of the list. Nothing here talks to anybody.
 */
import { PARTS } from './words.js';

export const HOW_MANY = 6;
const LANGUAGES = Object.keys(PARTS);
const made = new Map();

/** @returns {string[]} the 4,096 words of a language, in the order that numbers them */
export function wordsOf(lang) {
  if (!made.has(lang)) {
    const [firsts, seconds] = PARTS[lang];
    made.set(
      lang,
      firsts.flatMap((first) => seconds.map((second) => first + second)),
    );
  }
  return made.get(lang);
}

/** Draw six words; 4,096 divides 65,536, so every word is as likely as any other. */
export function draw(lang) {
  const words = wordsOf(lang);
  const numbers = crypto.getRandomValues(new Uint16Array(HOW_MANY));
  return Array.from(numbers, (number) => words[number % words.length]);
}

/**
 * Read what was typed.
 *
 * @param {string} typed
 * @param {string} lang the language to try first
 * @returns {{words: (string | null)[], isWhole: boolean}} the words understood so far, null for one that is none
 */
export function read(typed, lang) {
  const tries = [lang, ...LANGUAGES.filter((one) => one !== lang)].map((one) => tried(typed, one));
  return tries.reduce((best, one) => (understood(one) > understood(best) ? one : best));
}

/** Offer up to four words that begin as what is being typed does. */
export function suggest(typed, lang) {
  const begun = plain(typed.split(/\s/u).at(-1));
  if (begun.length < 3) return [];
  const languages = [lang, ...LANGUAGES.filter((one) => one !== lang)];
  const found = languages.map((one) => wordsOf(one).filter((word) => word.startsWith(begun)));
  return (found.find((words) => words.length) ?? []).slice(0, 4);
}

const understood = ({ words }) => words.filter(Boolean).length;

function tried(typed, lang) {
  const pieces = plain(typed, ' ').split(' ').filter(Boolean);
  const whole = split(pieces.join(''), lang);
  const words = whole ?? paired(pieces).map((piece) => meant(piece, lang));
  return { words, isWhole: words.length === HOW_MANY && words.every(Boolean) };
}

/** Letters a–z only; anything else becomes `instead`. */
function plain(typed, instead = '') {
  return typed
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z]+/g, instead);
}

/** Whoever writes every part apart has written twelve. */
function paired(pieces) {
  if (pieces.length !== 2 * HOW_MANY) return pieces;
  return Array.from({ length: HOW_MANY }, (_, at) => pieces[2 * at] + pieces[2 * at + 1]);
}

/** The six words in letters without any space between them, or null when they are not there. */
function split(letters, lang, left = HOW_MANY) {
  if (!left) return letters ? null : [];
  const [firsts, seconds] = PARTS[lang];
  for (const first of firsts.filter((one) => letters.startsWith(one))) {
    const after = letters.slice(first.length);
    for (const second of seconds.filter((one) => after.startsWith(one))) {
      const rest = split(after.slice(second.length), lang, left - 1);
      if (rest) return [first + second, ...rest];
    }
  }
  return null;
}

/** The word itself, or the only one that is a single slip away. */
function meant(piece, lang) {
  const words = wordsOf(lang);
  if (words.includes(piece)) return piece;
  const near = words.filter((word) => isOneSlip(piece, word));
  return near.length === 1 ? near[0] : null;
}

/** Whether a letter was left out, added, changed, or changed places with its neighbour. */
export function isOneSlip(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const [a, b] = [one.slice(start), other.slice(start)];
  if (a.length !== b.length) return a.slice(1) === b || a === b.slice(1);
  return a.slice(1) === b.slice(1) || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
}

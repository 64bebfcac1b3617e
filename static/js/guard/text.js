/** Text as the guard reads it; the twin of policies/guard/text.py. No character changes its place. */
import { RULES } from './rules.js';

const CAPITALS = /[A-ZÀ-ÖØ-Þ]/g;
const SPACES = /[\t\r\u00a0\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff]/g;
const HYPHENS = /[\u00ad\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]/g;
const QUOTES = /[\u2018\u2019\u02bc\u00b4`]/g;
const WIDE = /[\uff10-\uff19\uff0b\uff20]/g;
const WIDE_AWAY = 0xfee0;
const WORD = new RegExp(`[${RULES.word}]`);

export function fold(text) {
  return text
    .replace(CAPITALS, (letter) => letter.toLowerCase())
    .replace(SPACES, ' ')
    .replace(HYPHENS, '-')
    .replace(QUOTES, "'")
    .replace(WIDE, (sign) => String.fromCharCode(sign.charCodeAt(0) - WIDE_AWAY));
}

/** A pattern to look for from a place on. */
export function compiled(source) {
  return new RegExp(source, 'g');
}

/** A pattern that must match exactly at a place. */
export function anchored(source) {
  return new RegExp(source, 'y');
}

export function matchAt(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** A pattern that must match the whole of a text. */
export function whole(source) {
  return new RegExp(`^(?:${source})$`);
}

export function finding(kind, match) {
  return { kind, start: match.index, end: match.index + match[0].length };
}

/**
 * What `accept` makes of the matches that begin where no word or number is going on; after one that it refuses,
 * look on a character later. Phones of 2019 know no lookbehind, so the letter before is looked at here.
 */
export function* each(pattern, text, accept) {
  let at = 0;
  for (;;) {
    const match = matchAt(pattern, text, at);
    if (!match) return;
    const found = begins(text, match.index) ? accept(match) : null;
    if (found) yield found;
    at = found ? found.end : match.index + 1;
  }
}

function begins(text, at) {
  return at === 0 || !WORD.test(text[at - 1]);
}

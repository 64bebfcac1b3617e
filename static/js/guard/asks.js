/** Finds what must not be asked in a worker's message; the twin of policies/guard/asking.py. */
import { QUESTIONS } from './questions.js';
import { compiled, each, finding, fold } from './text.js';

const compiledAll = (sources) =>
  Object.fromEntries(Object.entries(sources).map(([kind, source]) => [kind, compiled(source)]));
const PLAIN = compiledAll(QUESTIONS.plain);
const TOLD = compiledAll(QUESTIONS.told);
const ALONE = compiledAll(QUESTIONS.alone);
const NO = compiled(QUESTIONS.no);
const CLAUSE = new RegExp(QUESTIONS.clause);

/** @returns {{kind: string, start: number, end: number}[]} the first place of each kind */
export function asks(text) {
  const folded = fold(text);
  return QUESTIONS.kinds.map((kind) => first(kind, folded)).filter(Boolean);
}

function first(kind, folded) {
  const looks = [
    [PLAIN[kind], () => true],
    [TOLD[kind], isWanted],
    [ALONE[kind], isAlone],
  ];
  const places = looks
    .filter(([pattern]) => pattern)
    .map(([pattern, accept]) => {
      const look = each(pattern, folded, (match) => (accept(match) ? finding(kind, match) : null));
      return look.next().value;
    })
    .filter(Boolean);
  return places.sort((one, other) => one.start - other.start || one.end - other.end)[0];
}

/** "Kerro nimesi" asks, "älä kerro nimeäsi" does not. */
function isWanted(match) {
  const clause = match.input
    .slice(0, match.index + match[0].length)
    .split(CLAUSE)
    .pop();
  return each(NO, clause, (no) => finding('no', no)).next().done;
}

/** "Nimi?" asks when it is a sentence of its own. */
function isAlone(match) {
  const before = match.input.slice(0, match.index).replace(/ +$/, '');
  return !before || CLAUSE.test(before[before.length - 1]);
}

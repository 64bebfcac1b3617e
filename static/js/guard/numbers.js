/** Identity codes and bank accounts; the twin of policies/guard/numbers.py. */
import { RULES } from './rules.js';
import { anchored, finding, matchAt } from './text.js';

const CHECKS = '0123456789abcdefhjklmnprstuvwxy';
const CENTURIES = { '+': 1800 };
for (const sign of '-yxwvu') CENTURIES[sign] = 1900;
for (const sign of 'abcdef') CENTURIES[sign] = 2000;
const LEAST_INDIVIDUAL = 2;
const ODD = /[^0-9a-z]/g;
const FURTHER = anchored('[ .-]{0,2}([0-9a-z])');
const ENDS = anchored(RULES.end);
const PART = /([0-9]+)!([nac])/g;
const SIGNS = { n: '[0-9]', a: '[a-z]', c: '[0-9a-z]' };

export function identityCode(match) {
  const [, day, month, year, separator, individual, check] = match;
  if (!separator && /[0-9]/.test(check)) return null;
  const parts = [day, month, year, individual].map((part) => part.replace(ODD, ''));
  for (const sign of separator || '-a')
    if (isCode(parts, CENTURIES[sign], check)) return finding('identity_code', match);
  return null;
}

function isCode([day, month, year, individual], century, check) {
  if (Number(individual) < LEAST_INDIVIDUAL) return false;
  if (!isDate(century + Number(year), Number(month), Number(day))) return false;
  return CHECKS[Number(day + month + year + individual) % CHECKS.length] === check;
}

function isDate(year, month, day) {
  const made = new Date(Date.UTC(year, month - 1, day));
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
}

export function iban(match) {
  let number = match[0].replace(ODD, '');
  let end = match.index + match[0].length;
  const structure = RULES.accounts[number.slice(0, 2)];
  if (!structure) return null;
  const bban = [...structure.matchAll(PART)];
  const length = 4 + bban.reduce((sum, [, count]) => sum + Number(count), 0);
  while (number.length < length) {
    const further = matchAt(FURTHER, match.input, end);
    if (!further) return null;
    number += further[1];
    end += further[0].length;
  }
  if (!matchAt(ENDS, match.input, end)) return null;
  const shape = bban.map(([, count, sign]) => `${SIGNS[sign]}{${count}}`).join('');
  if (!new RegExp(`^${shape}$`).test(number.slice(4)) || !hasRightCheck(number)) return null;
  return { kind: 'iban', start: match.index, end };
}

/** ISO 7064, modulo 97: letters count as 10 to 35. */
function hasRightCheck(number) {
  let rest = 0;
  for (const sign of number.slice(4) + number.slice(0, 4)) {
    const value = parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

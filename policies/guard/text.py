r"""Text as the guard reads it: lower case, one kind of space and hyphen, nothing moved.

The browser folds alike (`static/js/guard/text.js`). Patterns keep to what Python and JavaScript
read alike: no lookbehind (phones of 2019 do not know it), no `\w` and `\b`, no flags.
"""

import re
from collections.abc import Callable, Iterator

from policies.guard.kinds import Finding

LETTERS = "a-zß-öø-ž"
WORD = LETTERS + "0-9"
END = f"(?![{WORD}])"

_SPACES = "\t\r\u00a0\u202f\u205f\u2060\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200E)))
_HYPHENS = "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_QUOTES = "\u2018\u2019\u02bc\u00b4`"
_CAPITALS = "".join(map(chr, range(0xC0, 0xDF))).replace("\u00d7", "")

_FOLDED = {
    **{ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + _CAPITALS},
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, _HYPHENS), "-"),
    **dict.fromkeys(map(ord, _QUOTES), "'"),
    **{0xFF10 + digit: str(digit) for digit in range(10)},
    0xFF0B: "+",
    0xFF20: "@",
}

Accept = Callable[["re.Match[str]"], Finding | None]


def fold(text: str) -> str:
    """Fold a text without moving a character."""
    return text.translate(_FOLDED)


def compiled(source: str) -> "re.Pattern[str]":
    """Compile a pattern of the rules: it begins where no word or number is going on."""
    return re.compile(f"(?<![{WORD}])(?:{source})", re.ASCII)


def each(pattern: "re.Pattern[str]", text: str, accept: Accept) -> Iterator[Finding]:
    """Give what `accept` makes of the matches; after one it refuses, look on a character later."""
    at = 0
    while match := pattern.search(text, at):
        found = accept(match)
        if found:
            yield found
        at = found.end if found else match.start() + 1

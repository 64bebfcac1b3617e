"""Finds data about somebody in a text; the browser's twin is `static/js/guard/find.js`."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from policies.guard import patterns
from policies.guard.kinds import Finding, Kind
from policies.guard.text import LETTERS, compiled, each, fold

Match = re.Match[str]

_IDENTITY_CODE, _IBAN, _EMAIL, _PHONE, _ADDRESS, _CAPITAL_ADDRESS = map(
    compiled,
    (
        patterns.IDENTITY_CODE,
        patterns.IBAN,
        patterns.EMAIL,
        patterns.PHONE,
        patterns.ADDRESS,
        patterns.CAPITAL_ADDRESS,
    ),
)
_HANDLES = [
    (compiled(source), needs)
    for source, needs in zip(patterns.HANDLES, patterns.HANDLE_NEEDS, strict=True)
]
_NOT_STREETS = re.compile(patterns.NOT_STREETS)
_NEXT_WORD = re.compile(f" ([{LETTERS}/]+)")
_COUNTED, _NOT_COUNTED, _NOT_NAMES = (
    frozenset(words.split("|"))
    for words in (patterns.COUNTED, patterns.NOT_COUNTED, patterns.NOT_NAMES)
)
_COUNTABLE_END = tuple(patterns.COUNTABLE_END.split("|"))
_LETTER, _SIGN = re.compile(patterns.NAME_LETTER), re.compile(patterns.NAME_SIGN)
_NAME_ENDS = re.compile(patterns.NAME_ENDS)
_DIGIT, _EMAIL_HINT, _HANDLE_HINT = (
    re.compile(hint) for hint in ("[0-9]", patterns.EMAIL_HINT, patterns.HANDLE_HINT)
)
_LEAST_COUNTED = 3


def find(text: str) -> list[Finding]:
    """List what looks like data about somebody, in the text's order; nothing overlaps.

    Where two kinds claim the same characters, the one that `Kind` names first is told.
    """
    folded = fold(text)
    kept: list[Finding] = []
    for look in _looks(text, folded):
        for found in look:
            if not any(found.overlaps(other) for other in kept):
                kept.append(found)
    return sorted(kept, key=lambda found: found.start)


def _looks(text: str, folded: str) -> Iterator[Iterator[Finding]]:
    """Look for each kind that the text can hold at all: most messages hold no digit and no @."""
    has_digit = _DIGIT.search(folded) is not None
    if has_digit:
        # The registries of numbers are 3 MB, read with the first text that holds a digit.
        from policies.guard.numbers import iban, identity_code  # noqa: PLC0415
        from policies.guard.phones import phone  # noqa: PLC0415

        yield each(_IDENTITY_CODE, folded, identity_code)
        yield each(_IBAN, folded, iban)
    if _EMAIL_HINT.search(folded):
        yield each(_EMAIL, folded, partial(_whole, Kind.EMAIL))
    if has_digit:
        yield each(_PHONE, folded, phone)
        yield each(_ADDRESS, folded, _address)
        yield each(_CAPITAL_ADDRESS, folded, partial(_capital_address, text))
    if _HANDLE_HINT.search(folded):
        for pattern, needs in _HANDLES:
            yield each(pattern, folded, _handle(needs))


def _whole(kind: Kind, match: Match) -> Finding:
    return Finding(kind, match.start(), match.end())


def _address(match: Match) -> Finding | None:
    """Take a street with a house number; not a road by name, nor a count of things on a street."""
    if _NOT_STREETS.fullmatch(match.group(1)):
        return None
    following = _NEXT_WORD.match(match.string, match.end())
    if following and _is_counted(following.group(1)):
        return None
    return _whole(Kind.ADDRESS, match)


def _is_counted(word: str) -> bool:
    if word in _COUNTED:
        return True
    return (
        len(word) >= _LEAST_COUNTED and word.endswith(_COUNTABLE_END) and word not in _NOT_COUNTED
    )


def _capital_address(text: str, match: Match) -> Finding | None:
    return _address(match) if text[match.start()].isupper() else None


def _handle(needs: str) -> Callable[[Match], Finding | None]:
    def accept(match: Match) -> Finding | None:
        name = match.group(1)
        if name in _NOT_NAMES or not _is_named(needs, name, match):
            return None
        return _whole(Kind.HANDLE, match)

    return accept


def _is_named(needs: str, name: str, match: Match) -> bool:
    if needs == "letter":
        return _LETTER.match(name) is not None
    if needs == "sign":
        return _has_sign(name)
    if needs == "end":
        return _has_sign(name) or _NAME_ENDS.match(match.string, match.end()) is not None
    return True


def _has_sign(name: str) -> bool:
    """Whether it is a name and no word or amount: kettu_07, but not 2024 or 18v."""
    return _LETTER.match(name) is not None and _SIGN.fullmatch(name) is not None

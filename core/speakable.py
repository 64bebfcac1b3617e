"""Codes that can be said aloud: words of two pictures each ("kultakettu"), 12 bits a word.

The browser's own codes never reach the server (`static/js/return/`); these are for what must work
without JavaScript. They are read as forgivingly: capitals, spaces and hyphens do not matter, å ä ö
may be a a o, and in each word one slip that leads to exactly one word of the list.
"""

import re
import unicodedata
from functools import cache
from itertools import product

from core.word_list import PARTS

BITS_A_WORD = 12
LANGUAGES = tuple(PARTS)


@cache
def words_of(lang: str) -> tuple[str, ...]:
    """Give the 4,096 words of a language, in the order that numbers them."""
    firsts, seconds = (part.split() for part in PARTS[lang])
    return tuple(first + second for first, second in product(firsts, seconds))


def spoken(secret: bytes, lang: str, count: int) -> tuple[str, ...]:
    """Say the first bits of `secret` in `count` words, twelve bits a word."""
    number = int.from_bytes(secret, "big") >> (8 * len(secret) - BITS_A_WORD * count)
    words, mask = words_of(lang), (1 << BITS_A_WORD) - 1
    return tuple(words[number >> BITS_A_WORD * at & mask] for at in reversed(range(count)))


def understood(typed: str, lang: str, count: int) -> tuple[str, ...] | None:
    """Give the `count` words that somebody means, tried in `lang` first; None when unclear."""
    pieces = _pieces(typed, count)
    if len(pieces) != count:
        return None
    for one in (lang, *(other for other in LANGUAGES if other != lang)):
        words = tuple(meant for piece in pieces if (meant := _meant(piece, one)))
        if len(words) == count:
            return words
    return None


def _pieces(typed: str, count: int) -> list[str]:
    """Cut what was typed into letters a–z; whoever writes every part apart has written twice."""
    plain = unicodedata.normalize("NFD", typed[: 40 * count].lower())
    pieces = re.sub(r"[^a-z]+", " ", re.sub(r"[\u0300-\u036f]", "", plain)).split()
    if len(pieces) == 2 * count:
        return [first + second for first, second in zip(pieces[::2], pieces[1::2], strict=True)]
    return pieces


def _meant(piece: str, lang: str) -> str | None:
    """Give the word itself, or the only one that is a single slip away."""
    words = words_of(lang)
    if piece in words:
        return piece
    near = [word for word in words if _is_one_slip(piece, word)]
    return near[0] if len(near) == 1 else None


def _is_one_slip(one: str, other: str) -> bool:
    """Whether a letter was left out, added, changed, or changed places with its neighbour."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    a, b = one[start:], other[start:]
    if len(a) != len(b):
        return a[1:] == b or a == b[1:]
    swapped = len(a) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:]
    return a[1:] == b[1:] or swapped

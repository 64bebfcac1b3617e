"""Misspelt words, by what is left when letters are missing (the idea of SymSpell).

A typed word and a known word that are one or two slips apart leave the same letters behind, so
candidates are one look into a table, on any database. The distance is that of optimal string
alignment: a letter too many, too few, another, or two swapped.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations

from sqlmodel import Session, col, select

from guidance.models import KnownWord, NearWord

PREFIX = 8
MOST_SLIPS = 2
LONG_WORD = 7
SHORTEST = 4
MOST_GUESSES = 3
AFTER_ALL = "\U0010ffff"


@lru_cache(maxsize=100_000)
def left_of(folded: str) -> frozenset[str]:
    """Give what is left of a word's beginning without none, one or two of its letters."""
    start = folded[:PREFIX]
    return frozenset(_without(start))


def _without(start: str) -> Iterator[str]:
    yield start
    most = MOST_SLIPS if len(start) >= LONG_WORD - 1 else 1
    for slips in range(1, min(most, len(start) - 1) + 1):
        for places in combinations(range(len(start)), slips):
            yield "".join(sign for at, sign in enumerate(start) if at not in places)


def is_known(session: Session, folded: str, *, as_beginning: bool) -> bool:
    """Whether a word, or with `as_beginning` one that begins so, is in the directory's words."""
    word = col(KnownWord.folded)
    near = (word >= folded) & (word < folded + AFTER_ALL) if as_beginning else word == folded
    return session.exec(select(KnownWord.folded).where(near).limit(1)).first() is not None


def known_among(session: Session, folded: Iterable[str]) -> set[str]:
    """Give those of the words that the directory knows."""
    words = select(KnownWord.folded).where(col(KnownWord.folded).in_(sorted(set(folded))))
    return set(session.exec(words).all())


def guesses(session: Session, folded: str, most: int | None = None) -> list[str]:
    """Give what a misspelt word may be, as it is written; the nearest, the most used first."""
    allowed = most or slips_allowed(folded)
    if not allowed:
        return []
    # Two looks, each by a primary key: joined, SQLite goes through every known word.
    left = select(NearWord.folded).where(col(NearWord.left).in_(sorted(left_of(folded))))
    slips = {one: distance(folded, one, allowed) for one in set(session.exec(left).all())}
    least = min(slips.values(), default=allowed + 1)
    if least > allowed:
        return []
    best = sorted(one for one, count in slips.items() if count == least)
    words = select(KnownWord.written, KnownWord.uses).where(col(KnownWord.folded).in_(best))
    by_use = sorted((-uses, written) for written, uses in session.exec(words).all())
    return [written for _uses, written in by_use[:MOST_GUESSES]]


def slips_allowed(folded: str) -> int:
    """Give how many slips are forgiven: none in short words, for those would become others."""
    if len(folded) < SHORTEST or not folded.isalpha():
        return 0
    return MOST_SLIPS if len(folded) >= LONG_WORD else 1


def distance(one: str, other: str, most: int) -> int:
    """Count the slips between two words; `most + 1` for any more than that."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, sign in enumerate(one, 1):
        older, before, row = before, row, [at]
        for place, letter in enumerate(other, 1):
            cost = min(row[-1] + 1, before[place] + 1, before[place - 1] + (sign != letter))
            if at > 1 and place > 1 and sign == other[place - 2] and one[at - 2] == letter:
                cost = min(cost, older[place - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]

"""What a column is called: the house's words (`headers.toml`) and those an organisation added."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from outreach.schemas.insights import Meaning, meaning

FILE = Path(__file__).with_name("headers.toml")
Words = Mapping[str, Meaning]
HEAD_WITHIN = 8
"""In how many rows from the top a head is looked for; platforms write titles above it."""
SUMS = frozenset({"total", "totals", "yhteensä", "summa", "totalt", "totales"})
"""What the first cell of a row says that adds the others up."""


def plain(word: str) -> str:
    """Write a header so that case, blanks and quotes make no difference."""
    return " ".join(word.replace("\ufeff", "").strip().strip('"').casefold().split())


@cache
def shipped() -> dict[str, dict[str, Meaning]]:
    """Read the house's words by language."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        language: {plain(word): meaning(means) for word, means in words.items()}
        for language, words in told.items()
    }


def together(own: Iterable[tuple[str, str]]) -> Words:
    """Give every word; an organisation's own goes before the house's."""
    found: dict[str, Meaning] = {}
    for words in shipped().values():
        found |= words
    return found | {plain(word): meaning(means) for word, means in own}

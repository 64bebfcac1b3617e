"""Municipalities known from the start: all of the country's.

Numbers and names are the official ones, as in Statistics Finland's classification of municipalities
of 2022-01-01 (309), with the Swedish names of the Finnish Service Catalogue's list. Who has merged
since is still found by the old name; an import teaches more.
"""

import csv
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("municipalities.csv")


@cache
def _official() -> dict[str, tuple[str, str]]:
    """Read names in Finnish and Swedish by number."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return {one["code"]: (one["fi"], one["sv"]) for one in csv.DictReader(lines, delimiter=";")}


def known_from_the_start() -> dict[str, dict[str, str]]:
    """Give names in fi, sv and en by number."""
    return {code: {"fi": fi, "sv": sv, "en": fi} for code, (fi, sv) in _official().items()}

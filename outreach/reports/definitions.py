"""What each figure counts, by version (`definitions.toml`): a report tells those of its period."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from outreach.schemas import Span

FILE = Path(__file__).with_name("definitions.toml")


@dataclass(frozen=True)
class Definition:
    """What a figure counts since a day, in the house's languages."""

    key: str
    since: date
    text: dict[str, str]


@cache
def definitions() -> list[Definition]:
    """Read every version, the figures in the file's order and each figure's oldest first."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))["definition"]
    found = [Definition(one.pop("key"), one.pop("since"), one) for one in told]
    order = list(dict.fromkeys(one.key for one in found))
    return sorted(found, key=lambda one: (order.index(one.key), one.since))


def in_force(span: Span, among: list[Definition]) -> list[Definition]:
    """Pick the versions that counted on some day of a span, all of them where one changed."""
    return [
        one
        for one in among
        if one.since < span.end
        and not any(
            one.since < later.since <= span.first for later in among if later.key == one.key
        )
    ]

"""Poster rounds: what was done to a poster, and how it looked."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from outreach.schemas.counts import CountKind


class PosterDeed(StrEnum):
    """What somebody did on a poster round."""

    PUT_UP = "put_up"
    CHECKED = "checked"
    TAKEN_DOWN = "taken_down"


class Condition(StrEnum):
    """How a poster looked."""

    GOOD = "good"
    WORN = "worn"
    GONE = "gone"


ON_PAPER = (CountKind.SCANNED, CountKind.OPENED)


@dataclass(frozen=True)
class PosterShown:
    """A poster with its last look; `why_dead` is empty for one that is well."""

    code: str
    placement: str
    line: dict[str, str]
    last: date | None
    condition: Condition | None
    strips: int
    why_dead: tuple[str, ...]

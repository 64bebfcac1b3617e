"""What a coordinator wants of a template, and what has come of it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from scheduling.season import Season


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A shift every n weeks, by the wall clock, from a first day on."""

    line_id: UUID
    first_on: date
    last_on: date | None = None
    every_weeks: int = 1
    begins: str
    ends: str
    least: int = 1
    greatest: int = 2
    language: str = ""
    season: Season = Season.ALWAYS


@dataclass(frozen=True)
class Made:
    """What a walk over the templates changed: shifts made, called off and called on again."""

    made: int = 0
    off: int = 0
    on_again: int = 0

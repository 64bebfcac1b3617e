"""What platforms tell of a channel's month: metrics, shapes of files, and what is wrong in them."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class Metric(StrEnum):
    """What platforms count. All of it is informing: nobody was met (R58)."""

    REACH = "reach"
    VIEWERS = "viewers"
    VIEWS = "views"
    IMPRESSIONS = "impressions"
    INTERACTIONS = "interactions"
    REACTIONS = "reactions"
    LIKES = "likes"
    COMMENTS = "comments"
    SHARES = "shares"
    SAVES = "saves"
    LINK_CLICKS = "link_clicks"
    VISITS = "visits"
    FOLLOWS = "follows"
    FOLLOWERS = "followers"
    WATCH_MINUTES = "watch_minutes"
    MEMBERS = "members"
    COMMUNICATORS = "communicators"
    MESSAGES = "messages"
    SPEAKING_MINUTES = "speaking_minutes"
    AUDIENCE = "audience"
    """Tenths of a per cent of an age group among those who were reached: no sum of a month."""


class Way(StrEnum):
    """How many figures of a metric become a month's one."""

    SUM = "sum"
    LEAST = "least"
    """Persons: somebody seen on two days is one, so the greatest day is the least it can be."""
    LAST = "last"


WAYS: dict[Metric, Way] = {
    **dict.fromkeys(Metric, Way.SUM),
    **dict.fromkeys((Metric.REACH, Metric.VIEWERS, Metric.COMMUNICATORS), Way.LEAST),
    **dict.fromkeys((Metric.FOLLOWERS, Metric.MEMBERS), Way.LAST),
}


class Role(StrEnum):
    """What a column is when it is no metric."""

    ID = "id"
    LINK = "link"
    PLACE = "place"
    DAY = "day"
    PUBLISHED = "published"
    VALUE = "value"
    """The one figure of a file whose title names the metric."""
    WATCH_HOURS = "watch_hours"
    AGE = "age"
    SHARE = "share"
    """An age group's share of an audience, in per cent or as a number."""
    PART = "part"
    """A share of one gender: those of an age group are added up."""


Meaning = Metric | Role


def meaning(word: str) -> Meaning:
    """Read a column's meaning. Raises `ValueError` for a word that is none."""
    return Role(word) if word in set(Role) else Metric(word)


class Shape(StrEnum):
    """What a row of a file is."""

    POSTS = "posts"
    DAYS = "days"
    PLACES = "places"
    MONTH = "month"
    """Told by hand, or a file with one figure for all."""
    AUDIENCE = "audience"
    """An age group."""


class Fault(StrEnum):
    """Why a row of a file is not taken."""

    NOT_A_NUMBER = "not_a_number"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    NOT_A_DAY = "not_a_day"
    OTHER_MONTH = "other_month"
    DAMAGED_ID = "damaged_id"
    NO_KEY = "no_key"
    TWICE = "twice"
    NOT_AN_AGE = "not_an_age"
    OVERLAPS = "overlaps"


@dataclass(frozen=True)
class Wrong:
    """A row that is not taken: where, what stood there, and why."""

    line: int
    column: str
    value: str
    fault: Fault

    def told(self) -> dict[str, Any]:
        """Give it as it is kept beside the dry run."""
        return {
            "line": self.line,
            "column": self.column,
            "value": self.value,
            "fault": self.fault.value,
        }


@dataclass(frozen=True)
class Told:
    """One figure of a row; `value` None is "no figure", which is not zero."""

    what: str
    day: date | None
    metric: Metric
    value: int | None


@dataclass(frozen=True)
class Reading:
    """What was read of a file: nothing of it counts before somebody has looked at it."""

    shape: Shape
    figures: list[Told]
    wrong: list[Wrong] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    rows: int = 0


@dataclass(frozen=True)
class Figure:
    """A channel's month of one metric: None is "no figure"; `is_least` where it can be more."""

    value: int | None
    is_least: bool = False


WHOLE = 1_000
"""All of an audience, in the tenths of a per cent in which shares are kept."""

OLDEST = 120
"""The last age of a group without end, as of 65 and older."""

Ages = tuple[int, int]
"""From one age to another, both included."""


def ages_told(ages: Ages) -> str:
    """Write an age group as it is kept: `13-17`."""
    return f"{ages[0]}-{ages[1]}"


def ages_kept(written: str) -> Ages:
    """Read an age group as it is kept."""
    first, _dash, last = written.partition("-")
    return int(first), int(last)

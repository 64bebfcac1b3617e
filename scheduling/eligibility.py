"""Who may take which shift, and if not, why not: one reason that can be said in words.

Pure functions. The database's guard (`scheduling.seats`) has the last word on seats and overlap;
here is what it cannot know, and what the roster shows before anybody tries.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from core.clock import local_day
from scheduling.hours import Span

A_DAY = timedelta(hours=24)


class Reason(StrEnum):
    """Why somebody cannot take a shift; the first that holds is told."""

    OVER = "over"
    YOURS = "yours"
    TEAM = "team"
    TRAINING = "training"
    LANGUAGE = "language"
    OVERLAP = "overlap"
    REST = "rest"
    FULL = "full"


@dataclass(frozen=True)
class Rest:
    """How long one rests between two days of duty, and how much duty one day may hold."""

    between: timedelta
    most: timedelta


@dataclass(frozen=True)
class Standing:
    """A worker as the roster weighs them: teams, languages, duties, training.

    `trained_until` names the lines that ask for training, with the last day on which it counts.
    """

    lines: frozenset[UUID]
    languages: frozenset[str]
    duties: tuple[Span, ...]
    trained_until: Mapping[UUID, date] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A shift that somebody would like to take."""

    line_id: UUID
    span: Span
    language: str
    is_off: bool
    is_theirs: bool
    free: int


def why_not(who: Standing, asked: Asked, rest: Rest, at: datetime) -> Reason | None:
    """Say why a worker cannot take a shift; None when they can."""
    if asked.is_off or asked.span.ends_at <= at:
        return Reason.OVER
    if asked.is_theirs:
        return Reason.YOURS
    return unfit(who, asked, rest) or (None if asked.free > 0 else Reason.FULL)


def unfit(who: Standing, asked: Asked, rest: Rest) -> Reason | None:
    """Say what about the worker, not about the shift, is in the way."""
    if asked.line_id not in who.lines:
        return Reason.TEAM
    if local_day(asked.span.starts_at) > who.trained_until.get(asked.line_id, date.max):
        return Reason.TRAINING
    if asked.language and asked.language not in who.languages:
        return Reason.LANGUAGE
    if any(one.meets(asked.span) for one in who.duties):
        return Reason.OVERLAP
    return None if rests(who.duties, asked.span, rest) else Reason.REST


def rests(duties: Iterable[Span], wanted: Span, rest: Rest) -> bool:
    """Whether the worker still rests enough with one duty more.

    Duties with less than the rest between them are one day of work. In the 24 hours from its
    beginning there must be room for the rest (Working Time Act 872/2019, section 25), and it holds
    no more duty than the policy says. Back to back is no break, and needs none.
    """
    day = [wanted]
    others = sorted(duties)
    for one in reversed([one for one in others if one.ends_at <= wanted.starts_at]):
        if day[0].starts_at - one.ends_at >= rest.between:
            break
        day.insert(0, one)
    for one in (one for one in others if one.starts_at >= wanted.ends_at):
        if one.starts_at - day[-1].ends_at >= rest.between:
            break
        day.append(one)
    if len(day) == 1:
        return True
    worked = sum((one.ends_at - one.starts_at for one in day), timedelta())
    return worked <= rest.most and day[-1].ends_at - day[0].starts_at <= A_DAY - rest.between

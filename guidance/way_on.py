"""Where somebody is there: lines that are open or open next, and rounds of outreach work.

The chat and the outreach room lie above this one; they say here how theirs are found.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from guidance.worry.definition import Audience


@dataclass(frozen=True)
class LineNow:
    """A line as somebody meets it who has just said what weighs on them."""

    name: str
    url: str
    is_open: bool
    state_text: str


@dataclass(frozen=True)
class RoundAhead:
    """Where somebody of outreach work is or will be, in words of the page's language."""

    place: str
    when_text: str
    until_text: str
    is_now: bool


Find = Callable[[Session, Audience, str], list[LineNow]]
FindRounds = Callable[[Session, str], list[RoundAhead]]
_finders: list[Find] = []
_round_finders: list[FindRounds] = []


def tells_lines(find: Find) -> Find:
    """Let the decorated function name the lines for an audience and a topic, the best first."""
    if find not in _finders:
        _finders.append(find)
    return find


def lines_now(session: Session, audience: Audience, topic: str) -> list[LineNow]:
    """Name the lines for an audience and a topic, the best first."""
    return [one for find in _finders for one in find(session, audience, topic)]


def tells_rounds(find: FindRounds) -> FindRounds:
    """Let the decorated function name the rounds in a municipality ("" is none), the next first."""
    if find not in _round_finders:
        _round_finders.append(find)
    return find


def rounds_ahead(session: Session, municipality: str) -> list[RoundAhead]:
    """Name the rounds in a municipality, those that are for the whole country included."""
    return [one for find in _round_finders for one in find(session, municipality)]

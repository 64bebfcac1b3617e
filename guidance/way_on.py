"""Where somebody is there: lines that are open, or when they open next.

The chat room lies above this one; it says here how its lines are found.
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


Find = Callable[[Session, Audience, str], list[LineNow]]
_finders: list[Find] = []


def tells_lines(find: Find) -> Find:
    """Let the decorated function name the lines for an audience and a topic, the best first."""
    if find not in _finders:
        _finders.append(find)
    return find


def lines_now(session: Session, audience: Audience, topic: str) -> list[LineNow]:
    """Name the lines for an audience and a topic, the best first."""
    return [one for find in _finders for one in find(session, audience, topic)]

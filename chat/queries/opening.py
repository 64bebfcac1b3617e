"""When a line is open for a chat: somebody is there, and what is said can be sealed to them."""

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlmodel import Session

from chat.queries.sealing import seals
from organisation.queries import has_line_key
from scheduling import queries as scheduling
from scheduling.schemas import Opening

if TYPE_CHECKING:
    from organisation.models import Line


def opening(session: Session, line: "Line") -> Opening:
    """Say whether a line is open: not without a key to seal to, where its talks are sealed."""
    now = scheduling.opening(session, line)
    return now if not now.is_open or can_seal(session, line) else replace(now, is_open=False)


def can_seal(session: Session, line: "Line") -> bool:
    """Whether a line has what its rule asks for: nothing, or a key that somebody holds."""
    return not seals(line) or has_line_key(session, line.id)

"""What else moves when a duty passes to somebody else, or to nobody, told by the rooms above.

    @when_handed_on
    def move_what_hangs_on_it(session, move): …     # same transaction; a `Refusal` stops it all

A duty keeps its row and its UID when it is covered: what points at the duty follows by itself, and
what points at the worker is moved here. Nobody takes it (`to_worker_id` is None) when a place is
given back or the shift is called off.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session


@dataclass(frozen=True, kw_only=True)
class HandedOn:
    """A duty that passes from one worker to another, or to nobody."""

    duty_id: UUID
    line_id: UUID
    starts_at: datetime
    ends_at: datetime
    from_worker_id: UUID
    to_worker_id: UUID | None


Move = Callable[[Session, HandedOn], None]
_moves: list[Move] = []


def when_handed_on(move: Move) -> Move:
    """Let `move` take along what hangs on a duty, in the same transaction."""
    if move not in _moves:
        _moves.append(move)
    return move


def take_along(session: Session, handed: HandedOn) -> None:
    """Ask everybody. Raises the first `Refusal`."""
    for move in _moves:
        move(session, handed)

"""What must be in order before a worker ends a duty, told by the rooms above.

    @before_leaving
    def finish_first(session, worker_id, line_id): …    # raises a `Refusal` with what to do

Only the worker's own check-out asks; a duty that the house ends (forgotten, team left) is ended,
and whoever listens to `DutyEnded` looks after what was left.
"""

from collections.abc import Callable
from uuid import UUID

from sqlmodel import Session

Look = Callable[[Session, UUID, UUID], None]
_looks: list[Look] = []


def before_leaving(look: Look) -> Look:
    """Let `look` refuse that a worker leaves a line while something is open there."""
    if look not in _looks:
        _looks.append(look)
    return look


def look_around(session: Session, worker_id: UUID, line_id: UUID) -> None:
    """Ask everybody. Raises the first `Refusal`."""
    for look in _looks:
        look(session, worker_id, line_id)

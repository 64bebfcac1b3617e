"""Whether a visitor who books has a conversation that can be gone on with, told by a room above.

    @thread_by
    def own_thread(session, line_id): …     # the id of the thread, or None

The appointment then belongs to that thread, and `AppointmentBooked` says so.
"""

from collections.abc import Callable
from uuid import UUID

from sqlmodel import Session

Find = Callable[[Session, UUID], UUID | None]
_find: list[Find] = []


def thread_by(find: Find) -> Find:
    """Let `find` say which thread of a line this request's visitor can go on with."""
    _find[:] = [find]
    return find


def thread_here(session: Session, line_id: UUID) -> UUID | None:
    """Give the thread that an appointment on the line can join; None without one."""
    return _find[0](session, line_id) if _find else None

"""Asking workers whether they take the shifts that a proposal has for them."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session

from scheduling import queries
from scheduling.actions.notices import tell
from scheduling.cover_states import NoticeKind
from scheduling.errors import NoSuchShift
from scheduling.models import Shift


def ask_by_proposal(session: Session, line_id: UUID, chosen: Iterable[tuple[UUID, UUID]]) -> int:
    """Ask workers whether they take shifts of a line; gives how many are asked anew.

    Who does not fit (any more) is not asked. Raises `NoSuchShift` for another line's.
    """
    asked = 0
    for shift_id, worker_id in chosen:
        shift = queries.shift(session, shift_id)
        if shift.line_id != line_id:
            raise NoSuchShift
        if worker_id in queries.fitting(session, shift):
            asked += tell(session, NoticeKind.PROPOSED, shift, [worker_id])
    return asked


def ask_all(session: Session, shift: Shift) -> int:
    """Ask everybody who fits whether they take a shift; gives how many are asked anew."""
    return tell(session, NoticeKind.PROPOSED, shift, queries.fitting(session, shift))

"""Which duties were heavy: those in which the worker was worried about somebody's safety (R48)."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from chat.models import Debrief, Flag
from scheduling.heavy import heavy_by
from scheduling.hours import Span


@heavy_by
def heavy(session: Session, worker_id: UUID, duties: Sequence[Span]) -> list[Span]:
    """Give the duties with a worry in them after which the worker has written nothing yet.

    A note is for oneself (R48): that it is there is all that is asked of it.
    """
    since = min(one.starts_at for one in duties)
    worries = select(Flag.raised_at).where(
        Flag.raised_by == worker_id, col(Flag.raised_at) >= since
    )
    notes = select(Debrief.written_at).where(Debrief.worker_id == worker_id)
    written = session.exec(notes.order_by(col(Debrief.written_at).desc())).first()
    raised = [at for at in session.exec(worries).all() if written is None or at > written]
    return [one for one in duties if any(one.holds(at) for at in raised)]

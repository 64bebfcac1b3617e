"""What workers are told: written down in the same transaction, mailed by a job afterwards."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID, uuid4

from sqlmodel import Session, col, select, update

from core import clock
from core.db import add_unless_there
from core.identity import Actor
from policies.queries import policy
from scheduling import queries
from scheduling.actions.moves import worker_of
from scheduling.cover_states import CoverState, NoticeKind
from scheduling.models import Cover, Duty, Notice, Shift
from scheduling.states import DutyState


def tell(
    session: Session, kind: NoticeKind, shift: Shift, worker_ids: Iterable[UUID], *, step: str = ""
) -> int:
    """Tell workers of a shift, each of them once for a kind and a step; gives how many are new."""
    at = clock.now()
    rows = [
        {
            "id": uuid4(),
            "worker_id": worker_id,
            "kind": kind,
            "shift_id": shift.id,
            "step": step,
            "made_at": at,
        }
        for worker_id in dict.fromkeys(worker_ids)
    ]
    return add_unless_there(session, Notice, rows) if rows else 0


def read_notice(session: Session, actor: Actor, notice_id: UUID) -> None:
    """Put a notice away; somebody else's, or one that is not there, changes nothing."""
    session.exec(
        update(Notice)
        .where(col(Notice.id) == notice_id, col(Notice.worker_id) == worker_of(actor))
        .values(read_at=clock.now())
    )


def mark_mailed(session: Session, notice_id: UUID) -> None:
    """Note that the mail of a notice has gone out."""
    session.exec(update(Notice).where(col(Notice.id) == notice_id).values(mailed_at=clock.now()))


def remind(session: Session) -> int:
    """Remind of duties ahead, and of duties that still look for somebody; gives how many are told.

    Each by the steps that the policy says (`[roster] remind_duty`, `remind_cover`), the last one
    that has come; a step is told once, whoever walks.
    """
    return _remind_of_duties(session) + _remind_of_cover(session)


def _remind_of_duties(session: Session) -> int:
    at, told = clock.now(), 0
    steps = [(str(one), timedelta(minutes=one.in_minutes)) for one in policy().roster.remind_duty]
    for name, before in steps:
        coming = (
            select(Duty.worker_id, Shift)
            .join(Shift, col(Duty.shift_id) == col(Shift.id))
            .where(
                col(Duty.state) == DutyState.CLAIMED,
                col(Shift.starts_at) > at,
                col(Shift.starts_at) <= at + before,
                # Who took the place later than that knows of it.
                col(Duty.updated_at) <= at - timedelta(hours=1),
            )
        )
        for worker_id, shift in session.exec(coming).all():
            told += tell(session, NoticeKind.DUTY_AHEAD, shift, [worker_id], step=name)
    return told


def _remind_of_cover(session: Session) -> int:
    at, told = clock.now(), 0
    steps = sorted(
        (timedelta(minutes=one.in_minutes), str(one)) for one in policy().roster.remind_cover
    )
    looking = (
        select(Cover, Duty, Shift)
        .join(Duty, col(Cover.duty_id) == col(Duty.id))
        .join(Shift, col(Duty.shift_id) == col(Shift.id))
        .where(col(Cover.state) == CoverState.OPEN, col(Shift.starts_at) > at)
    )
    for cover, duty, shift in session.exec(looking).all():
        # The nearest step that has come, if it came after the request itself.
        step = next((one for one in steps if at >= shift.starts_at - one[0]), None)
        if step is None or shift.starts_at - step[0] <= cover.asked_at:
            continue
        told += tell(session, NoticeKind.STILL_YOURS, shift, [duty.worker_id], step=step[1])
        wanted = [cover.to_worker_id] if cover.to_worker_id else queries.fitting(session, shift)
        told += tell(session, NoticeKind.COVER_ASKED, shift, wanted, step=f"{cover.id} {step[1]}")
    return told

"""Who looks for somebody, who would fit, and what a worker has been told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, or_, select

from core import clock
from core.identity import Actor
from organisation import queries as organisation
from scheduling.cover_states import CoverState, NoticeKind
from scheduling.eligibility import Reason, unfit
from scheduling.errors import NoSuchDuty
from scheduling.hours import Span
from scheduling.models import Cover, Duty, Notice, Shift
from scheduling.queries.eligibility import asked, rest, standing
from scheduling.states import LIVE, DutyState

MOST_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class Sought:
    """A duty that looks for somebody, as one worker sees it."""

    cover_id: UUID
    duty_id: UUID
    shift_id: UUID
    line_id: UUID
    starts_at: datetime
    ends_at: datetime
    asked_by: str
    is_mine: bool
    to_me: bool
    of_whom: str
    in_return: Span | None
    why_not: Reason | None


def duty_and_shift(session: Session, duty_id: UUID) -> tuple[Duty, Shift]:
    """Find a duty with its shift, whosever it is. Raises `NoSuchDuty`."""
    both = (
        select(Duty, Shift)
        .join(Shift, col(Duty.shift_id) == col(Shift.id))
        .where(Duty.id == duty_id)
    )
    found = session.exec(both).first()
    if found is None:
        raise NoSuchDuty
    return found


def coming_duty(session: Session, duty_id: UUID) -> tuple[Duty, Shift] | None:
    """Give a duty that is claimed and still to begin; None for any other."""
    both = (
        select(Duty, Shift)
        .join(Shift, col(Duty.shift_id) == col(Shift.id))
        .where(
            Duty.id == duty_id,
            Duty.state == DutyState.CLAIMED,
            col(Shift.starts_at) > clock.now(),
            col(Shift.cancelled_at).is_(None),
        )
    )
    return session.exec(both).first()


def unfit_for(
    session: Session, worker_id: UUID, shift: Shift, *, instead_of: Shift | None = None
) -> Reason | None:
    """Say what about a worker is in the way of a duty that they would take over.

    `instead_of` is a shift that they would be rid of in the same moment.
    """
    span = Span(shift.starts_at, shift.ends_at)
    who = standing(session, worker_id, span, without=instead_of)
    return unfit(who, asked(shift, is_theirs=False, free=1), rest())


def fitting(session: Session, shift: Shift) -> list[UUID]:
    """List the responders of the line who could take a place on a shift, by name."""
    coming = select(Duty.worker_id).where(Duty.shift_id == shift.id, col(Duty.state).in_(LIVE))
    there = set(session.exec(coming).all())
    return [
        worker_id
        for worker_id in organisation.responders_of(session, shift.line_id)
        if worker_id not in there and unfit_for(session, worker_id, shift) is None
    ]


def sought(session: Session, actor: Actor) -> list[Sought]:
    """List the duties that look for somebody: one's own, and those that one may be asked for."""
    if actor.id is None:
        return []
    looking = (
        select(Cover, Duty, Shift)
        .join(Duty, col(Cover.duty_id) == col(Duty.id))
        .join(Shift, col(Duty.shift_id) == col(Shift.id))
        .where(
            col(Cover.state) == CoverState.OPEN,
            col(Shift.ends_at) > clock.now(),
            or_(
                col(Cover.asked_by) == actor.id,
                col(Cover.to_worker_id) == actor.id,
                col(Cover.to_worker_id).is_(None) & col(Shift.line_id).in_(list(actor.lines)),
            ),
        )
        .order_by(col(Shift.starts_at))
    )
    rows = session.exec(looking).all()
    people = {one for cover, _d, _s in rows for one in (cover.asked_by, cover.to_worker_id) if one}
    names = organisation.names(session, people)
    return [_sought(session, actor.id, cover, shift, names) for cover, _duty, shift in rows]


def _sought(
    session: Session, me: UUID, cover: Cover, shift: Shift, names: dict[UUID, str]
) -> Sought:
    back = duty_and_shift(session, cover.in_return_id)[1] if cover.in_return_id else None
    mine = cover.asked_by == me
    return Sought(
        cover_id=cover.id,
        duty_id=cover.duty_id,
        shift_id=shift.id,
        line_id=shift.line_id,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        asked_by=names.get(cover.asked_by, ""),
        is_mine=mine,
        to_me=cover.to_worker_id == me,
        of_whom=names.get(cover.to_worker_id, "") if cover.to_worker_id else "",
        in_return=Span(back.starts_at, back.ends_at) if back else None,
        why_not=None if mine else unfit_for(session, me, shift, instead_of=back),
    )


@dataclass(frozen=True)
class Swappable:
    """A coming duty of a colleague on the same line."""

    duty_id: UUID
    name: str
    starts_at: datetime
    ends_at: datetime


def swappable(session: Session, shift: Shift, worker_id: UUID) -> list[Swappable]:
    """List the colleagues' coming duties on the line that could be had in return."""
    coming = (
        select(Duty, Shift)
        .join(Shift, col(Duty.shift_id) == col(Shift.id))
        .where(
            Shift.line_id == shift.line_id,
            Shift.id != shift.id,
            Duty.worker_id != worker_id,
            Duty.state == DutyState.CLAIMED,
            col(Shift.starts_at) > clock.now(),
            col(Shift.starts_at) < clock.now() + timedelta(weeks=6),
            col(Shift.cancelled_at).is_(None),
        )
        .order_by(col(Shift.starts_at))
        .limit(3 * MOST_SHOWN)
    )
    rows = session.exec(coming).all()
    names = organisation.names(session, {duty.worker_id for duty, _shift in rows})
    return [
        Swappable(duty.id, names.get(duty.worker_id, ""), of.starts_at, of.ends_at)
        for duty, of in rows
    ]


def colleagues(session: Session, shift: Shift, worker_id: UUID) -> dict[UUID, str]:
    """Name the other responders of the shift's line."""
    team = [one for one in organisation.responders_of(session, shift.line_id) if one != worker_id]
    names = organisation.names(session, team)
    return {one: names[one] for one in team if one in names}


@dataclass(frozen=True)
class Told:
    """Something that a worker is told of a shift."""

    notice_id: UUID
    kind: NoticeKind
    shift_id: UUID
    line_name: dict[str, str]
    starts_at: datetime
    ends_at: datetime


def notices(session: Session, worker_id: UUID) -> list[Told]:
    """List what a worker has been told and has not put away, of shifts that are not over.

    The newest of each kind and shift: a second reminder takes the place of the first.
    """
    unread = (
        select(Notice, Shift)
        .join(Shift, col(Notice.shift_id) == col(Shift.id))
        .where(
            Notice.worker_id == worker_id,
            col(Notice.read_at).is_(None),
            col(Shift.ends_at) > clock.now(),
        )
        .order_by(col(Notice.made_at).desc())
    )
    names = {line.id: line.name for line in organisation.lines(session)}
    shown: dict[tuple[NoticeKind, UUID], Told] = {}
    for notice, shift in session.exec(unread).all():
        shown.setdefault((notice.kind, shift.id), _told(notice, shift, names))
    return list(shown.values())[:MOST_SHOWN]


def _told(notice: Notice, shift: Shift, names: dict[UUID, dict[str, str]]) -> Told:
    return Told(
        notice.id,
        notice.kind,
        shift.id,
        names.get(shift.line_id, {}),
        shift.starts_at,
        shift.ends_at,
    )


@dataclass(frozen=True)
class Letter:
    """A notice that is to be mailed: to which address, in which language."""

    told: Told
    email: str
    language: str


def unmailed(session: Session, *, most: int) -> Sequence[Letter]:
    """List the notices that have not been mailed, of open accounts, the oldest first."""
    waiting = (
        select(Notice, Shift)
        .join(Shift, col(Notice.shift_id) == col(Shift.id))
        .where(col(Notice.mailed_at).is_(None), col(Shift.ends_at) > clock.now())
        .order_by(col(Notice.made_at))
        .limit(most)
    )
    names = {line.id: line.name for line in organisation.lines(session)}
    letters = []
    for notice, shift in session.exec(waiting).all():
        worker = organisation.worker(session, notice.worker_id)
        if worker is not None and worker.is_active:
            letters.append(Letter(_told(notice, shift, names), worker.email, worker.language))
    return letters

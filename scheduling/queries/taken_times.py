"""What workers offer and what they have already, as spans of UTC."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_, select

from core import clock
from core.clock import local_day
from organisation import queries as organisation
from scheduling.hours import Span, wall
from scheduling.models import Appointment, AppointmentType, Availability, Duty, Keeper, Shift
from scheduling.queries.busy import busy_times
from scheduling.schemas.appointments import AppointmentState
from scheduling.states import LIVE

Spans = dict[UUID, list[Span]]
DAY = timedelta(days=1)


def takes_time() -> ColumnElement[bool]:
    """Say in SQL which appointments take their worker's time: booked, or held and not yet over."""
    return or_(
        col(Appointment.state) == AppointmentState.BOOKED,
        and_(
            col(Appointment.state) == AppointmentState.HELD,
            col(Appointment.held_until) > clock.now(),
        ),
    )


def keepers(session: Session, kind: AppointmentType) -> list[UUID]:
    """List those of the line's team who keep appointments of a type."""
    said = session.exec(select(Keeper.worker_id).where(Keeper.type_id == kind.id)).all()
    return [one for one in organisation.responders_of(session, kind.line_id) if one in said]


def windows(session: Session, kind: AppointmentType, whole: Span) -> Spans:
    """Give the spans within which each worker can be booked for a type."""
    if kind.in_duty:
        return _duties(session, whole, col(Shift.line_id) == kind.line_id)
    return _said_free(session, keepers(session, kind), whole)


def taken(session: Session, kind: AppointmentType, workers: Collection[UUID], whole: Span) -> Spans:
    """Give what each worker has at the time: duties, and what their own calendar says."""
    mine = col(Duty.worker_id).in_(workers)
    elsewhere = and_(mine, col(Shift.line_id) != kind.line_id) if kind.in_duty else mine
    found = _duties(session, whole, elsewhere)
    for worker_id, spans in busy_times(session, workers, whole).items():
        found[worker_id] += spans
    return found


def booked(
    session: Session, workers: Collection[UUID], whole: Span, *, but: UUID | None = None
) -> Spans:
    """Give the time that each worker's appointments take; `but` names one that is left out."""
    rows = select(Appointment.worker_id, Appointment.taken_from, Appointment.taken_until).where(
        col(Appointment.worker_id).in_(workers),
        takes_time(),
        col(Appointment.taken_from) < whole.ends_at,
        col(Appointment.taken_until) > whole.starts_at,
    )
    if but is not None:
        rows = rows.where(Appointment.id != but)
    return _spans(session.exec(rows).all())


def full_days(
    session: Session, kind: AppointmentType, *, but: UUID | None = None
) -> set[tuple[UUID, date]]:
    """Name the workers and days for which as many are booked as the type allows in a day."""
    counted = or_(
        takes_time(), col(Appointment.state).in_([AppointmentState.KEPT, AppointmentState.MISSED])
    )
    rows = select(Appointment.worker_id, Appointment.starts_at).where(
        Appointment.type_id == kind.id, col(Appointment.ends_at) > clock.now() - DAY, counted
    )
    if but is not None:
        rows = rows.where(Appointment.id != but)
    many: dict[tuple[UUID, date], int] = defaultdict(int)
    for worker_id, starts_at in session.exec(rows).all():
        many[worker_id, local_day(starts_at)] += 1
    return {one for one, count in many.items() if count >= kind.daily_limit}


def _duties(session: Session, whole: Span, which: ColumnElement[bool]) -> Spans:
    rows = (
        select(Duty.worker_id, Shift.starts_at, Shift.ends_at)
        .join(Shift, col(Duty.shift_id) == col(Shift.id))
        .where(
            which,
            col(Duty.state).in_(LIVE),
            col(Shift.starts_at) < whole.ends_at,
            col(Shift.ends_at) > whole.starts_at,
        )
    )
    return _spans(session.exec(rows).all())


def _said_free(session: Session, workers: Collection[UUID], whole: Span) -> Spans:
    said = session.exec(select(Availability).where(col(Availability.worker_id).in_(workers))).all()
    first, last = local_day(whole.starts_at), local_day(whole.ends_at)
    days = [first + n * DAY for n in range((last - first).days + 1)]
    found: Spans = defaultdict(list)
    for one in said:
        for day in days:
            span = Span(wall(day, one.begins), wall(day, one.ends))
            if _is_on(one, day) and span.starts_at < span.ends_at:
                found[one.worker_id].append(span)
    return found


def _is_on(one: Availability, day: date) -> bool:
    return one.day == day if one.day else one.weekday == day.isoweekday()


def _spans(rows: Collection[tuple[UUID, datetime, datetime]]) -> Spans:
    found: Spans = defaultdict(list)
    for worker_id, starts_at, ends_at in rows:
        found[worker_id].append(Span(starts_at, ends_at))
    return found

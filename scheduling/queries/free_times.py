"""Which times can be booked: what workers offer, less what they have already."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from core import clock
from core.clock import local_day
from policies.queries import policy
from scheduling.free import Shape, starts
from scheduling.hours import Span
from scheduling.models import AppointmentType
from scheduling.queries.taken_times import DAY, booked, full_days, taken, windows
from scheduling.schemas.appointments import Offer, OfferDay


def shape_of(kind: AppointmentType) -> Shape:
    """Give how long an appointment of this type lasts, and what stays free around it."""
    minutes = (kind.minutes, kind.minutes_before, kind.minutes_after)
    return Shape(*(timedelta(minutes=one) for one in minutes))


def offers(session: Session, kind: AppointmentType, *, moving: UUID | None = None) -> list[Offer]:
    """Give the moments at which an appointment can begin, in order, with who could keep it.

    The worker with the fewest appointments comes first. `moving` names an appointment that is about
    to leave its own time.
    """
    whole = _bookable(kind)
    around = Span(whole.starts_at - DAY, whole.ends_at + DAY)
    free = windows(session, kind, whole)
    busy, given = taken(session, kind, free, around), booked(session, free, around, but=moving)
    full, grid = full_days(session, kind, but=moving), policy().appointments.grid_minutes
    found: dict[datetime, list[UUID]] = defaultdict(list)
    for worker_id in sorted(free, key=lambda one: (len(given.get(one, ())), one)):
        cuts = [*busy.get(worker_id, ()), *given.get(worker_id, ())]
        for at in starts(free[worker_id], cuts, shape_of(kind), grid=timedelta(minutes=grid)):
            if whole.holds(at) and (worker_id, local_day(at)) not in full:
                found[at].append(worker_id)
    lasts = shape_of(kind).lasts
    return [Offer(at, at + lasts, tuple(found[at])) for at in sorted(found)]


def by_day(found: Iterable[Offer]) -> list[OfferDay]:
    """Put the moments under their days."""
    days: dict[date, list[Offer]] = defaultdict(list)
    for one in found:
        days[local_day(one.starts_at)].append(one)
    return [OfferDay(day, tuple(those)) for day, those in days.items()]


def _bookable(kind: AppointmentType) -> Span:
    """Give the span in which an appointment may begin: after its lead time, as far as one may."""
    at = clock.now()
    first = at + timedelta(minutes=kind.lead_minutes)
    return Span(first, max(first, policy().appointments.ahead.after(at)))

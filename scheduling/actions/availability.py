"""When a worker may be booked, for what, and which types of appointments a line offers."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, delete, select

from core import clock
from core.identity import Actor
from scheduling.actions.moves import worker_of
from scheduling.errors import ImpossibleWindow, NoAppointments
from scheduling.models import AppointmentType, Availability, Keeper
from scheduling.schemas.appointments import AppointmentKind

MOST_WINDOWS = 60


@dataclass(frozen=True, kw_only=True)
class NewType:
    """A type of appointment that a coordinator wants on a line; spans in minutes."""

    line_id: UUID
    kind: AppointmentKind
    name: dict[str, str]
    place: dict[str, str]
    minutes: int
    minutes_before: int = 0
    minutes_after: int = 15
    lead_minutes: int = 120
    daily_limit: int = 4
    in_duty: bool = False


def offer_type(session: Session, wanted: NewType) -> AppointmentType:
    """Let a line offer a type of appointment."""
    made = AppointmentType(**vars(wanted))
    session.add(made)
    return made


def stop_offering(session: Session, kind: AppointmentType) -> None:
    """Offer a type no more; what is booked stays."""
    kind.is_offered = False
    session.add(kind)


def say_free(
    session: Session,
    actor: Actor,
    *,
    begins: str,
    ends: str,
    weekday: int | None = None,
    day: date | None = None,
) -> Availability:
    """Say when one may be booked, every week or on one day. Raises `ImpossibleWindow`."""
    worker_id = worker_of(actor)
    is_past = day is not None and day < clock.local_day()
    own = session.exec(select(Availability.id).where(Availability.worker_id == worker_id)).all()
    if begins >= ends or (weekday is None) == (day is None) or is_past or len(own) >= MOST_WINDOWS:
        raise ImpossibleWindow
    made = Availability(worker_id=worker_id, weekday=weekday, day=day, begins=begins, ends=ends)
    session.add(made)
    return made


def take_back_free(session: Session, actor: Actor, window_id: UUID) -> None:
    """Take free time back; what is booked in it stays."""
    session.exec(
        delete(Availability).where(
            col(Availability.id) == window_id, col(Availability.worker_id) == worker_of(actor)
        )
    )


def keep_type(session: Session, actor: Actor, type_id: UUID, *, keeps: bool) -> None:
    """Begin or stop to keep appointments of a type. Raises `NoAppointments` off one's lines."""
    worker_id = worker_of(actor)
    kind = session.get(AppointmentType, type_id)
    if kind is None or kind.line_id not in actor.lines:
        raise NoAppointments
    mine = (col(Keeper.type_id) == type_id, col(Keeper.worker_id) == worker_id)
    session.exec(delete(Keeper).where(*mine))
    if keeps:
        session.add(Keeper(type_id=type_id, worker_id=worker_id))


def forget_availability(session: Session, worker_id: UUID) -> None:
    """Forget when a worker who has left could be booked, and for what."""
    session.exec(delete(Availability).where(col(Availability.worker_id) == worker_id))
    session.exec(delete(Keeper).where(col(Keeper.worker_id) == worker_id))

"""A time is held, booked, moved, cancelled; and afterwards somebody says how it went."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, delete, select, update

from core import clock
from core.clock import local_day, month_starts
from core.db import add_up
from core.events import record
from core.identity import Actor
from core.tickets import Ticket
from scheduling import queries
from scheduling.actions.moves import worker_of
from scheduling.booking import change_time, take_time, wait_for
from scheduling.codes import code_of, lookup_of
from scheduling.errors import AppointmentOver, TicketOver, TimeTaken
from scheduling.events import AppointmentBooked, AppointmentCancelled, AppointmentMoved
from scheduling.models import Appointment, AppointmentCount, AppointmentType
from scheduling.schemas.appointments import AppointmentState, Offer

TOLD_WITHIN = timedelta(days=1)
"""How long after its end a worker may say how an appointment went; then it is over."""


def hold(session: Session, kind: AppointmentType, starts_at: datetime) -> Appointment:
    """Hold a time for as long as the policy says; until then nobody else gets it.

    Raises `TimeTaken`.
    """
    offer = _quiet(session, kind, starts_at)
    held = take_time(session, kind, offer, queries.shape_of(kind).taken(starts_at))
    if held is None:
        raise TimeTaken
    return held


def book(
    session: Session, ticket: Ticket, lang: str, *, thread_id: UUID | None = None
) -> tuple[Appointment, tuple[str, ...]]:
    """Make a held time an appointment; gives it with its code, for the only time.

    The same ticket sent again gives the same words. Raises `TimeTaken` when the hold has ended.
    """
    words = code_of(ticket, lang)
    changed = session.exec(
        update(Appointment)
        .where(
            col(Appointment.id) == ticket.about,
            col(Appointment.state) == AppointmentState.HELD,
            col(Appointment.held_until) > clock.now(),
        )
        .values(
            state=AppointmentState.BOOKED,
            held_until=None,
            lookup=lookup_of(words),
            thread_id=thread_id,
            updated_at=clock.now(),
        )
        .execution_options(synchronize_session=False)
    )
    found = session.get(Appointment, ticket.about, populate_existing=True)
    if found is None or found.lookup != lookup_of(words):
        raise TimeTaken
    if changed.rowcount == 1:
        record(session, AppointmentBooked.of(found))
    return found, words


def let_go(session: Session, appointment_id: UUID) -> None:
    """Give a held time back at once."""
    session.exec(
        delete(Appointment).where(
            col(Appointment.id) == appointment_id,
            col(Appointment.state) == AppointmentState.HELD,
        )
    )


def move_appointment(session: Session, appointment_id: UUID, starts_at: datetime) -> Appointment:
    """Move an appointment to another time, perhaps with another worker; its code stays.

    Raises `AppointmentOver` once it has begun, `TimeTaken`.
    """
    of = _still_to_come(session, appointment_id)
    kind = session.get_one(AppointmentType, of.type_id)
    former = of.worker_id
    offer = _quiet(session, kind, starts_at, moving=of)
    if not change_time(session, of, offer, queries.shape_of(kind).taken(starts_at)):
        raise TimeTaken
    record(session, AppointmentMoved.of(of, former_worker_id=former))
    return of


def cancel_appointment(session: Session, appointment_id: UUID) -> Appointment:
    """Cancel an appointment: its time is free again and its code opens nothing.

    Raises `AppointmentOver` once it has begun or was cancelled before.
    """
    of = _still_to_come(session, appointment_id)
    _become(session, of, AppointmentState.CANCELLED)
    record(session, AppointmentCancelled.of(of))
    return of


def call_appointment_off(session: Session, actor: Actor, appointment_id: UUID) -> Appointment:
    """Let the worker cancel what they cannot keep; the visitor sees it with their code.

    Raises `NoSuchAppointment` or `AppointmentOver`.
    """
    of = queries.own_appointment(session, worker_of(actor), appointment_id)
    if of.starts_at <= clock.now():
        raise AppointmentOver
    return call_off_for_us(session, of)


def call_off_for_us(session: Session, of: Appointment) -> Appointment:
    """Cancel what we cannot keep: its code tells so until its time, and leads to other times.

    Raises `AppointmentOver` when it was cancelled before.
    """
    _become(session, of, AppointmentState.CANCELLED, lookup=of.lookup)
    record(session, AppointmentCancelled.of(of))
    return of


def tell_how(session: Session, actor: Actor, appointment_id: UUID, *, came: bool) -> None:
    """Say whether the visitor came. Raises `NoSuchAppointment`, `AppointmentOver` out of time."""
    of = queries.own_appointment(session, worker_of(actor), appointment_id)
    if of.starts_at > clock.now():
        raise AppointmentOver
    _become(session, of, AppointmentState.KEPT if came else AppointmentState.MISSED)


def settle_appointments(session: Session) -> int:
    """Let go of holds that have ended, and of appointments of which nobody said how they went."""
    at = clock.now()
    gone = session.exec(
        delete(Appointment).where(
            col(Appointment.state) == AppointmentState.HELD, col(Appointment.held_until) <= at
        )
    )
    unsaid = select(Appointment).where(
        Appointment.state == AppointmentState.BOOKED, col(Appointment.ends_at) <= at - TOLD_WITHIN
    )
    ended = (col(Appointment.lookup).is_not(None), col(Appointment.ends_at) <= at)
    cancelled = col(Appointment.state) == AppointmentState.CANCELLED
    session.exec(update(Appointment).where(*ended, cancelled).values(lookup=None))
    found = session.exec(unsaid).all()
    for of in found:
        _become(session, of, AppointmentState.OVER)
    return int(gone.rowcount) + len(found)


def _quiet(
    session: Session,
    kind: AppointmentType,
    starts_at: datetime,
    *,
    moving: Appointment | None = None,
) -> Offer:
    """Wait for those who could keep the time, then look again who is free. Raises `TimeTaken`."""
    but = moving.id if moving else None
    workers = {*_offer_at(session, kind, starts_at, but).workers}
    wait_for(session, workers | ({moving.worker_id} if moving else set()))
    _drop_ended_holds(session, workers)
    return _offer_at(session, kind, starts_at, but)


def _offer_at(
    session: Session, kind: AppointmentType, starts_at: datetime, but: UUID | None
) -> Offer:
    for offer in queries.offers(session, kind, moving=but):
        if offer.starts_at == starts_at:
            return offer
    raise TimeTaken


def _drop_ended_holds(session: Session, workers: Collection[UUID]) -> None:
    session.exec(
        delete(Appointment).where(
            col(Appointment.worker_id).in_(workers),
            col(Appointment.state) == AppointmentState.HELD,
            col(Appointment.held_until) <= clock.now(),
        )
    )


def _still_to_come(session: Session, appointment_id: UUID) -> Appointment:
    of = session.get(Appointment, appointment_id)
    if of is None:
        raise TicketOver
    if of.state is not AppointmentState.BOOKED or of.starts_at <= clock.now():
        raise AppointmentOver
    return of


def _become(
    session: Session, of: Appointment, then: AppointmentState, *, lookup: str | None = None
) -> None:
    """End a booked appointment, by compare-and-swap, and count it. Raises `AppointmentOver`.

    Its code opens nothing from now on, unless it is to tell what became of it.
    """
    changed = session.exec(
        update(Appointment)
        .where(col(Appointment.id) == of.id, col(Appointment.state) == AppointmentState.BOOKED)
        .values(
            state=then,
            lookup=lookup,
            sequence=col(Appointment.sequence) + 1,
            updated_at=clock.now(),
        )
        .execution_options(synchronize_session=False)
    )
    if changed.rowcount != 1:
        raise AppointmentOver
    session.refresh(of)
    kind = session.get_one(AppointmentType, of.type_id).kind
    month = month_starts(local_day(of.starts_at))
    row = {"line_id": of.line_id, "kind": kind, "month": month, "outcome": then}
    add_up(session, AppointmentCount, row)

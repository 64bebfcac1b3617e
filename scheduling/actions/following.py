"""Appointments follow the duty in which they are kept when it is handed on."""

from uuid import UUID

from sqlmodel import Session, col, select, update

from core import clock
from core.events import record
from scheduling import queries
from scheduling.errors import HasAppointment
from scheduling.events import AppointmentMoved
from scheduling.handing_on import HandedOn
from scheduling.models import Appointment, AppointmentType
from scheduling.schemas.appointments import AppointmentState


def appointments_follow(session: Session, handed: HandedOn) -> None:
    """Move what is booked within the duty to whoever has it now: same code, same UID, SEQUENCE + 1.

    Raises `HasAppointment` when they have an appointment of their own at the time. Nobody takes a
    duty that was given up: then a colleague on the same line who is on duty at the time keeps what
    was booked, and else it stays with the worker, who can still be there or call it off.
    """
    for of in _within(session, handed):
        to = handed.to_worker_id or _colleague(session, of, handed)
        if to is not None:
            _move(session, of, to, must=handed.to_worker_id is not None)


def _within(session: Session, handed: HandedOn) -> list[Appointment]:
    """Give what is booked in the duty: only types that are offered within duties are."""
    booked = (
        select(Appointment)
        .join(AppointmentType, col(Appointment.type_id) == col(AppointmentType.id))
        .where(
            Appointment.worker_id == handed.from_worker_id,
            Appointment.line_id == handed.line_id,
            Appointment.state == AppointmentState.BOOKED,
            col(AppointmentType.in_duty),
            col(Appointment.starts_at) >= handed.starts_at,
            col(Appointment.ends_at) <= handed.ends_at,
            col(Appointment.starts_at) > clock.now(),
        )
    )
    return list(session.exec(booked).all())


def _colleague(session: Session, of: Appointment, handed: HandedOn) -> UUID | None:
    there = queries.on_line(session, of.line_id, of.starts_at, of.ends_at)
    others = (one for one in there if one != handed.from_worker_id)
    return next((one for one in others if not _is_taken(session, one, of)), None)


def _is_taken(session: Session, worker_id: UUID, of: Appointment) -> bool:
    meets = select(Appointment.id).where(
        Appointment.worker_id == worker_id,
        queries.takes_time(),
        col(Appointment.taken_from) < of.taken_until,
        col(Appointment.taken_until) > of.taken_from,
    )
    return session.exec(meets).first() is not None


def _move(session: Session, of: Appointment, to: UUID, *, must: bool) -> None:
    if _is_taken(session, to, of):
        if must:
            raise HasAppointment
        return
    former = of.worker_id
    session.exec(
        update(Appointment)
        .where(col(Appointment.id) == of.id, col(Appointment.state) == AppointmentState.BOOKED)
        .values(worker_id=to, sequence=col(Appointment.sequence) + 1, updated_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    session.refresh(of)
    record(session, AppointmentMoved.of(of, former_worker_id=former))

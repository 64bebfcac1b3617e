"""Types of appointments, and booked appointments as their two sides see them."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from core import clock
from organisation import queries as organisation
from scheduling.errors import NoAppointments, NoSuchAppointment, NoSuchBookingCode
from scheduling.models import Appointment, AppointmentType, Availability, Keeper
from scheduling.schemas.appointments import AppointmentState, Booking


def offered_types(session: Session, line_id: UUID) -> Sequence[AppointmentType]:
    """List what a line offers, the shortest first; one that has ended offers nothing."""
    if organisation.line(session, line_id).has_ended(clock.local_day()):
        return []
    offered = select(AppointmentType).where(
        AppointmentType.line_id == line_id, col(AppointmentType.is_offered)
    )
    return session.exec(offered.order_by(col(AppointmentType.minutes))).all()


def types_of(session: Session, line_ids: Iterable[UUID]) -> Sequence[AppointmentType]:
    """List every type of some lines, offered or not."""
    own = select(AppointmentType).where(col(AppointmentType.line_id).in_(list(line_ids)))
    return session.exec(own.order_by(col(AppointmentType.minutes))).all()


def offered_type(session: Session, type_id: UUID, line_id: UUID) -> AppointmentType:
    """Find a type that a line offers. Raises `NoAppointments`."""
    found = session.get(AppointmentType, type_id)
    if found is None or found.line_id != line_id or not found.is_offered:
        raise NoAppointments
    return found


def kept_types(session: Session, worker_id: UUID) -> set[UUID]:
    """Name the types that a worker keeps."""
    return set(session.exec(select(Keeper.type_id).where(Keeper.worker_id == worker_id)).all())


def free_windows(session: Session, worker_id: UUID) -> Sequence[Availability]:
    """List when a worker said that they may be booked, without days that have passed."""
    own = select(Availability).where(Availability.worker_id == worker_id)
    found = session.exec(own).all()
    today = clock.local_day()
    coming = [one for one in found if one.day is None or one.day >= today]
    return sorted(
        coming,
        key=lambda one: (one.day is not None, one.day or today, one.weekday or 0, one.begins),
    )


def appointment(session: Session, appointment_id: UUID) -> Appointment:
    """Find an appointment by id. Raises `NoSuchAppointment`."""
    found = session.get(Appointment, appointment_id)
    if found is None:
        raise NoSuchAppointment
    return found


def own_appointment(session: Session, worker_id: UUID, appointment_id: UUID) -> Appointment:
    """Find an appointment that a worker keeps. Raises `NoSuchAppointment`."""
    found = session.get(Appointment, appointment_id)
    if found is None or found.worker_id != worker_id or found.state is AppointmentState.HELD:
        raise NoSuchAppointment
    return found


def appointment_by_code(session: Session, lookup: str | None) -> Appointment:
    """Find what a code opens until its end: a booking, or one that we had to call off.

    Raises `NoSuchBookingCode`.
    """
    sought = select(Appointment).where(
        Appointment.lookup == (lookup or ""),
        col(Appointment.state).in_([AppointmentState.BOOKED, AppointmentState.CANCELLED]),
        col(Appointment.ends_at) > clock.now(),
    )
    found = session.exec(sought).first()
    if found is None:
        raise NoSuchBookingCode
    return found


def booking(session: Session, of: Appointment) -> Booking:
    """Show an appointment."""
    return bookings(session, [of])[0]


def bookings(session: Session, those: Sequence[Appointment]) -> list[Booking]:
    """Show appointments, in few questions however many they are."""
    kinds = {
        one.id: one
        for one in session.exec(
            select(AppointmentType).where(col(AppointmentType.id).in_({of.type_id for of in those}))
        ).all()
    }
    names = organisation.shown_names(session, {of.worker_id for of in those})
    return [_booking(session, of, kinds[of.type_id], names.get(of.worker_id, "")) for of in those]


def _booking(session: Session, of: Appointment, kind: AppointmentType, name: str) -> Booking:
    return Booking(
        id=of.id,
        line_id=of.line_id,
        line_name=organisation.line(session, of.line_id).name,
        type_id=kind.id,
        type_name=kind.name,
        kind=kind.kind,
        place=kind.place,
        with_whom=name,
        starts_at=of.starts_at,
        ends_at=of.ends_at,
        state=of.state,
        in_thread=of.thread_id is not None,
        uid=of.uid,
        sequence=of.sequence,
        updated_at=of.updated_at,
    )


def bookings_of(session: Session, worker_id: UUID, *, back: timedelta) -> list[Booking]:
    """List a worker's appointments from `back` ago on, without those held or cancelled."""
    own = select(Appointment).where(
        Appointment.worker_id == worker_id,
        col(Appointment.ends_at) > clock.now() - back,
        col(Appointment.state).not_in([AppointmentState.HELD, AppointmentState.CANCELLED]),
    )
    return bookings(session, session.exec(own.order_by(col(Appointment.starts_at))).all())

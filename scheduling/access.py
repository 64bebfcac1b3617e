"""Who may do what in the scheduling room, and whose roster it is."""

from uuid import UUID

from sqlmodel import Session

from core.access import permission
from core.identity import Actor
from organisation import queries as organisation
from organisation.errors import NoSuchLine
from scheduling import queries
from scheduling.errors import (
    NoAppointments,
    NoSuchShift,
    NoSuchSpecialDay,
    NoSuchTemplate,
)
from scheduling.hours import Listed
from scheduling.models import AppointmentType, Shift, SpecialDay, Template

VIEW = permission("scheduling.view", "See the roster of one's own lines, and one's own duties.")
CLAIM = permission("scheduling.claim", "Take a place on a shift, give it back, check in and out.")
KEEP = permission("scheduling.keep", "Say when one may be booked, and keep the booked times.")
PLAN = permission("scheduling.plan", "Make shifts for the organisation's lines and call them off.")
MAKE_SHIFTS = permission(
    "scheduling.make_shifts", "Make the shifts of all templates, 200 days ahead."
)
REMIND = permission(
    "scheduling.remind", "Remind workers of duties, and mail what the roster tells them."
)
SETTLE = permission("scheduling.settle", "End forgotten duties and mark those nobody came to.")


def lines_seen(session: Session, actor: Actor, *, may_plan: bool) -> list[Listed]:
    """List the lines whose roster the actor sees: their teams', and all for a planner."""
    return [
        line
        for line in organisation.lines(session)
        if line.id in actor.lines or (may_plan and line.organisation_id == actor.organisation_id)
    ]


def access_line_to_plan(session: Session, actor: Actor, line_id: UUID) -> UUID:
    """Give the line's id if its shifts are the actor's to plan. Raises `NoSuchLine`."""
    if line_id not in {line.id for line in lines_seen(session, actor, may_plan=True)}:
        raise NoSuchLine
    return line_id


def access_template(session: Session, actor: Actor, template_id: UUID) -> Template:
    """Give a template on a line that is the actor's to plan. Raises `NoSuchTemplate`."""
    found = queries.template(session, template_id)
    if found.line_id not in {line.id for line in lines_seen(session, actor, may_plan=True)}:
        raise NoSuchTemplate
    return found


def access_special_day(session: Session, actor: Actor, special_id: UUID) -> SpecialDay:
    """Give a special day of a line that is the actor's to plan. Raises `NoSuchSpecialDay`."""
    found = queries.special_day(session, special_id)
    if found.line_id not in {line.id for line in lines_seen(session, actor, may_plan=True)}:
        raise NoSuchSpecialDay
    return found


def access_shift(session: Session, actor: Actor, shift_id: UUID, *, may_plan: bool) -> Shift:
    """Give a shift on a line that the actor sees. Raises `NoSuchShift`."""
    shift = queries.shift(session, shift_id)
    if shift.line_id not in {line.id for line in lines_seen(session, actor, may_plan=may_plan)}:
        raise NoSuchShift
    return shift


def access_shift_to_plan(session: Session, actor: Actor, shift_id: UUID) -> Shift:
    """Give a shift that is the actor's to call off. Raises `NoSuchShift`."""
    return access_shift(session, actor, shift_id, may_plan=True)


def access_type_to_plan(session: Session, actor: Actor, type_id: UUID) -> AppointmentType:
    """Give a type of appointment on a line whose roster is the actor's. Raises `NoAppointments`."""
    seen = [line.id for line in lines_seen(session, actor, may_plan=True)]
    found = next((one for one in queries.types_of(session, seen) if one.id == type_id), None)
    if found is None:
        raise NoAppointments
    return found

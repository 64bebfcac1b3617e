"""Who may do what in the scheduling room, and whose roster it is."""

from uuid import UUID

from sqlmodel import Session

from core.access import permission
from core.identity import Actor
from organisation import queries as organisation
from organisation.errors import NoSuchLine
from scheduling import queries
from scheduling.errors import NoSuchShift
from scheduling.models import Shift

VIEW = permission("scheduling.view", "See the roster of one's own lines, and one's own duties.")
CLAIM = permission("scheduling.claim", "Take a place on a shift, give it back, check in and out.")
PLAN = permission("scheduling.plan", "Make shifts for the organisation's lines and call them off.")


def access_line_to_plan(session: Session, actor: Actor, line_id: UUID) -> UUID:
    """Give the line's id if its shifts are the actor's to plan. Raises `NoSuchLine`."""
    line = organisation.line(session, line_id)
    if line.organisation_id != actor.organisation_id and line.id not in actor.lines:
        raise NoSuchLine
    return line.id


def access_shift_to_plan(session: Session, actor: Actor, shift_id: UUID) -> Shift:
    """Give the shift if it is the actor's to call off. Raises `NoSuchShift`."""
    shift = queries.shift(session, shift_id)
    try:
        access_line_to_plan(session, actor, shift.line_id)
    except NoSuchLine:
        raise NoSuchShift from None
    return shift

"""Which shifts there are: planned by a coordinator, called off by one."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from core import clock
from core.events import record
from scheduling.actions.moves import end, give_up
from scheduling.actions.notices import tell
from scheduling.cover_states import NoticeKind
from scheduling.days import Window
from scheduling.errors import ImpossibleShift, ImpossibleTime, ShiftExists, ShiftOver
from scheduling.events import RosterChanged
from scheduling.hours import Span, span_of
from scheduling.models import Duty, Shift
from scheduling.schemas import Plan
from scheduling.states import LIVE, DutyState

LONGEST = timedelta(hours=12)
MOST_PLACES = 50
MOST_WEEKS = 52


def plan(session: Session, wanted: Plan) -> list[Shift]:
    """Make a shift, or one every week at the same wall time; what exists is left alone.

    Raises `ImpossibleShift`, `ImpossibleTime` or, when nothing new came of it, `ShiftExists`.
    """
    spans = list(_spans(wanted))
    places = {"least": wanted.least, "greatest": wanted.greatest}
    made = [shift for span in spans if (shift := ensure(session, wanted.line_id, span, **places))]
    if not made:
        raise ShiftExists
    record(session, RosterChanged(line_id=wanted.line_id))
    return made


def _spans(wanted: Plan) -> Iterator[Span]:
    if not 1 <= wanted.weeks <= MOST_WEEKS or not _places_add_up(wanted):
        raise ImpossibleShift
    for week in range(wanted.weeks):
        span = span_of(wanted.day + timedelta(weeks=week), Window(wanted.begins, wanted.ends))
        if span is None:
            raise ImpossibleTime
        if span.ends_at <= clock.now() or span.ends_at - span.starts_at > LONGEST:
            raise ImpossibleShift
        yield span


def _places_add_up(wanted: Plan) -> bool:
    return 0 <= wanted.least <= wanted.greatest and 1 <= wanted.greatest <= MOST_PLACES


def ensure(
    session: Session, line_id: UUID, span: Span, *, least: int, greatest: int
) -> Shift | None:
    """Make one shift; None when the line has one at exactly this time (a unique index knows)."""
    made = Shift(
        line_id=line_id,
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        least=least,
        greatest=greatest,
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        return None
    return made


def call_off(session: Session, shift: Shift, *, by_calendar: bool = False) -> None:
    """Cancel a shift and every place on it. Raises `ShiftOver`.

    What the line's calendar calls off, it calls on again when the day is open after all.
    """
    if shift.cancelled_at is not None or shift.ends_at <= clock.now():
        raise ShiftOver
    shift.cancelled_at = clock.now()
    shift.is_off_by_calendar = by_calendar
    session.add(shift)
    live = select(Duty).where(Duty.shift_id == shift.id, col(Duty.state).in_(LIVE))
    for duty in session.exec(live).all():
        if duty.state is DutyState.CHECKED_IN:
            end(session, duty, shift, at=clock.now())
        else:
            give_up(session, duty, shift)
            tell(session, NoticeKind.CALLED_OFF, shift, [duty.worker_id])
    record(session, RosterChanged(line_id=shift.line_id))

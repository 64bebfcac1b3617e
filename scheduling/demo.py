"""Shifts for the demo: some weeks of them from the lines' hours, and one that runs now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from core import clock
from scheduling.actions.moves import move
from scheduling.actions.shifts import ensure
from scheduling.hours import Promising, Span, promised
from scheduling.models import Duty, Shift
from scheduling.seats import take_seat
from scheduling.states import DutyState

HOUR = timedelta(hours=1)
LONGEST_PIECE = 6 * HOUR
# Every third shift stays empty, and all from the third week on: there is something to ask for.
LEFT_OPEN = 3
TAKEN_FOR = timedelta(days=14)


def seed(
    session: Session,
    lines: Sequence[Promising],
    *,
    now_on: Promising,
    now_for: Sequence[UUID],
    teams: Mapping[UUID, Sequence[UUID]],
    weeks: int = 4,
) -> Shift:
    """Make the demo's shifts; what is there already stays as it is. Gives the shift that runs now.

    `now_on` is the line on which somebody can begin duty at once, `now_for` the workers who have a
    place there; `teams` names by line the workers who take the other shifts in turn.
    """
    running = _shift_now(session, now_on)
    for worker_id in now_for:
        _make_room(session, worker_id, running)
        take_seat(session, running, worker_id)
    for line in lines:
        _fill(session, _weeks_of(session, line, weeks), teams.get(line.id, ()))
    return running


def _shift_now(session: Session, line: Promising) -> Shift:
    """Give a shift that runs for two hours more at least; made when there is none."""
    at = clock.now()
    running = select(Shift).where(
        Shift.line_id == line.id,
        col(Shift.cancelled_at).is_(None),
        col(Shift.starts_at) <= at,
        col(Shift.ends_at) > at + 2 * HOUR,
        col(Shift.greatest) >= 3,  # noqa: PLR2004  the demo's two responders and a place for the reader
    )
    found = session.exec(running).first()
    if found is not None:
        return found
    begins = _half_hour(at - HOUR)
    span = Span(begins, begins + 9 * HOUR)
    made = ensure(session, line.id, span, least=2, greatest=3)
    return made or session.exec(running).one()


def _half_hour(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute // 30 * 30, second=0, microsecond=0)


def _make_room(session: Session, worker_id: UUID, shift: Shift) -> None:
    """Give back what the worker has taken at the same time, unless they have begun it."""
    others = (
        select(Duty)
        .join(Shift, col(Duty.shift_id) == col(Shift.id))
        .where(
            Duty.worker_id == worker_id,
            Duty.shift_id != shift.id,
            Duty.state == DutyState.CLAIMED,
            col(Shift.starts_at) < shift.ends_at,
            col(Shift.ends_at) > shift.starts_at,
        )
    )
    for duty in session.exec(others).all():
        move(session, duty, DutyState.CANCELLED)


def _weeks_of(session: Session, line: Promising, weeks: int) -> Iterator[Shift]:
    """Make the line's shifts from today on; only those that are new are given."""
    for number in range(7 * weeks):
        # Day by day: the same pieces come out whichever day the demo is started on.
        for span in promised(line, clock.local_day() + timedelta(days=number), 1):
            for piece in _pieces(span):
                if made := ensure(session, line.id, piece, least=1, greatest=2):
                    yield made


def _pieces(span: Span) -> Iterator[Span]:
    begins = span.starts_at
    while begins < span.ends_at:
        ends = min(begins + LONGEST_PIECE, span.ends_at)
        yield Span(begins, ends)
        begins = ends


def _fill(session: Session, shifts: Iterable[Shift], team: Sequence[UUID]) -> None:
    at = clock.now()
    for number, shift in enumerate(shifts):
        is_open = number % LEFT_OPEN == LEFT_OPEN - 1 or shift.starts_at > at + TAKEN_FOR
        if team and not is_open and shift.ends_at > at:
            take_seat(session, shift, team[number % len(team)])

"""Shifts and those who keep them, for tests: plain functions over `tests.people.People`."""

from datetime import datetime, timedelta

from sqlmodel import select

from core import clock
from core.db import transaction
from core.identity import Actor
from organisation.models import Line, Role, Worker
from scheduling import actions
from scheduling.models import Duty, Shift
from scheduling.states import DutyState
from tests.people import People

HOUR = timedelta(hours=1)


def a_shift(
    people: People,
    line: Line,
    *,
    starts_at: datetime | None = None,
    lasts: timedelta = 2 * HOUR,
    least: int = 1,
    greatest: int = 2,
) -> Shift:
    """Give a shift on the line; unless told otherwise it began half an hour ago."""
    begins = starts_at or clock.now() - HOUR / 2
    made = Shift(
        line_id=line.id, starts_at=begins, ends_at=begins + lasts, least=least, greatest=greatest
    )
    with people.home.database.session() as session:
        session.add(made)
        session.commit()
        return made


def a_duty(
    people: People,
    worker: Worker,
    shift: Shift,
    state: DutyState = DutyState.CLAIMED,
    *,
    seat_no: int = 1,
) -> Duty:
    """Give the worker's duty on the shift, in a state."""
    made = Duty(
        shift_id=shift.id,
        seat_no=seat_no,
        worker_id=worker.id,
        state=state,
        checked_in_at=shift.starts_at if state is DutyState.CHECKED_IN else None,
    )
    with people.home.database.session() as session:
        session.add(made)
        session.commit()
        return made


def on_duty(people: People, worker: Worker, line: Line) -> Duty:
    """Put the worker on duty on the line, on a shift of their own that runs now."""
    shift = a_shift(
        people, line, starts_at=clock.now() - HOUR - people_on(people) * timedelta(seconds=1)
    )
    return a_duty(people, worker, shift, DutyState.CHECKED_IN)


def claimed(actor: Actor, shift: Shift) -> Duty:
    """Let the actor claim a place on the shift, through the action."""
    with transaction() as session:
        return actions.claim(session, actor, shift.id)


def people_on(people: People) -> int:
    """Count the shifts there are, so that each has times of its own."""
    with people.home.database.session() as session:
        return len(session.exec(select(Shift.id)).all())


def a_responder(people: People, line: Line, name: str = "Aino Alanko") -> Worker:
    """Give a responder in the line's team."""
    return people.worker(Role.RESPONDER, lines=(line,), name=name)

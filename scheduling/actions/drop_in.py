"""A cancelled visit becomes duty at once (R43): one tap, bounded, and it ends by itself."""

from datetime import timedelta
from uuid import UUID

from sqlmodel import Session

from core import clock
from core.clock import local_day
from core.events import record
from core.identity import Actor
from scheduling.actions.duties import claim
from scheduling.actions.moves import move, worker_of
from scheduling.errors import ImpossibleDropIn, NotOnTeam
from scheduling.events import DutyBegan
from scheduling.hours import exists, wall
from scheduling.models import Duty, Shift
from scheduling.states import DutyState

SHORTEST = timedelta(minutes=15)
LONGEST = timedelta(hours=4)


def drop_in(session: Session, actor: Actor, line_id: UUID, until: str) -> Duty:
    """Begin a duty now, until the wall clock shows `until` ("15:30", the next time it does).

    Raises `NotOnTeam`, `DutiesOverlap` when a duty of theirs runs or begins before that, and
    `ImpossibleDropIn` for less than a quarter of an hour or more than four hours.
    """
    worker_id = worker_of(actor)
    if line_id not in actor.lines:
        raise NotOnTeam
    at = clock.now()
    shift = Shift(
        line_id=line_id,
        starts_at=at,
        ends_at=at + _free_for(until),
        least=0,
        greatest=1,
        is_drop_in=True,
    )
    session.add(shift)
    session.flush()
    duty = claim(session, actor, shift.id)
    move(session, duty, DutyState.CHECKED_IN, checked_in_at=at)
    record(session, DutyBegan(line_id=line_id, worker_id=worker_id))
    return duty


def _free_for(until: str) -> timedelta:
    at = clock.now()
    today = local_day(at)
    for day in (today, today + timedelta(days=1)):
        if exists(day, until) and SHORTEST <= wall(day, until) - at <= LONGEST:
            return wall(day, until) - at
    raise ImpossibleDropIn

"""What is known of a worker when it is asked whether they may take a shift."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from core import clock
from organisation import queries as organisation
from policies.queries import policy
from scheduling.eligibility import Asked, Reason, Rest, Standing, why_not
from scheduling.hours import Span
from scheduling.models import Duty, Profile, Shift
from scheduling.queries.training import trained_until
from scheduling.states import LIVE, DutyState

# Two days of rest and work around a shift are all that its rest can depend on.
AROUND = timedelta(hours=48)
WORKED = LIVE | {DutyState.DONE}


def rest() -> Rest:
    """Give the rule of rest that the policy says."""
    said = policy().roster
    return Rest(
        timedelta(minutes=said.rest_between.in_minutes),
        timedelta(minutes=said.most_in_a_day.in_minutes),
    )


def standing(
    session: Session,
    worker_id: UUID,
    around: Span,
    *,
    lines: Collection[UUID] | None = None,
    without: Shift | None = None,
) -> Standing:
    """Give a worker as the roster weighs them for shifts within `around`.

    `without` is a shift that they would be rid of.
    """
    if lines is None:
        lines = [one.id for one in organisation.lines_of(session, worker_id)]
    duties = (
        select(Shift.starts_at, Shift.ends_at)
        .join(Duty, col(Duty.shift_id) == col(Shift.id))
        .where(
            Duty.worker_id == worker_id,
            col(Duty.state).in_(WORKED),
            col(Shift.ends_at) > around.starts_at - AROUND,
            col(Shift.starts_at) < around.ends_at + AROUND,
        )
    )
    if without is not None:
        duties = duties.where(col(Shift.id) != without.id)
    return Standing(
        lines=frozenset(lines),
        languages=frozenset(languages_of(session, worker_id)),
        duties=tuple(Span(starts, ends) for starts, ends in session.exec(duties).all()),
        trained_until=trained_until(session, worker_id, lines),
    )


def languages_of(session: Session, worker_id: UUID) -> list[str]:
    """Give the languages that a worker has told they answer in."""
    known = session.exec(select(Profile.languages).where(Profile.worker_id == worker_id)).first()
    return list(known or [])


def why_not_here(
    session: Session, worker_id: UUID, shift: Shift, *, lines: Collection[UUID] | None = None
) -> Reason | None:
    """Say why a worker cannot take a place on a shift; None when they can."""
    who = standing(session, worker_id, Span(shift.starts_at, shift.ends_at), lines=lines)
    holders = session.exec(
        select(Duty.worker_id).where(Duty.shift_id == shift.id, col(Duty.state).in_(LIVE))
    ).all()
    wanted = asked(shift, is_theirs=worker_id in holders, free=shift.greatest - len(holders))
    return why_not(who, wanted, rest(), clock.now())


def asked(shift: Shift, *, is_theirs: bool, free: int) -> Asked:
    """Give a shift as the rules see it."""
    return Asked(
        line_id=shift.line_id,
        span=Span(shift.starts_at, shift.ends_at),
        language=shift.language,
        is_off=shift.cancelled_at is not None,
        is_theirs=is_theirs,
        free=free,
    )

"""What a proposal for a line is made of: shifts that lack people, who fits, what they have."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, func, select

from core import clock
from organisation import queries as organisation
from scheduling.eligibility import unfit
from scheduling.hours import Span
from scheduling.ledger import minutes_between
from scheduling.models import Duty, Shift
from scheduling.proposal import Lacking
from scheduling.queries.eligibility import asked, rest, standing
from scheduling.states import LIVE

AHEAD = timedelta(weeks=4)
MOST_SHIFTS = 120


def lacking(session: Session, line_id: UUID) -> tuple[list[Lacking], dict[UUID, int]]:
    """Give the shifts of four weeks that lack people, and the minutes each worker has by now."""
    at = clock.now()
    ahead = (
        select(Shift)
        .where(
            Shift.line_id == line_id,
            col(Shift.starts_at) > at,
            col(Shift.starts_at) < at + AHEAD,
            col(Shift.cancelled_at).is_(None),
        )
        .order_by(col(Shift.starts_at))
        .limit(MOST_SHIFTS)
    )
    shifts = session.exec(ahead).all()
    taken = Counter(_takers(session, [one.id for one in shifts]))
    whole = Span(at, at + AHEAD)
    team = organisation.responders_of(session, line_id)
    people = {one: standing(session, one, whole) for one in team}
    has = {
        one: sum(minutes_between(span.starts_at, span.ends_at) for span in who.duties)
        for one, who in people.items()
    }
    found = []
    for one in shifts:
        wanted = asked(one, is_theirs=False, free=1)
        fitting = frozenset(w for w, who in people.items() if unfit(who, wanted, rest()) is None)
        missing = one.least - taken[one.id]
        if missing > 0 and fitting:
            found.append(Lacking(one.id, wanted.span, missing, fitting))
    return found, has


def _takers(session: Session, shift_ids: list[UUID]) -> dict[UUID, int]:
    counted = (
        select(Duty.shift_id, func.count())
        .where(col(Duty.shift_id).in_(shift_ids), col(Duty.state).in_(LIVE))
        .group_by(col(Duty.shift_id))
    )
    return dict(session.exec(counted).all())

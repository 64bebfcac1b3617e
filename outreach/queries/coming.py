"""Rounds that are announced: for the team, and for whoever meets a closed door."""

from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from core import clock
from core.i18n import language, pick
from guidance import saying
from guidance.way_on import RoundAhead, tells_rounds
from outreach.models import ComingRound

REACH = timedelta(days=7)
MOST = 2


def coming_rounds(session: Session, organisation_id: UUID | None) -> list[ComingRound]:
    """List an organisation's rounds that are not over, the next one first."""
    found = (
        select(ComingRound)
        .where(ComingRound.organisation_id == organisation_id)
        .where(col(ComingRound.ends_at) > clock.now())
        .order_by(col(ComingRound.starts_at))
    )
    return list(session.exec(found).all())


@tells_rounds
def rounds_ahead(session: Session, municipality: str) -> list[RoundAhead]:
    """Name the next rounds in a municipality, and those that are for the whole country."""
    now = clock.now()
    found = (
        select(ComingRound)
        .where(col(ComingRound.municipality).in_({"", municipality}))
        .where(col(ComingRound.ends_at) > now, col(ComingRound.starts_at) < now + REACH)
        .order_by(col(ComingRound.starts_at))
        .limit(MOST)
    )
    return [
        RoundAhead(
            place=pick(one.place),
            when_text=saying.when(one.starts_at, now, language()),
            until_text=saying.clock_time(one.ends_at, language()),
            is_now=one.starts_at <= now,
        )
        for one in session.exec(found).all()
    ]

"""The people of an area: what is read anew takes the place of what was known."""

from collections.abc import Iterable
from dataclasses import asdict
from uuid import UUID, uuid4

from sqlmodel import Session, col, delete, insert

from core import clock
from outreach.insights.errors import NothingTaken
from outreach.insights.population import People
from outreach.models import Population


def keep_population(session: Session, organisation_id: UUID, found: Iterable[People]) -> int:
    """Keep how many live in some areas; what was known of an area's year goes. Gives how many rows.

    Raises `NothingTaken` for none, or for one that is told twice.
    """
    every = list(found)
    told = {(one.area, one.year, one.age_from, one.age_to): one for one in every}
    if not told or len(told) < len(every):
        raise NothingTaken
    for area, year in {(one.area, one.year) for one in every}:
        session.exec(
            delete(Population).where(
                col(Population.organisation_id) == organisation_id,
                col(Population.area) == area,
                col(Population.year) == year,
            )
        )
    more = {"organisation_id": organisation_id, "read_on": clock.local_day()}
    session.execute(
        insert(Population), [{"id": uuid4(), **more, **asdict(one)} for one in told.values()]
    )
    return len(told)

"""Poster rounds: what was done to a poster is written down on the day."""

from sqlmodel import Session

from core import clock
from outreach.actions.placing import close_link
from outreach.models import Link, PosterCheck
from outreach.queries.posters import checks_of
from outreach.schemas.posters import Condition, PosterDeed


def look_at_poster(
    session: Session, link: Link, deed: PosterDeed, condition: Condition, *, strips: int = 0
) -> None:
    """Write down a look at a poster; one that is taken down has its last day today."""
    known = checks_of(session, [link.id])[link.id]
    session.add(
        PosterCheck(
            link_id=link.id,
            position=len(known),
            day=clock.local_day(),
            deed=deed,
            condition=condition,
            strips=strips,
        )
    )
    if deed is PosterDeed.TAKEN_DOWN:
        close_link(link)

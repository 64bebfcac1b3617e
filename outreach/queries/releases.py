"""Protected figures that were let out, and those for which a second person is asked."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from organisation.queries import line
from outreach.models import Release
from outreach.schemas import LineShown

Key = tuple[str, str]


def released_of(session: Session, lines: list[LineShown], month: date) -> list[Key]:
    """Name the figures of a month that two people have let out, in their order."""
    if not lines:
        return []
    organisation_id = line(session, lines[0].id).organisation_id
    found = releases(session, organisation_id, month)
    agreed = [one for one in found if one.agreed_at is not None]
    return [(one.key, one.step) for one in sorted(agreed, key=lambda one: (one.agreed_at, one.id))]


def releases(session: Session, organisation_id: UUID, month: date) -> list[Release]:
    """List what was asked about a month, the oldest first."""
    asked = select(Release).where(
        Release.organisation_id == organisation_id, Release.month == month
    )
    return list(session.exec(asked.order_by(col(Release.asked_at))).all())

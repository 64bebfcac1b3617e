"""What waits on the editors' desk."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, or_, select

from core import clock
from guidance.entry import Entry, entries
from guidance.errors import NoSuchSuggestion
from guidance.models import Change, ReadingCount, Referral, Service, Suggestion, Verification
from guidance.schemas import FieldGroup, Status, SuggestionState
from policies.queries import policy

READ_DAYS = 30
MOST_DUE = 50
MOST_CHANGES = 200
MOST_SUGGESTIONS = 100


@dataclass
class Due:
    """An entry of which parts are to be made sure of again, and how often it was read of late."""

    entry: Entry
    read: int
    groups: list[tuple[FieldGroup, date]] = field(default_factory=list)


@dataclass(frozen=True)
class DueList:
    """The first of the queue, and how many entries are in it."""

    shown: list[Due]
    total: int


def ours(organisation_id: UUID | None) -> Any:
    """Give the condition that an entry is this organisation's to tend, or imported."""
    return or_(
        col(Service.organisation_id).is_(None), col(Service.organisation_id) == organisation_id
    )


def due(session: Session, organisation_id: UUID | None, day: date) -> DueList:
    """List entries to make sure of: the most read first, of those the one that is old first.

    What grows old within the policy's days counts too, so that it never becomes so.
    """
    horizon = day + timedelta(days=policy().directory.check_ahead_days)
    read, first = _read(day), func.min(Verification.expires_on)
    old = (
        select(col(Verification.service_id), func.coalesce(read.c.n, 0))
        .join(Service, col(Service.id) == col(Verification.service_id))
        .outerjoin(read, read.c.service_id == col(Verification.service_id))
        .where(
            col(Verification.expires_on) <= horizon,
            col(Service.status) == Status.PUBLISHED,
            ours(organisation_id),
        )
        .group_by(col(Verification.service_id), read.c.n)
    )
    total = session.exec(select(func.count()).select_from(old.subquery())).one()
    ranked = old.order_by(func.coalesce(read.c.n, 0).desc(), first, col(Verification.service_id))
    found = {one: int(n) for one, n in session.exec(ranked.limit(MOST_DUE)).all()}
    return DueList(_with_groups(session, found, horizon), int(total))


def _read(day: date) -> Any:
    """Sum the openings of a page, and the times when a service was named to somebody."""
    since = day - timedelta(days=READ_DAYS)
    opened = select(col(ReadingCount.service_id), col(ReadingCount.n)).where(
        ReadingCount.day >= since
    )
    named = select(col(Referral.service_id), col(Referral.n)).where(Referral.day >= since)
    both = opened.union_all(named).subquery()
    return (
        select(both.c.service_id, func.sum(both.c.n).label("n"))
        .group_by(both.c.service_id)
        .subquery()
    )


def _with_groups(session: Session, found: dict[UUID, int], horizon: date) -> list[Due]:
    whole = entries(session, found)
    shown = {one: Due(whole[one], n) for one, n in found.items() if one in whole}
    rows = select(Verification).where(
        col(Verification.service_id).in_(list(shown)), Verification.expires_on <= horizon
    )
    for one in session.exec(rows.order_by(col(Verification.expires_on))).all():
        shown[one.service_id].groups.append((one.group, one.expires_on))
    return list(shown.values())


def waiting_suggestions(session: Session, organisation_id: UUID | None) -> list[Suggestion]:
    """List what readers say is wrong with entries that this organisation tends, oldest first."""
    rows = (
        select(Suggestion)
        .join(Service)
        .where(col(Suggestion.state) == SuggestionState.WAITING, ours(organisation_id))
        .order_by(col(Suggestion.told_on), col(Suggestion.id))
        .limit(MOST_SUGGESTIONS)
    )
    return list(session.exec(rows).all())


def waiting_suggestion(session: Session, suggestion_id: UUID) -> Suggestion:
    """Give a suggestion that nobody has settled yet. Raises `NoSuchSuggestion`."""
    found = session.get(Suggestion, suggestion_id)
    if found is None or found.state is not SuggestionState.WAITING:
        raise NoSuchSuggestion
    return found


def changes(
    session: Session, organisation_id: UUID | None, service_id: UUID | None = None
) -> list[Change]:
    """List the latest changes of one entry, or of all that this organisation tends."""
    rows = select(Change).join(Service).where(ours(organisation_id))
    if service_id is not None:
        rows = rows.where(Change.service_id == service_id)
    rows = rows.order_by(col(Change.at).desc(), col(Change.field)).limit(MOST_CHANGES)
    return list(session.exec(rows).all())


def expiries(session: Session, service_id: UUID) -> dict[FieldGroup, date]:
    """Give until when each part of an entry holds; of one never made sure of, yesterday."""
    known = select(Verification).where(Verification.service_id == service_id)
    held = {one.group: one.expires_on for one in session.exec(known).all()}
    yesterday = clock.local_day() - timedelta(days=1)
    return {group: held.get(group, yesterday) for group in FieldGroup}

"""Remembering what editors change, field by field."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from sqlmodel import Session

from core.identity import Actor
from guidance import queries
from guidance.entry import Entry
from guidance.history import changed, told
from guidance.models import Change
from guidance.schemas import FieldGroup

MADE, CHECKED = "made", "checked"


@contextmanager
def remembering(session: Session, actor: Actor, entry: Entry) -> Iterator[None]:
    """Keep what becomes another in an entry within the block: who, when, before and after."""
    service_id, before = entry.service.id, told(entry)
    yield
    session.flush()
    after = told(queries.entry(session, service_id))
    for field, old, new in changed(before, after):
        _keep(session, actor, service_id, field, old, new)


def remember_made(session: Session, actor: Actor, service_id: UUID) -> None:
    """Keep who made an entry."""
    name = queries.entry(session, service_id).text("fi").name
    _keep(session, actor, service_id, MADE, "", name)


def remember_checked(
    session: Session, actor: Actor, service_id: UUID, days: dict[FieldGroup, tuple[date, date]]
) -> None:
    """Keep who made sure of parts of an entry; `days` are until when they held and hold now."""
    for group, (before, after) in days.items():
        said = before.isoformat(), after.isoformat()
        _keep(session, actor, service_id, f"{CHECKED}.{group}", *said)


def _keep(session: Session, actor: Actor, service_id: UUID, *said: str) -> None:
    field, before, after = said
    session.add(
        Change(service_id=service_id, worker_id=actor.id, field=field, before=before, after=after)
    )
    session.flush()

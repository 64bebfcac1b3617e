"""Writing over what another system says, and choosing between the two when it has news."""

from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from core import clock
from guidance.actions.draft import Draft
from guidance.errors import NoSuchDifference
from guidance.importing.overlaying import (
    HOURS,
    TEXTS,
    Fields,
    differences,
    fields_of,
    hours_json,
    same,
)
from guidance.importing.services import kept_service
from guidance.models import Overlay, Service, SourceRecord
from guidance.said import PARTS
from guidance.schemas import Status

UNASKED = frozenset({"terms", "provider_id"})
"""What the editors' form does not ask stays as the source says it."""


def lay_over(session: Session, service_id: UUID, draft: Draft) -> None:
    """Keep, field by field, what an editor wrote otherwise than its source says it.

    Of a field that was written over before and is left as it was, the base stays: news of the
    source are not settled by saving something else.
    """
    source = _source(session, service_id)
    if source is None:
        return
    theirs, ours = fields_of(kept_service(session, source)), _fields(draft)
    before = {one.field: one for one in _overlays(session, service_id)}
    for field in (theirs.keys() | ours.keys() | before.keys()) - UNASKED:
        _lay_one(session, service_id, (field, theirs.get(field), ours.get(field)), before)
    session.flush()
    _mark(session, source)
    _mark_hours(session, service_id)


def _mark_hours(session: Session, service_id: UUID) -> None:
    """Let hours that were written over hold before those that come with channels."""
    service = session.get_one(Service, service_id)
    service.hours_are_ours = session.get(Overlay, (service_id, HOURS)) is not None
    session.add(service)
    session.flush()


def _lay_one(
    session: Session, service_id: UUID, said: tuple[str, Any, Any], before: dict[str, Overlay]
) -> None:
    field, theirs, ours = said
    old = before.get(field)
    if same(theirs, ours):
        if old is not None:
            session.delete(old)
    elif old is None or not same(old.value, ours):
        session.merge(Overlay(service_id=service_id, field=field, value=ours, base=theirs))


def lay_status_over(session: Session, service_id: UUID, status: Status) -> None:
    """Keep that somebody here withdrew or published what another system says otherwise."""
    source = _source(session, service_id)
    if source is None:
        return
    theirs = fields_of(kept_service(session, source))["status"]
    before = {one.field: one for one in _overlays(session, service_id)}
    _lay_one(session, service_id, ("status", theirs, str(status)), before)
    session.flush()


def settle(session: Session, service_id: UUID, field: str, *, take_theirs: bool) -> None:
    """Choose between our words and the news of the source; either way the field is settled.

    Taking theirs only lifts our words off: the caller writes the record anew. Raises
    `NoSuchDifference`.
    """
    source = _source(session, service_id)
    overlay = session.get(Overlay, (service_id, field))
    if source is None or overlay is None:
        raise NoSuchDifference
    if take_theirs:
        session.delete(overlay)
    else:
        overlay.base = fields_of(kept_service(session, source)).get(field)
        overlay.written_at = clock.now()
        session.add(overlay)
    session.flush()
    _mark(session, source)
    _mark_hours(session, service_id)


def _mark(session: Session, source: SourceRecord) -> None:
    if source.service_id is None:
        return
    found = kept_service(session, source)
    source.differs = bool(differences(found, _overlays(session, source.service_id)))
    session.add(source)
    session.flush()


def _source(session: Session, service_id: UUID) -> SourceRecord | None:
    rows = select(SourceRecord).where(SourceRecord.service_id == service_id)
    return session.exec(rows).first()


def _overlays(session: Session, service_id: UUID) -> list[Overlay]:
    return list(session.exec(select(Overlay).where(Overlay.service_id == service_id)).all())


def _fields(draft: Draft) -> Fields:
    """Give a draft field by field, as a record of another system is given."""
    fields: Fields = {
        f"{TEXTS}.{lang}.{part}": getattr(text, part)
        for lang, text in draft.texts.items()
        for part in PARTS
        if getattr(text, part)
    }
    facts = {name: str(value) for name, value in vars(draft.facts).items()}
    return (
        fields
        | facts
        | {
            "status": str(draft.status),
            "provider": draft.provider,
            "municipalities": sorted(draft.municipalities),
            "languages": list(draft.languages),
            "age_min": draft.age_min,
            "age_max": draft.age_max,
            "reply_time": draft.reply_time,
            "meanwhile": draft.meanwhile,
            HOURS: hours_json(draft.periods),
        }
    )

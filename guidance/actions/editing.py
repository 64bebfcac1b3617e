"""Making, changing, withdrawing and publishing entries."""

from uuid import UUID, uuid4

from sqlmodel import Session, col, delete, select

from core import clock
from core.events import record
from guidance import queries, search
from guidance.actions.draft import Draft, Names
from guidance.actions.overlays import lay_over, lay_status_over
from guidance.actions.parts import write_areas, write_hours, write_texts
from guidance.actions.trusting import verify
from guidance.entry import Entry
from guidance.errors import ChangedMeanwhile
from guidance.events import ServiceChanged
from guidance.history import changed, group_of, told
from guidance.models import Channel, Connection, Municipality, Service, SourceChannel
from guidance.places import known_from_the_start
from guidance.said import Contact
from guidance.schemas import FieldGroup, Method, Status
from guidance.seen import is_as_seen


def create(
    session: Session, organisation_id: UUID | None, draft: Draft, *, service_id: UUID | None = None
) -> Service:
    """Add a service to the directory, under the id that its form was given."""
    service = Service(id=service_id or uuid4(), organisation_id=organisation_id)
    session.add(service)
    session.flush()
    _write(session, service, draft)
    verify(session, service, FieldGroup, Method.READ)
    return service


def hold_as_seen(session: Session, service_id: UUID, seen: str) -> None:
    """Hold an entry until it is written anew.

    Raises `ChangedMeanwhile` when it says something else than when its form was opened.
    """
    session.exec(select(Service.id).where(Service.id == service_id).with_for_update()).one_or_none()
    if not is_as_seen(queries.entry(session, service_id), seen):
        raise ChangedMeanwhile


def edit(session: Session, entry: Entry, draft: Draft) -> Service:
    """Write an entry anew.

    What differs from what another system says is laid over it, field by field: an import leaves
    those fields alone, and renews the others. Only the parts that say something else now are fresh
    again: who mends a word has not asked after the hours.
    """
    service, before = entry.service, told(entry)
    service.edited_at = clock.now()
    _write(session, service, draft)
    after = told(queries.entry(session, service.id))
    parts = {group_of(field) for field, _old, _new in changed(before, after)}
    verify(session, service, [one for one in FieldGroup if one in parts], Method.READ)
    lay_over(session, service.id, draft)
    return service


def withdraw(session: Session, entry: Entry) -> None:
    """Take a service out of the directory; what was counted stays."""
    _set_status(session, entry.service, Status.WITHDRAWN)


def publish(session: Session, entry: Entry) -> None:
    """Bring a draft or a withdrawn service into the directory."""
    _set_status(session, entry.service, Status.PUBLISHED)


def _set_status(session: Session, service: Service, status: Status) -> None:
    service.status = status
    lay_status_over(session, service.id, status)
    service.edited_at = service.changed_at = clock.now()
    session.add(service)
    search.index(session, [service.id])
    record(session, ServiceChanged(service_id=service.id))


def _write(session: Session, service: Service, draft: Draft) -> None:
    for name, value in vars(draft.facts).items():
        setattr(service, name, value)
    service.age_min, service.age_max = draft.age_min, draft.age_max
    service.provider = draft.provider
    service.languages = list(draft.languages)
    service.reply_time, service.meanwhile = draft.reply_time, draft.meanwhile
    service.status = draft.status
    service.changed_at = clock.now()
    session.add(service)
    write_texts(session, service.id, draft.texts)
    write_areas(session, service.id, _named(session, draft.municipalities))
    _write_contacts(session, service.id, draft.contacts)
    write_hours(session, draft.periods, service_id=service.id)
    search.index(session, [service.id])
    record(session, ServiceChanged(service_id=service.id))


def _named(session: Session, codes: tuple[str, ...]) -> Names:
    taught = {one.code: one.name for one in session.exec(select(Municipality)).all()}
    known = known_from_the_start() | taught
    return {code: known[code] for code in codes if code in known}


def _write_contacts(session: Session, service_id: UUID, contacts: tuple[Contact, ...]) -> None:
    """Replace the channels that were written here; those of another system stay as they are."""
    imported = select(SourceChannel.channel_id)
    ours = session.exec(
        select(Connection.channel_id).where(
            Connection.service_id == service_id, col(Connection.channel_id).not_in(imported)
        )
    ).all()
    session.exec(delete(Channel).where(col(Channel.id).in_(list(ours))))
    session.flush()
    for position, contact in enumerate(contacts, -len(contacts)):  # ours before what came
        channel = Channel(**vars(contact))
        session.add(channel)
        session.flush()
        session.add(Connection(service_id=service_id, channel_id=channel.id, position=position))
    session.flush()

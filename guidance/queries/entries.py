"""One entry, or the entries of an editor's desk."""

from uuid import UUID

from sqlmodel import Session, col, or_, select

from guidance.entry import Entry, card_of, entries
from guidance.errors import NoSuchService
from guidance.models import Channel, Service, SourceChannel, SourceRecord
from guidance.schemas import ServiceCard, Status


def entry(session: Session, service_id: UUID) -> Entry:
    """Give an entry whole, published or not. Raises `NoSuchService`."""
    found = entries(session, [service_id]).get(service_id)
    if found is None:
        raise NoSuchService
    return found


def is_there(session: Session, service_id: UUID) -> bool:
    """Whether there is such an entry, published or not."""
    return session.get(Service, service_id) is not None


def published(session: Session, service_id: UUID) -> Entry:
    """Give an entry that anybody may see. Raises `NoSuchService`."""
    found = entry(session, service_id)
    if found.service.status is not Status.PUBLISHED:
        raise NoSuchService
    return found


def card(session: Session, service_id: UUID, lang: str) -> ServiceCard:
    """Give a published service as a card in one language, open or closed as it is now.

    Raises `NoSuchService`.
    """
    return card_of(published(session, service_id), lang)


def maintained(
    session: Session, organisation_id: UUID | None, lang: str
) -> list[tuple[Service, str]]:
    """List drafts and withdrawn entries that editors of the organisation may bring back."""
    found = session.exec(
        select(Service).where(
            col(Service.status) != Status.PUBLISHED,
            or_(
                col(Service.organisation_id).is_(None),
                col(Service.organisation_id) == organisation_id,
            ),
        )
    ).all()
    whole = entries(session, [one.id for one in found])
    named = [(one.service, one.text(lang).name) for one in whole.values()]
    return sorted(named, key=lambda pair: pair[1].casefold())


def source_of(session: Session, service_id: UUID) -> SourceRecord | None:
    """Give the record of another system that a service came from; None for one written here."""
    return session.exec(select(SourceRecord).where(SourceRecord.service_id == service_id)).first()


def own_channels(session: Session, entry_: Entry) -> list[Channel]:
    """List the channels of an entry that were written here, not imported."""
    imported = set(session.exec(select(SourceChannel.channel_id)).all())
    return [channel for channel in entry_.channels if channel.id not in imported]

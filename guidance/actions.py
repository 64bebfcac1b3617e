"""Writes of the guidance room; files are read in by `guidance/imports.py`."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import Session, col, delete, select

from core import clock
from core.db import add_up
from core.events import record
from guidance import queries, search
from guidance.entry import Entry, row_of
from guidance.events import ServiceChanged, ServiceReferred
from guidance.hours import Period
from guidance.models import (
    Channel,
    Connection,
    Hours,
    Municipality,
    Referral,
    Service,
    ServiceArea,
    ServiceText,
    SourceChannel,
)
from guidance.places import known_from_the_start
from guidance.schemas import AddressVisibility, ChannelKind, Known, ReferralKind, Status, WhoAnswers

Names = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Text:
    """What is said of a service in one language."""

    name: str
    summary: str = ""
    description: str = ""
    instruction: str = ""
    keywords: str = ""


@dataclass(frozen=True)
class Contact:
    """One way to reach a service."""

    kind: ChannelKind
    address: str = ""
    street: str = ""
    postal_code: str = ""
    post_office: str = ""
    visibility: AddressVisibility = AddressVisibility.FULL


@dataclass(frozen=True)
class Facts:
    """What really happens when one makes contact; unknown is told as unknown."""

    anonymous: Known = Known.UNKNOWN
    free_of_charge: Known = Known.UNKNOWN
    guardian_told: Known = Known.UNKNOWN
    on_phone_bill: Known = Known.UNKNOWN
    recorded: Known = Known.UNKNOWN
    identity_needed: Known = Known.UNKNOWN
    drop_in: Known = Known.UNKNOWN
    who_answers: WhoAnswers = WhoAnswers.UNKNOWN


@dataclass(frozen=True)
class Draft:
    """All that an editor writes about a service."""

    texts: dict[str, Text]
    facts: Facts = field(default_factory=Facts)
    age_min: int | None = None
    age_max: int | None = None
    municipalities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    provider: dict[str, str] = field(default_factory=dict)
    contacts: tuple[Contact, ...] = ()
    periods: tuple[Period, ...] = ()
    status: Status = Status.PUBLISHED


def create(session: Session, organisation_id: UUID | None, draft: Draft) -> Service:
    """Add a service to the directory."""
    service = Service(organisation_id=organisation_id)
    session.add(service)
    session.flush()
    _write(session, service, draft)
    return service


def edit(session: Session, entry: Entry, draft: Draft) -> Service:
    """Write an entry anew.

    An imported one is ours from now on: an import keeps its hands off it.
    """
    entry.service.edited_at = clock.now()
    _write(session, entry.service, draft)
    return entry.service


def withdraw(session: Session, entry: Entry) -> None:
    """Take a service out of the directory; what was counted stays."""
    _set_status(session, entry.service, Status.WITHDRAWN)


def publish(session: Session, entry: Entry) -> None:
    """Bring a draft or a withdrawn service into the directory."""
    _set_status(session, entry.service, Status.PUBLISHED)


def _set_status(session: Session, service: Service, status: Status) -> None:
    service.status = status
    service.edited_at = service.changed_at = clock.now()
    session.add(service)
    record(session, ServiceChanged(service_id=service.id))


def _write(session: Session, service: Service, draft: Draft) -> None:
    for name, value in vars(draft.facts).items():
        setattr(service, name, value)
    service.age_min, service.age_max = draft.age_min, draft.age_max
    service.provider = draft.provider
    service.languages = list(draft.languages)
    service.status = draft.status
    service.verified_on, service.changed_at = clock.local_day(), clock.now()
    session.add(service)
    write_texts(session, service.id, draft.texts)
    write_areas(session, service.id, _named(session, draft.municipalities))
    _write_contacts(session, service.id, draft.contacts)
    write_hours(session, draft.periods, service_id=service.id)
    search.index(session, [service.id])
    record(session, ServiceChanged(service_id=service.id))


def write_texts(session: Session, service_id: UUID, texts: dict[str, Text]) -> None:
    """Replace the texts of a service."""
    session.exec(delete(ServiceText).where(col(ServiceText.service_id) == service_id))
    session.add_all(
        ServiceText(service_id=service_id, lang=lang, **vars(text)) for lang, text in texts.items()
    )
    session.flush()


def write_areas(session: Session, service_id: UUID, names: Names) -> None:
    """Replace the municipalities that a service serves, learning those that are new."""
    session.exec(delete(ServiceArea).where(col(ServiceArea.service_id) == service_id))
    known = set(session.exec(select(Municipality.code)).all())
    session.add_all(
        Municipality(code=code, name=name) for code, name in names.items() if code not in known
    )
    session.flush()
    session.add_all(ServiceArea(service_id=service_id, municipality=code) for code in names)
    session.flush()


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
    for position, contact in enumerate(contacts):
        channel = Channel(**vars(contact))
        session.add(channel)
        session.flush()
        session.add(Connection(service_id=service_id, channel_id=channel.id, position=position))
    session.flush()


def write_hours(
    session: Session,
    periods: tuple[Period, ...],
    *,
    service_id: UUID | None = None,
    channel_id: UUID | None = None,
) -> None:
    """Replace the hours of a service, of a channel, or of a channel for one service."""
    session.exec(
        delete(Hours).where(
            col(Hours.service_id).is_not_distinct_from(service_id),
            col(Hours.channel_id).is_not_distinct_from(channel_id),
        )
    )
    rows = [row_of(one, service_id=service_id, channel_id=channel_id) for one in periods]
    session.add_all(rows)
    session.flush()


def refer(session: Session, *, service_id: UUID, line_id: UUID, kind: ReferralKind) -> Referral:
    """Count that a service was named on a line today, and nothing about to whom.

    Raises `NoSuchService`.
    """
    name = queries.published(session, service_id).text("fi").name
    day = clock.local_day()
    named = {"day": day, "line_id": line_id, "service_id": service_id, "kind": kind}
    add_up(session, Referral, named)
    counted = session.exec(select(Referral).filter_by(**named).with_for_update()).one()
    session.refresh(counted)
    counted.service_name = counted.service_name or name
    session.add(counted)
    record(
        session, ServiceReferred(line_id=line_id, service_id=service_id, kind=str(kind), day=day)
    )
    return counted

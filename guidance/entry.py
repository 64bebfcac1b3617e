"""An entry of the directory with all that belongs to it, read for many in a few queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session, col, or_, select

from core import clock
from core.i18n import pick
from guidance import hours, saying
from guidance.hours import Period, Span, span_json
from guidance.models import (
    Channel,
    Connection,
    Hours,
    Municipality,
    Service,
    ServiceArea,
    ServiceText,
)
from guidance.schemas import AddressVisibility, ChannelKind, Door, ServiceCard, Weeks

LIVE = frozenset(
    {
        ChannelKind.PHONE,
        ChannelKind.SMS,
        ChannelKind.CHAT,
        ChannelKind.PLACE,
        ChannelKind.OUTREACH,
    }
)

KEPT_BACK = AddressVisibility.HIDDEN


@dataclass
class Entry:
    """A service, its texts by language, its channels in order, and the hours of each."""

    service: Service
    texts: dict[str, ServiceText] = field(default_factory=dict)
    areas: dict[str, dict[str, str]] = field(default_factory=dict)
    channels: list[Channel] = field(default_factory=list)
    own_periods: list[Period] = field(default_factory=list)
    periods_of: dict[UUID, list[Period]] = field(default_factory=dict)

    def text(self, lang: str) -> ServiceText:
        """Give the text in a language, else in Finnish, else any."""
        found = (
            self.texts.get(lang) or self.texts.get("fi") or next(iter(self.texts.values()), None)
        )
        return found or ServiceText(service_id=self.service.id, lang=lang, name="")

    def first(self, kind: ChannelKind) -> Channel | None:
        """Give the first channel of a kind."""
        return next((one for one in self.channels if one.kind is kind), None)

    def periods(self, channel: Channel) -> list[Period]:
        """Give the hours of a channel: its own, else those of the service."""
        return self.periods_of.get(channel.id) or self.own_periods

    def all_periods(self) -> list[list[Period]]:
        """Give the hours of everything where somebody answers: a web page tells nothing."""
        live = [self.periods(channel) for channel in self.channels if channel.kind in LIVE]
        known = [periods for periods in live or [self.own_periods] if periods]
        return [one for number, one in enumerate(known) if one not in known[:number]]

    def door(self, at: datetime) -> Door:
        """Tell whether anybody can be reached at a moment."""
        return hours.best_door(hours.door(one, at) for one in self.all_periods())


def entries(session: Session, ids: Iterable[UUID]) -> dict[UUID, Entry]:
    """Read entries whole, in the order of `ids`."""
    wanted = list(ids)
    services = session.exec(select(Service).where(col(Service.id).in_(wanted))).all()
    by_id = {service.id: service for service in services}
    found = {one: Entry(by_id[one]) for one in wanted if one in by_id}
    if found:
        _add_texts(session, found)
        _add_areas(session, found)
        _add_channels(session, found)
        _add_hours(session, found)
    return found


def _add_texts(session: Session, found: dict[UUID, Entry]) -> None:
    texts = select(ServiceText).where(col(ServiceText.service_id).in_(list(found)))
    for text in session.exec(texts).all():
        found[text.service_id].texts[text.lang] = text


def _add_areas(session: Session, found: dict[UUID, Entry]) -> None:
    areas = (
        select(ServiceArea.service_id, Municipality.code, Municipality.name)
        .join(Municipality)
        .where(col(ServiceArea.service_id).in_(list(found)))
        .order_by(col(Municipality.code))
    )
    for service_id, code, name in session.exec(areas).all():
        found[service_id].areas[code] = dict(name)


def _add_channels(session: Session, found: dict[UUID, Entry]) -> None:
    """Add the channels that are told: of a secret place only that there is one."""
    connected = (
        select(Connection.service_id, Channel)
        .join(Channel)
        .where(col(Connection.service_id).in_(list(found)))
        .where(or_(Channel.kind == ChannelKind.PLACE, Channel.visibility != KEPT_BACK))
        .order_by(col(Connection.position), col(Channel.id))
    )
    for service_id, channel in session.exec(connected).all():
        found[service_id].channels.append(channel)


def _add_hours(session: Session, found: dict[UUID, Entry]) -> None:
    """A connection's own hours go before the channel's, and those before the service's.

    What an editor wrote over goes before them all.
    """
    channels = {channel.id for entry in found.values() for channel in entry.channels}
    rows = session.exec(
        select(Hours).where(
            or_(
                col(Hours.service_id).in_(list(found)),
                col(Hours.service_id).is_(None) & col(Hours.channel_id).in_(list(channels)),
            )
        )
    ).all()
    sorted_out: dict[tuple[UUID | None, UUID | None], list[Period]] = defaultdict(list)
    for row in rows:
        sorted_out[row.service_id, row.channel_id].append(period_of(row))
    for service_id, entry in found.items():
        entry.own_periods = sorted_out.get((service_id, None), [])
        if entry.service.hours_are_ours:
            continue
        for channel in entry.channels:
            special = sorted_out.get((service_id, channel.id)) or sorted_out.get((None, channel.id))
            entry.periods_of[channel.id] = special or []


def period_of(row: Hours) -> Period:
    """Give a row of hours as the rule that it is."""
    return Period(
        row.kind,
        tuple(_span_of(one) for one in row.spans),
        row.valid_from,
        row.valid_to,
        by_appointment=row.by_appointment,
        holiday=row.holiday,
        years=tuple(row.years),
    )


def _span_of(kept: dict[str, Any]) -> Span:
    return Span(
        kept["weekday"],
        kept["opens"],
        kept["closes"],
        Weeks(kept.get("weeks", Weeks.EVERY)),
        kept.get("by_appointment", False),
    )


def columns_of(
    period: Period, *, service_id: UUID | None = None, channel_id: UUID | None = None
) -> dict[str, Any]:
    """Give a rule as the columns of a new row that keeps it, for many at once."""
    return {
        "id": uuid4(),
        "service_id": service_id,
        "channel_id": channel_id,
        "kind": period.kind,
        "valid_from": period.valid_from,
        "valid_to": period.valid_to,
        "by_appointment": period.by_appointment,
        "holiday": period.holiday,
        "years": list(period.years),
        "spans": [span_json(one) for one in period.spans],
        "note": {},
    }


def row_of(
    period: Period, *, service_id: UUID | None = None, channel_id: UUID | None = None
) -> Hours:
    """Give a rule as the row that keeps it."""
    return Hours(**columns_of(period, service_id=service_id, channel_id=channel_id))


def card_of(entry: Entry, lang: str, at: datetime | None = None) -> ServiceCard:
    """Give an entry as a card in one language, as things stand at `at`."""
    from guidance.showing import facts  # noqa: PLC0415  what is shown stands above what is read

    moment = at or clock.now()
    state, text, service = entry.door(moment), entry.text(lang), entry.service
    with saying.speaking(lang):
        return ServiceCard(
            id=service.id,
            name=text.name,
            summary=text.summary,
            municipality=[pick(name, lang) for name in entry.areas.values()],
            ages=saying.ages(service.age_min, service.age_max),
            anonymous=service.anonymous,
            free_of_charge=service.free_of_charge,
            phone=_address(entry, ChannelKind.PHONE),
            sms=_address(entry, ChannelKind.SMS),
            chat_url=_address(entry, ChannelKind.CHAT),
            web_url=_address(entry, ChannelKind.WEB),
            address=_place(entry),
            door=state,
            is_open_now=None if state is Door.UNKNOWN else state is Door.OPEN,
            hours_text=saying.door_words(state, entry.all_periods(), moment, lang),
            facts=[one.text for one in facts(service) if one.is_known],
            begin=text.instruction,
            meanwhile=pick(service.meanwhile, lang) if service.meanwhile else "",
            lang=lang,
        )


def _address(entry: Entry, kind: ChannelKind) -> str:
    channel = entry.first(kind)
    return leading(channel) if channel else ""


def leading(channel: Channel) -> str:
    """Give a channel's address as it may be shown; a page's leads to the web and nowhere else."""
    if channel.kind not in {ChannelKind.CHAT, ChannelKind.WEB, ChannelKind.FORM}:
        return channel.address
    is_web = channel.address.strip().lower().startswith(("https://", "http://"))
    return channel.address if is_web else ""


def _place(entry: Entry) -> str:
    channel = entry.first(ChannelKind.PLACE)
    return shown_place(channel) if channel else ""


def place_of(entry: Entry) -> tuple[float, float] | None:
    """Give latitude and longitude of the first door, where its address may be told whole."""
    channel = entry.first(ChannelKind.PLACE)
    if channel is None or channel.visibility is not AddressVisibility.FULL:
        return None
    if channel.latitude is None or channel.longitude is None:
        return None
    return channel.latitude, channel.longitude


def shown_place(channel: Channel) -> str:
    """Give as much of an address as may be told: all, the town only, or nothing."""
    if channel.visibility is AddressVisibility.HIDDEN:
        return ""
    town = f"{channel.postal_code} {channel.post_office}".strip()
    if channel.visibility is AddressVisibility.PARTIAL:
        return channel.post_office
    return ", ".join(part for part in (channel.street, town) if part)

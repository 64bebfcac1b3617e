"""The night pack: an area's small cards for pockets, and the day until which they hold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from flask_babel import gettext as _
from sqlmodel import Session

from core import clock
from guidance import queries
from guidance.entry import Entry, card_of, entries
from guidance.helplines import HELPLINES
from guidance.hours import Period
from guidance.schemas import FieldGroup, HoursKind
from guidance.search import Filters, When, find
from guidance.showing import HourRow, hour_rows
from policies.queries import policy

MOST_SERVICES = 10  # with the numbers that answer all night: three sheets of four
MOST_FACTS = 3
AT_NIGHT = frozenset({"crisis", "night"})
GROWING_OLD = (FieldGroup.CONTACT, FieldGroup.HOURS)


@dataclass(frozen=True)
class NightCard:
    """One card of A6; `tel` is what its code dials where it has no page of its own."""

    name: str
    about: str
    number: str = ""
    where: str = ""
    hours: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    begin: str = ""
    service_id: UUID | None = None
    tel: str = ""


@dataclass(frozen=True)
class NightPack:
    """Cards, until when they hold, and which entries somebody should look at before they go out."""

    cards: tuple[NightCard, ...]
    holds_until: date
    unchecked: tuple[str, ...] = ()

    @property
    def has_local(self) -> bool:
        """Whether any service of the directory is open tonight."""
        return any(one.service_id for one in self.cards)


def night_pack(session: Session, lang: str, municipality: str = "", theme: str = "") -> NightPack:
    """Gather who answers all night, then who is open tonight here and on this theme."""
    found = list(entries(session, _open_tonight(session, municipality, theme)).values())
    always = [NightCard(one, about, number, tel=tel) for one, about, number, tel in _numbers(lang)]
    dialled = {one.tel for one in always}
    shown = [one for one in found if not dialled & set(_dials(one, lang))][:MOST_SERVICES]
    holds_until, unchecked = _holds(session, shown, lang)
    services = [_card(one, lang) for one in shown]
    return NightPack((*always, *services), holds_until, unchecked)


def _numbers(lang: str) -> Iterator[tuple[str, str, str, str]]:
    for one in HELPLINES:
        if one.is_always_open:
            yield one.name[lang], one.about[lang], one.number, one.tel


def _open_tonight(session: Session, municipality: str, theme: str) -> list[UUID]:
    """Find by theme first, then whoever helps at night."""
    wanted = Filters(municipality=municipality, when=When.TONIGHT)
    themes = [frozenset({theme})] if theme else [frozenset()]
    found: dict[UUID, None] = {}
    for meanings in [*themes, AT_NIGHT]:
        near = find(session, wanted, meanings=meanings, limit=2 * MOST_SERVICES)
        found |= dict.fromkeys(near.service_ids)
    return list(found)


def _dials(entry: Entry, lang: str) -> Iterator[str]:
    yield card_of(entry, lang).phone.replace(" ", "")


def _card(entry: Entry, lang: str) -> NightCard:
    card = card_of(entry, lang)
    return NightCard(
        name=card.name,
        about=card.summary,
        number=card.phone or card.sms,
        where=card.address or ", ".join(card.municipality[:2]),
        hours=tuple(hours_in_short(entry)),
        facts=tuple(card.facts[:MOST_FACTS]),
        begin=card.begin,
        service_id=card.id,
    )


def hours_in_short(entry: Entry) -> list[str]:
    """Say the week in a few rows, days alike together; closed days are left out."""
    every: list[Period] = [one for periods in entry.all_periods() for one in periods]
    if any(one.kind is HoursKind.ALWAYS for one in every):
        return [_("Always open")]
    rows = [row for row in hour_rows(entry)[:7] if row.text != _("closed")]
    return list(_together(rows, [row.day for row in hour_rows(entry)[:7]]))


def _together(rows: Iterable[HourRow], week: list[str]) -> Iterator[str]:
    """Join days that follow each other and have the same hours."""
    at = {day: number for number, day in enumerate(week)}
    numbered = enumerate(rows)
    for _alike, group in groupby(numbered, lambda pair: (pair[1].text, at[pair[1].day] - pair[0])):
        days = [row for _number, row in group]
        first, last = days[0].day, days[-1].day
        named = first if first == last else f"{first}–{last.lower()}"
        yield f"{named} {days[0].text}"


def _holds(session: Session, shown: list[Entry], lang: str) -> tuple[date, tuple[str, ...]]:
    """Tell until when the cards hold: no longer than the first check of a number or hours does."""
    today = clock.local_day()
    until, unchecked = today + timedelta(days=policy().directory.night_pack_days), []
    for one in shown:
        checks = queries.verifications(session, one.service.id)
        ends = [checks[group].expires_on if group in checks else None for group in GROWING_OLD]
        if any(end is None or end < today for end in ends):
            unchecked.append(one.text(lang).name)
        else:
            until = min(until, *(end for end in ends if end))
    return until, tuple(unchecked)

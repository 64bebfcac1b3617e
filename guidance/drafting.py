"""Between the editors' form and the directory: an entry as form data, a form as a draft."""

from typing import Any

from flask_babel import gettext as _

from core.i18n import pick
from guidance import written
from guidance.actions import Contact, Draft, Facts, Text
from guidance.entry import Entry
from guidance.forms import TONGUES, ServiceForm, named
from guidance.hours import Period
from guidance.models import Channel
from guidance.schemas import (
    KNOWN_FACTS,
    AddressVisibility,
    ChannelKind,
    HoursKind,
    Known,
    Status,
    WhoAnswers,
)

LANGS = ("fi", "sv", "en")
PARTS = ("name", "summary", "description", "instruction", "keywords", "conditions")
FACTS = (*KNOWN_FACTS, "free_of_charge")
UNASKED = ("alternative_name", "fees")
REACHED = (
    ("phone", ChannelKind.PHONE),
    ("sms", ChannelKind.SMS),
    ("chat_url", ChannelKind.CHAT),
    ("web_url", ChannelKind.WEB),
    ("form_url", ChannelKind.FORM),
    ("email", ChannelKind.EMAIL),
    ("outreach", ChannelKind.OUTREACH),
)


def draft_of(form: ServiceForm, entry: Entry | None = None) -> Draft:
    """Give what a valid form says; what it does not ask stays as it is in `entry`."""
    data: dict[str, Any] = {
        name: value.replace("\r\n", "\n").strip() if isinstance(value, str) else value
        for name, value in form.data.items()
    }
    return Draft(
        texts=_texts(data, entry),
        facts=Facts(
            **{name: Known(data[name]) for name in FACTS},
            who_answers=WhoAnswers(data["who_answers"]),
        ),
        age_min=data["age_min"],
        age_max=data["age_max"],
        municipalities=tuple(
            dict.fromkeys(form.places[one.casefold()] for one in named(data["municipalities"]))
        ),
        languages=_languages(data["languages"] or [], entry),
        provider=_provider(data["provider"] or "", entry),
        reply_time=_in_each(data, "reply_time"),
        meanwhile=_in_each(data, "meanwhile"),
        contacts=tuple(_contacts(data)),
        periods=_hours(data, entry),
        status=Status(data["status"]),
    )


def _in_each(data: dict[str, Any], part: str) -> dict[str, str]:
    return {lang: data[f"{lang}_{part}"] for lang in LANGS if data[f"{lang}_{part}"]}


def _texts(data: dict[str, Any], entry: Entry | None) -> dict[str, Text]:
    """Give the texts of the form, and of an entry those in languages that the form does not ask."""
    others = {
        lang: Text(**{part: getattr(text, part) for part in (*PARTS, *UNASKED)})
        for lang, text in (entry.texts if entry else {}).items()
        if lang not in LANGS
    }
    asked = {lang: _text(data, lang, entry) for lang in LANGS if data[f"{lang}_name"]}
    return asked | others


def _languages(chosen: list[str], entry: Entry | None) -> tuple[str, ...]:
    """Give the languages chosen in the entry's own order, with those the form does not know."""
    before = entry.service.languages if entry else []
    asked = {one.value for one in TONGUES}
    kept = [one for one in before if one in chosen or one not in asked]
    return tuple(kept + [one for one in chosen if one not in before])


def _provider(said: str, entry: Entry | None) -> dict[str, str]:
    if entry and pick(entry.service.provider, "fi") == said:
        return entry.service.provider
    return {"fi": said} if said else {}


def _text(data: dict[str, Any], lang: str, entry: Entry | None) -> Text:
    said = {part: data[f"{lang}_{part}"] or "" for part in PARTS}
    before = entry.texts.get(lang) if entry else None
    return Text(**said, **({part: getattr(before, part) for part in UNASKED} if before else {}))


def _contacts(data: dict[str, Any]) -> list[Contact]:
    found = [Contact(kind, data[name]) for name, kind in REACHED if data[name]]
    if any(data[part] for part in ("street", "postal_code", "post_office")):
        found.append(
            Contact(
                ChannelKind.PLACE,
                street=data["street"] or "",
                postal_code=data["postal_code"] or "",
                post_office=data["post_office"] or "",
                visibility=AddressVisibility(data["visibility"]),
            )
        )
    return found


def _hours(data: dict[str, Any], entry: Entry | None) -> tuple[Period, ...]:
    """Give the hours of the form; left as they were, an entry keeps what no form can show.

    Feasts stay in any case: the form does not ask of them.
    """
    own = entry.own_periods if entry else []
    shown = _hours_data(own)
    if all((data[name] or "") == (said or "") for name, said in shown.items()):
        return tuple(own)
    return (*_periods(data), *(one for one in own if one.kind is HoursKind.HOLIDAY))


def has_other_hours(entry: Entry) -> bool:
    """Whether an entry has hours that the form cannot show: feasts, seasons, every other week."""
    return set(entry.own_periods) != set(_periods(_hours_data(entry.own_periods)))


def _periods(data: dict[str, Any]) -> list[Period]:
    exceptions = written.exceptions(data["exceptions"] or "")
    if data["always_open"]:
        return [Period(HoursKind.ALWAYS), *exceptions]
    days = [data[f"day{number}"] or "" for number in range(1, 8)]
    weekly = written.weekly(days, by_appointment=data["by_appointment"])
    return [weekly, *exceptions] if weekly else exceptions


def form_data(entry: Entry, ours: list[Channel]) -> dict[str, Any]:
    """Give an entry as the form shows it; `ours` are the channels that were written here."""
    service = entry.service
    data: dict[str, Any] = {name: getattr(service, name) for name in (*FACTS, "who_answers")}
    data |= {name: getattr(service, name) for name in ("age_min", "age_max", "languages", "status")}
    for lang, text in entry.texts.items():
        data |= {f"{lang}_{part}": getattr(text, part) for part in PARTS}
    for part in ("reply_time", "meanwhile"):
        data |= {f"{lang}_{part}": said for lang, said in getattr(service, part).items()}
    data["provider"] = pick(service.provider, "fi")
    data["municipalities"] = ", ".join(pick(name) for name in entry.areas.values())
    return data | _contact_data(ours) | _hours_data(entry.own_periods)


def _contact_data(ours: list[Channel]) -> dict[str, Any]:
    first = {channel.kind: channel for channel in reversed(ours)}
    data: dict[str, Any] = {name: first[kind].address for name, kind in REACHED if kind in first}
    place = first.get(ChannelKind.PLACE)
    if place is not None:
        data |= {
            name: getattr(place, name)
            for name in ("street", "postal_code", "post_office", "visibility")
        }
    return data


def _hours_data(periods: list[Period]) -> dict[str, Any]:
    weekly = [one for one in periods if one.kind is HoursKind.WEEKLY]
    exceptions = [one for one in periods if one.kind is HoursKind.EXCEPTION]
    data: dict[str, Any] = {
        "always_open": any(one.kind is HoursKind.ALWAYS for one in periods),
        "by_appointment": any(one.by_appointment for one in weekly),
        "exceptions": written.exceptions_text(exceptions, _("closed")),
    }
    for number in range(1, 8):
        spans = [span for one in weekly for span in one.spans if span.weekday == number]
        data[f"day{number}"] = written.day_text(spans)
    return data

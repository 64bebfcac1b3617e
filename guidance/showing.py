"""What the page of one service shows: facts, hours and ways, in the page's language."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core import clock, feasts
from core.i18n import language, pick
from guidance import saying, written
from guidance.entry import Entry, leading, shown_place
from guidance.hours import ANY_DAY, Period, Span, is_away, rules_on
from guidance.models import Channel, Service
from guidance.schemas import ChannelKind, HoursKind, Known, Weeks, WhoAnswers

FEASTS_AHEAD = timedelta(days=60)
NEAREST = (
    ChannelKind.PHONE,
    ChannelKind.CHAT,
    ChannelKind.SMS,
    ChannelKind.PLACE,
    ChannelKind.EMAIL,
    ChannelKind.FORM,
    ChannelKind.WEB,
    ChannelKind.OUTREACH,
)


@dataclass(frozen=True)
class Fact:
    """One answer to "what happens if I make contact?"; `icon` is a drawing of the house."""

    icon: str
    text: str
    is_known: bool = True


@dataclass(frozen=True)
class Way:
    """One way to make contact, with its link when it has one."""

    kind: ChannelKind
    icon: str
    label: str
    text: str
    link: str = ""
    note: str = ""


@dataclass(frozen=True)
class HourRow:
    """A day of the week, or a dated exception, with its hours in words."""

    day: str
    text: str
    is_today: bool = False


def facts(service: Service) -> list[Fact]:
    """Answer what a young person asks before daring; what nobody knows is named at the end."""
    told = [_who(service.who_answers), *(_fact(*row) for row in _asked(service))]
    known = [fact for fact in told if fact is not None and fact.is_known]
    unknown = [fact for fact in told if fact is not None and not fact.is_known]
    suits = [
        Fact(icon, str(words))
        for icon, field, words in _SUITS
        if getattr(service, field) is Known.YES
    ]
    return [*known, *suits, *unknown]


_SUITS: tuple[tuple[str, str, str], ...] = (
    ("people", "interpreter", _l("You can have an interpreter.")),
    ("place", "accessible", _l("You can get in with a wheelchair.")),
    ("check", "safer_space", _l("There are agreed rules so that everybody is safe.")),
)
"""What is told only when it is so; "no" would frighten more than it helps."""

_QUESTIONS: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "person",
        "anonymous",
        _l("You do not need to tell who you are."),
        _l("You are asked who you are."),
        _l("Whether you can stay anonymous"),
    ),
    (
        "people",
        "guardian_told",
        _l("Your parents are told that you made contact."),
        _l("Your parents are not told that you made contact."),
        _l("Whether parents are told"),
    ),
    (
        "phone",
        "on_phone_bill",
        _l("A call shows on the phone bill."),
        _l("A call does not show on the phone bill."),
        _l("Whether a call shows on the phone bill"),
    ),
    (
        "lock",
        "recorded",
        _l("The conversation is recorded."),
        _l("The conversation is not recorded."),
        _l("Whether the conversation is recorded"),
    ),
    (
        "key",
        "identity_needed",
        _l("You are asked for your personal identity code."),
        _l("You are not asked for your personal identity code."),
        _l("Whether your personal identity code is asked for"),
    ),
    (
        "calendar",
        "drop_in",
        _l("You can come without an appointment."),
        _l("You need an appointment."),
        _l("Whether you need an appointment"),
    ),
    (
        "people",
        "consent_needed",
        _l("Your parent's consent is needed."),
        _l("Your parent's consent is not needed."),
        _l("Whether a parent's consent is needed"),
    ),
    (
        "send",
        "referral_needed",
        _l("You need a referral from somebody else."),
        _l("You do not need a referral."),
        _l("Whether you need a referral"),
    ),
    (
        "chat",
        "text_only",
        _l("You can write. You never have to speak."),
        _l("You have to speak, in person or by phone."),
        _l("Whether you can write instead of speaking"),
    ),
    (
        "globe",
        "remote",
        _l("You can take part from home."),
        _l("You go there in person."),
        _l("Whether you can take part from home"),
    ),
    (
        "check",
        "free_of_charge",
        _l("It costs nothing."),
        _l("It costs something. Ask how much before you begin."),
        _l("What it costs"),
    ),
)
"""What one may want to know first: icon, field, then the words for yes, no and unknown."""


def _asked(service: Service) -> list[tuple[str, Known, str, str, str]]:
    return [
        (icon, getattr(service, field), str(yes), str(no), str(unknown))
        for icon, field, yes, no, unknown in _QUESTIONS
    ]


def _fact(icon: str, answer: Known, yes: str, no: str, unknown: str) -> Fact:
    if answer is Known.UNKNOWN:
        return Fact("info", unknown, is_known=False)
    return Fact(icon, yes if answer is Known.YES else no)


def _who(answers: WhoAnswers) -> Fact | None:
    said = {
        WhoAnswers.PROFESSIONAL: _("A professional answers."),
        WhoAnswers.VOLUNTEER: _("A trained volunteer answers."),
        WhoAnswers.PEER: _("Somebody who has been through the same answers."),
    }
    if answers in said:
        return Fact("chat", said[answers])
    return Fact("info", _("Who answers"), is_known=False)


def ways(entry: Entry) -> list[Way]:
    """List the ways to make contact, a human voice first; a secret place is not among them."""
    lang = language()
    found = [_way(channel, lang) for channel in entry.channels]
    return sorted((way for way in found if way.text), key=lambda way: NEAREST.index(way.kind))


_WAYS = {
    ChannelKind.PHONE: ("phone", _l("Call"), "tel:"),
    ChannelKind.SMS: ("send", _l("Send a text message"), "sms:"),
    ChannelKind.CHAT: ("chat", _l("Chat"), ""),
    ChannelKind.EMAIL: ("send", _l("Send an e-mail"), "mailto:"),
    ChannelKind.FORM: ("globe", _l("Fill in a form"), ""),
    ChannelKind.WEB: ("globe", _l("Web page"), ""),
    ChannelKind.PLACE: ("place", _l("Come here"), None),
    ChannelKind.OUTREACH: ("people", _l("They come to you"), None),
}
"""What a way is called, and how its link begins; a place has none."""


def _way(channel: Channel, lang: str) -> Way:
    icon, label, scheme = _WAYS[channel.kind]
    note, address = pick(channel.note, lang), leading(channel)
    link = "" if scheme is None or not address else f"{scheme}{_dialled(channel.kind, address)}"
    return Way(channel.kind, icon, str(label), _said(channel, address, note), link, note)


def _dialled(kind: ChannelKind, address: str) -> str:
    if kind not in {ChannelKind.PHONE, ChannelKind.SMS}:
        return address
    return "".join(sign for sign in address if sign.isdigit() or sign == "+")


def _said(channel: Channel, address: str, note: str) -> str:
    match channel.kind:
        case ChannelKind.PLACE:
            return shown_place(channel)
        case ChannelKind.CHAT:
            return _("Open the chat")
        case ChannelKind.WEB | ChannelKind.FORM:
            return note or _short(address)
        case ChannelKind.OUTREACH:
            return note or address
    return address


def _short(address: str) -> str:
    return address.partition("//")[2].removeprefix("www.").rstrip("/")


def hour_rows(entry: Entry) -> list[HourRow]:
    """Give the week's hours, Monday first, and the exceptions still to come.

    Nothing is told of a week in which nobody is there until further notice.
    """
    periods = next(iter(entry.all_periods()), [])
    if not periods or is_away(periods):
        return []
    today = clock.local_day()
    week = [_week_row(periods, number, number == today.isoweekday()) for number in range(1, 8)]
    ahead = [*_dated(periods, today), *_feasts(periods, today)]
    lines = written.exceptions_text(ahead, _("closed")).splitlines()
    return week + [_dated_row(line) for line in lines]


def _dated(periods: list[Period], today: date) -> list[Period]:
    return [
        one
        for one in periods
        if one.kind is HoursKind.EXCEPTION and one.valid_to is not None and one.valid_to >= today
    ]


def _feasts(periods: list[Period], today: date) -> list[Period]:
    """Give the feasts of the coming weeks as the dated days that they are this year."""
    days = {
        (one, feasts.day_of(one.holiday, year))
        for one in periods
        if one.holiday
        for year in (today.year, today.year + 1)
    }
    return [
        replace(one, kind=HoursKind.EXCEPTION, valid_from=day, valid_to=day)
        for one, day in days
        if today <= day <= today + FEASTS_AHEAD and one.holds_on(day)
    ]


def _dated_row(line: str) -> HourRow:
    day, _space, text = line.partition(" ")
    return HourRow(day, text)


def _week_row(periods: list[Period], number: int, is_today: bool) -> HourRow:  # noqa: FBT001
    """Give a weekday with the hours of its next date: of seasons only the one that holds then."""
    name, today = saying.weekday_name(number), clock.local_day()
    date_ahead = today + timedelta(days=(number - today.isoweekday()) % 7)
    usual = [one for one in periods if one.kind in {HoursKind.WEEKLY, HoursKind.ALWAYS}]
    holding = rules_on(usual, date_ahead)
    if any(one.kind is HoursKind.ALWAYS for one in holding):
        return HourRow(name, _("all day"), is_today)
    told = [
        (span.opens, _span_words(span, booked=one.by_appointment or span.by_appointment))
        for one in holding
        for span in one.spans
        if span.weekday in {ANY_DAY, number}
    ]
    text = ", ".join(words for _opens, words in sorted(told))
    return HourRow(name, text or _("closed"), is_today)


def _span_words(span: Span, *, booked: bool) -> str:
    text = written.day_text([span])
    if booked:
        text = _("%(hours)s by appointment", hours=text)
    if span.weeks is Weeks.ODD:
        return _("%(hours)s in odd weeks", hours=text)
    return _("%(hours)s in even weeks", hours=text) if span.weeks is Weeks.EVEN else text


def rule_words(rule: Period) -> str:
    """Say one rule of hours in a line: when it holds, and its days."""
    dates = (rule.valid_from, rule.valid_to)
    held = "–".join("" if day is None else written.date_text(day) for day in dates if any(dates))
    days = [
        f"{saying.weekday_name(number)} {written.day_text(spans)}"
        for number in range(1, 8)
        if (spans := [span for span in rule.spans if span.weekday == number])
    ]
    any_day = [span for span in rule.spans if span.weekday == ANY_DAY]
    days += [written.day_text(any_day)] if any_day else []
    told = _("all day") if rule.kind is HoursKind.ALWAYS else ", ".join(days) or _("closed")
    return " ".join(one for one in (held, rule.holiday, told) if one)


def spoken(service: Service) -> str:
    """Name the languages spoken, in the page's language."""
    locale = get_locale()
    names = locale.languages if locale else {}
    return ", ".join(str(names.get(code, code)) for code in service.languages)

"""Facts about a service in words, in any of the languages, with a request or without one."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, timedelta

from flask import has_app_context
from flask_babel import force_locale, format_date
from flask_babel import gettext as _

from core.clock import local, local_day
from core.house import house
from guidance import hours
from guidance.hours import Period
from guidance.schemas import Door

OLDEST = 100
LONGEST_BARE_CLOSING = timedelta(hours=20)
DAY_AND_MONTH = {"fi": "d. MMMM", "sv": "d MMMM", "en": "d MMMM"}


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Let gettext speak `lang`; socket handlers and jobs have no Flask context of their own."""
    with ExitStack() as stack:
        if not has_app_context():
            stack.enter_context(house().app.app_context())
        stack.enter_context(force_locale(lang))
        yield


def ages(least: int | None, most: int | None) -> str:
    """Say whom a service is for by age; "" when that is not limited or not known.

    Registers write "no limit" as 0 and as 120: nobody says "for people of 16 to 120".
    """
    least, most = least or None, most if most is not None and most < OLDEST else None
    if least is not None and most is not None:
        return _("%(least)d–%(most)d years", least=least, most=most)
    if least is not None:
        return _("from %(least)d years", least=least)
    return _("up to %(most)d years", most=most) if most is not None else ""


def door_words(state: Door, all_periods: list[list[Period]], at: datetime, lang: str) -> str:
    """Say whether somebody can be reached now, until when, or when next."""
    if state is Door.OPEN:
        return _open_words(all_periods, at, lang)
    if state is Door.UNKNOWN:
        return _("Opening hours are not known")
    if all(hours.is_away(one) for one in all_periods):
        return _("Closed until further notice")
    opening = [found for one in all_periods if (found := hours.next_opening(one, at))]
    if state is Door.APPOINTMENT or not opening:
        return _("Open by appointment") if _by_appointment(all_periods) else _("Closed")
    return _("Closed, opens %(when)s", when=when(min(one.start for one in opening), at, lang))


def _open_words(all_periods: list[list[Period]], at: datetime, lang: str) -> str:
    open_now = [one for one in all_periods if hours.door(one, at) is Door.OPEN]
    ends = [hours.closes_at(one, at) for one in open_now]
    latest = max((end for end in ends if end), default=None)
    if latest is None or None in ends:
        return _("Open all day, every day")
    if latest - at < LONGEST_BARE_CLOSING:
        return _("Open until %(time)s", time=clock_time(latest, lang))
    return _("Open until %(when)s", when=when(latest, at, lang))


def _by_appointment(all_periods: list[list[Period]]) -> bool:
    return any(period.by_appointment for one in all_periods for period in one)


def when(moment: datetime, at: datetime, lang: str) -> str:
    """Say a moment of the coming days: "today at 16", "tomorrow at 9", "on Monday at 9"."""
    day, time = local_day(moment), clock_time(moment, lang)
    if day == local_day(at):
        return _("today at %(time)s", time=time)
    if day == local_day(at) + timedelta(days=1):
        return _("tomorrow at %(time)s", time=time)
    if day < local_day(at) + timedelta(days=7):
        return _("on %(day)s at %(time)s", day=format_date(day, "EEEE"), time=time)
    return _("on %(day)s at %(time)s", day=format_date(day, DAY_AND_MONTH[lang]), time=time)


def clock_time(moment: datetime, lang: str) -> str:
    """Write a time of day as the language does: 16 and 16.30, in English 16:00."""
    wall = local(moment)
    if lang == "en":
        return f"{wall:%H:%M}"
    return f"{wall.hour}.{wall.minute:02}" if wall.minute else str(wall.hour)


def weekday_name(number: int) -> str:
    """Name a weekday by its number (Monday is 1), as the head of a row."""
    return format_date(date(2024, 1, number), "cccc").capitalize()  # January 2024 began on a Monday

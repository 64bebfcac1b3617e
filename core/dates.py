"""How days and times are said in the page's language.

22.11.2026 and 7.30 in Finnish and Swedish, 22 Nov 2026 and 07:30 in English. Babel alone writes
"07:30" in Swedish and "Nov 22, 2026" in English; people in Finland write neither.
"""

from datetime import date, datetime, time

from flask import Flask
from flask_babel import format_date

from core.clock import local
from core.i18n import language

_DAY = {"fi": "d.M.yyyy", "sv": "d.M.yyyy", "en": "d MMM yyyy"}
_SHORT = {"fi": "d.M.", "sv": "d.M.", "en": "d MMM"}
_BRIEF = {"fi": "ccc d.M.", "sv": "ccc d.M.", "en": "ccc d MMM"}
_WHOLE = {"fi": "cccc d.M.", "sv": "cccc d.M.", "en": "cccc d MMMM"}
# Finnish bends the weekday: "tiistai" as a name, "tiistaina" as when.
_ON = {"fi": "EEEE d.M.", "sv": "EEEE d.M.", "en": "EEEE d MMMM"}
# The space does not break, so that "klo" never stands alone at the end of a line.
_AT = {"fi": " klo\N{NO-BREAK SPACE}", "sv": " kl.\N{NO-BREAK SPACE}", "en": ", "}

Day = date | datetime


def day(when: Day) -> str:
    """Say a day with its year: "22.11.2026"."""
    return _said(when, _DAY)


def short_day(when: Day) -> str:
    """Say a day of about now: "22.11."."""
    return _said(when, _SHORT)


def brief_day(when: Day) -> str:
    """Say a day with the first letters of its weekday: "su 22.11."."""
    return _said(when, _BRIEF)


def whole_day(when: Day) -> str:
    """Say a day with its weekday: "sunnuntai 22.11."."""
    return _said(when, _WHOLE)


def on_day(when: Day) -> str:
    """Say on which day something happens: "tiistaina 24.11."."""
    return _said(when, _ON)


def clock_time(when: datetime | time) -> str:
    """Say a time of day by the wall clock in Helsinki: "7.30"."""
    wall = local(when) if isinstance(when, datetime) else when
    return f"{wall:%H:%M}" if language() == "en" else f"{wall.hour}.{wall.minute:02}"


def span(begins: str, ends: str) -> str:
    """Say a span given as "07:30" and "24:00" in few signs: "7.30–24"; in English "07:30–24:00"."""
    return f"{_short_time(begins)}–{_short_time(ends)}"


def moment(when: datetime) -> str:
    """Say a day and a time: "22.11.2026 klo 7.30"."""
    return f"{day(when)}{_AT[language()]}{clock_time(when)}"


def short_moment(when: datetime) -> str:
    """Say a day of about now and a time: "22.11. klo 7.30"."""
    return f"{short_day(when)}{_AT[language()]}{clock_time(when)}"


def use_dates(app: Flask) -> None:
    """Give the templates these as filters: `{{ sent_at | moment }}`."""
    for said in (day, short_day, brief_day, whole_day, on_day, clock_time, moment, short_moment):
        app.jinja_env.filters[said.__name__] = said


def _said(when: Day, pattern: dict[str, str]) -> str:
    wall = local(when).date() if isinstance(when, datetime) else when
    return str(format_date(wall, pattern[language()], rebase=False))


def _short_time(wall: str) -> str:
    hour, _, minute = wall.partition(":")
    if language() == "en":
        return f"{hour:0>2}:{minute}"
    return str(int(hour)) if minute == "00" else f"{int(hour)}.{minute}"

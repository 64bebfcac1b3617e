"""Days, times and states in the reader's language."""

from datetime import date, datetime, timedelta

from flask_babel import format_date
from flask_babel import gettext as _

from core.clock import local
from core.i18n import language
from scheduling.states import DutyState

_DAY = {"fi": "ccc d.M.", "sv": "ccc d/M", "en": "ccc d MMM"}
_WHOLE_DAY = {"fi": "cccc d.M.", "sv": "cccc d MMMM", "en": "cccc d MMMM"}
_SHORT = {"fi": "d.M.", "sv": "d/M", "en": "d MMM"}
_CLOCK = {"fi": ".", "sv": ":", "en": ":"}


def day_name(day: date) -> str:
    """Name a day shortly: "ma 23.11."."""
    return str(format_date(day, _DAY[language()]))


def _short(day: date) -> str:
    return str(format_date(day, _SHORT[language()]))


def whole_day(moment: datetime) -> str:
    """Name the day of a moment in full: "maanantai 23.11."."""
    return str(format_date(local(moment).date(), _WHOLE_DAY[language()]))


def short_day(moment: datetime) -> str:
    """Name the day of a moment shortly."""
    return day_name(local(moment).date())


def clock_time(moment: datetime) -> str:
    """Give the wall clock of a moment: "15.00"."""
    shown = local(moment)
    return f"{shown.hour}{_CLOCK[language()]}{shown.minute:02}"


def hours(starts_at: datetime, ends_at: datetime) -> str:
    """Give a span by the wall clock: "15–17" where both are full hours, else "15.30–17.00"."""
    whole = local(starts_at).minute == 0 and local(ends_at).minute == 0
    if whole:
        ends = local(ends_at)
        last = 24 if ends.hour == 0 else ends.hour
        return f"{local(starts_at).hour}–{last}"
    return f"{clock_time(starts_at)}–{clock_time(ends_at)}"


def state_word(state: DutyState) -> str:
    """Say where a duty stands."""
    return {
        DutyState.CLAIMED: _("coming"),
        DutyState.CHECKED_IN: _("on duty now"),
        DutyState.DONE: _("done"),
        DutyState.MISSED: _("missed"),
        DutyState.EXCUSED: _("excused"),
        DutyState.COVERED: _("covered by somebody else"),
        DutyState.CANCELLED: _("given back"),
    }[state]


def week_name(moment: datetime) -> str:
    """Give the week of a moment as addresses name it: "2026-W48" (ISO 8601)."""
    year, week, _weekday = local(moment).isocalendar()
    return f"{year}-W{week:02}"


def week_title(monday: date) -> str:
    """Give the week's heading: "Viikko 48 · 23.11.–29.11."."""
    days = f"{_short(monday)}–{_short(monday + timedelta(days=6))}"
    return str(_("Week %(number)d · %(days)s", number=monday.isocalendar().week, days=days))


def for_form(starts_at: datetime, ends_at: datetime) -> dict[str, str]:
    """Give the fields of the form for a new shift that covers a gap."""
    starts, ends = local(starts_at), local(ends_at)
    return {"day": f"{starts:%Y-%m-%d}", "begins": f"{starts:%H:%M}", "ends": f"{ends:%H:%M}"}

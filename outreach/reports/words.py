"""How a report's figures and periods are called."""

from typing import Any

from flask_babel import format_date, format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from chat.queries.demand import HOURS_IN_BLOCK
from chat.schemas.waits import WAITS
from outreach import words
from outreach.reports.blocks import Amount
from outreach.reports.periods import HALF, MONTH, Period
from scheduling.words import weekdays

NAMES: dict[str, Any] = {
    "test_done": _l("Worry tests done"),
    "content_helped": _l("Helped by what they read"),
    "analysed": _l("Analysed"),
    "encounters": _l("Encounters"),
    "new": _l("New encounters"),
    "meetings": _l("Client meetings"),
    "in_person": _l("Face to face"),
    "processes": _l("Process clients"),
    "hours": _l("Hours on duty"),
    "left_soon": _l("Left within two minutes"),
    "left_late": _l("Left later, before an answer"),
    "left": _l("Left before an answer"),
    "coverage": _l("Coverage"),
    "asked_at": _l("Asked to chat"),
    "unpromised": _l("Asked while nothing is promised"),
    "promised": _l("Hours promised in a week"),
    "waited": _l("Waited until an answer"),
    "waited_in_vain": _l("Waited and left before an answer"),
    "yes": _l("Would have been alone with it"),
    "unsure": _l("Did not know"),
    "no": _l("Would not have been alone"),
    "alone_answered": _l("Answered"),
    "mentioned": _l("Conversations with the topic"),
    "helped": _l("Helped in the chat"),
    "guided": _l("Guided to a service"),
    "helped_and_guided": _l("Helped and guided"),
    "unclear": _l("Unclear"),
    "missing": _l("A service was missing"),
    "read_twice": _l("Classed by two"),
    "same_class": _l("The same class"),
    "another_class": _l("Another class"),
    "kappa": _l("Cohen's kappa"),
}


def name(step: str) -> str:
    """Call a figure by its words."""
    return str(NAMES[step]) if step in NAMES else words.step(step)


def told(amount: Amount) -> str:
    """Write a sum: exact, at least so many, or protected."""
    if amount.is_hidden:
        return _("protected")
    number = format_decimal(amount.n)
    return number if amount.is_exact else _("at least %(n)s", n=number)


def hours_of_week(weekday: int, block: int) -> str:
    """Name two hours of a weekday: "ti 18–20"."""
    return f"{weekdays()[weekday - 1]} {hours_of_day(block)}"


def hours_of_day(block: int) -> str:
    """Name two hours of the day: "18–20"."""
    return f"{block * HOURS_IN_BLOCK}–{(block + 1) * HOURS_IN_BLOCK}"


def wait_told(minutes: int | None) -> str:
    """Write within how many minutes a share of waits was over."""
    if minutes is None:
        return _("more than %(minutes)s min", minutes=WAITS[-1])
    return _("at most %(minutes)s min", minutes=minutes)


def rounded(value: float) -> str:
    """Write a mean or a share: whole from ten on, with one decimal below."""
    return format_decimal(round(value) if value >= 10 else round(value, 1))  # noqa: PLR2004


def two_decimals(value: float) -> str:
    """Write a coefficient."""
    return str(format_decimal(value, format="0.00"))


def period_name(period: Period) -> str:
    """Call a period by its words."""
    if period.length == MONTH:
        return format_date(period.first, "LLLL yyyy").capitalize()
    year = f"{period.first:%Y}"
    if period.is_year:
        return year
    if period.length != HALF or period.first.month not in {1, 1 + HALF}:
        last = period.months[-1]
        return f"{period.first.month}/{year}–{last.month}/{last.year}"
    if period.first.month == 1:
        return _("January to June %(year)s", year=year)
    return _("July to December %(year)s", year=year)

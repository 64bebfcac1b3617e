"""How a report's figures and periods are called."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask_babel import format_date, format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from chat.queries.demand import HOURS_IN_BLOCK
from chat.schemas.waits import WAITS
from core.i18n import language
from outreach import words
from outreach.queries.tallied import NOT_TOLD, Facet
from outreach.reports.blocks import Amount
from outreach.reports.periods import HALF, MONTH, Period
from outreach.reports.street import CLOSED, Street
from policies.queries import policy
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
    "rounds": _l("Rounds"),
    "empty": _l("Rounds on which nobody was met"),
    "refused": _l("Did not want to talk"),
    "noted": _l("What was noted on the rounds"),
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


FACETS: dict[Facet, Any] = {
    Facet.SETTING: _l("Setting"),
    Facet.PART: _l("Time of day"),
    Facet.DEPTH: _l("Depth"),
    Facet.MODE: _l("How"),
    Facet.MINUTES: _l("How long"),
    Facet.STARTED: _l("Who began"),
    Facet.AGE: _l("Age"),
    Facet.OUTCOME: _l("What came of it"),
}


def facet_name(facet: Facet) -> str:
    """Say what was noted of encounters."""
    return str(FACETS[facet])


def noted_pairs(facet: Facet, amounts: Mapping[str, Amount]) -> list[tuple[str, Amount]]:
    """Call the words of a facet as the tally does."""
    return [(_noted(facet, word), amount) for word, amount in amounts.items()]


def _noted(facet: Facet, word: str) -> str:
    if word == NOT_TOLD:
        return _("Not analysed yet") if facet is Facet.OUTCOME else _("Not told")
    return words.band(word) if facet is Facet.AGE else words.word(CLOSED[facet](word))


def topic_pairs(amounts: Mapping[str, Amount]) -> list[tuple[str, Amount]]:
    """Call topics as the policy does, the most frequent first."""
    titles = policy().outreach.topics
    return [
        (titles[key].say(language()) if key in titles else key, amount)
        for key, amount in _by_size(amounts)
    ]


def service_pairs(told: Street) -> list[tuple[str, Amount]]:
    """Call services as the directory does, the most frequent first; an old one by its id."""
    return [
        (told.names.get(UUID(key), f"– {key[:8]}"), amount)
        for key, amount in _by_size(told.services)
    ]


def _by_size(amounts: Mapping[str, Amount]) -> list[tuple[str, Amount]]:
    return sorted(amounts.items(), key=lambda one: (-one[1].n, one[0]))


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

"""How the room's closed lists are called on its pages."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from core.choices import SelectChoice
from outreach.schemas import Stage
from outreach.schemas.checkins import AnswerMode
from outreach.words import checkins, insights, pilots, posters, posts, reaching, requests, rounds
from outreach.words.rounds import NEW_RULES, band

__all__ = [
    "NEW_RULES",
    "PILLS",
    "STEPS",
    "WORDS",
    "AnswerMode",
    "band",
    "choices",
    "pill_of",
    "step",
    "word",
]

WORDS: dict[type[StrEnum], dict[StrEnum, Any]] = {
    **checkins.WORDS,
    **insights.WORDS,
    **pilots.WORDS,
    **posters.WORDS,
    **posts.WORDS,
    **reaching.WORDS,
    **requests.WORDS,
    **rounds.WORDS,
}

PILLS: dict[type[StrEnum], dict[StrEnum, str]] = {**posts.PILLS, **reaching.PILLS}


def word(value: StrEnum) -> str:
    """Call a value of a closed list by its word in the page's language."""
    return str(WORDS[type(value)][value])


def pill_of(value: StrEnum) -> str:
    """Name the look of a state's pill."""
    return PILLS[type(value)][value]


def choices(values: Iterable[StrEnum]) -> list[SelectChoice]:
    """Give a closed list, or a part of one, as a form's choices."""
    return [SelectChoice(value.value, WORDS[type(value)][value]) for value in values]


STEPS: dict[str, Any] = {
    "opened": _l("Links tapped"),
    "scanned": _l("QR codes scanned"),
    "links": _l("Came by a link"),
    "landed": WORDS[Stage][Stage.LANDING],
    "attempts": WORDS[Stage][Stage.CONTACT_ATTEMPT],
    "conversations": WORDS[Stage][Stage.CONVERSATION],
    "not_analysed": _l("Not analysed yet"),
    "services": _l("Services named"),
    "requests": _l("Left words to be answered later"),
}


def step(name: str) -> str:
    """Call a step of the funnel by its words."""
    return str(STEPS[name] if name in STEPS else WORDS[Stage][Stage(name)])

"""A line as the home page and its own page show it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for
from sqlmodel import Session

from chat.queries.opening import opening
from core import clock
from core.i18n import LANGUAGES, pick
from guidance.way_on import LineNow, tells_lines
from guidance.worry.definition import Audience
from organisation.queries import lines

if TYPE_CHECKING:
    from organisation.models import Line

from chat.queries.queue import Queue

SOME_TOPICS = 3


@dataclass(frozen=True)
class LineCard:
    """A line as the home page and its own page show it; texts in the page's language."""

    slug: str
    name: str
    audience: str
    hours_text: str
    state: str
    pill_text: str
    state_text: str
    ages_text: str
    url: str
    bands: str
    topics_text: str
    languages_text: str
    is_for_anyone: bool


def line_cards(session: Session) -> list[LineCard]:
    """List the live lines with their state, those that are open first; not those that ended."""
    return sorted(
        (line_card(session, one) for one in going_on(session)),
        key=lambda card: card.state != "open",
    )


def going_on(session: Session) -> list["Line"]:
    """List the live lines whose last day has not passed."""
    return [one for one in lines(session) if not one.has_ended(clock.local_day())]


def line_card(session: Session, line: "Line") -> LineCard:
    """Describe a line in the page's language."""
    from chat import ages, words  # noqa: PLC0415  words stand above queries

    state = opening(session, line)
    return LineCard(
        slug=line.slug,
        name=pick(line.name),
        audience=pick(line.audience),
        hours_text=words.hours(line),
        state="open" if state.is_open else "closed",
        pill_text=words.pill(state),
        state_text=words.state(state),
        ages_text=words.ages(line),
        url=url_for("chat.line", slug=line.slug),
        bands=ages.bands_of(line),
        topics_text=", ".join(pick(topic) for topic in line.topics[:SOME_TOPICS]),
        languages_text=", ".join(LANGUAGES[code] for code in line.languages if code in LANGUAGES),
        is_for_anyone=line.region_rule != "asked",
    )


def next_card(session: Session, line: "Line") -> LineCard | None:
    """Describe the line to which those of one that has ended turn, while it goes on itself."""
    found = next((one for one in going_on(session) if one.id == line.next_line_id), None)
    return line_card(session, found) if found else None


BEST_LINES = 3
EVERY_AGE = 120
OF_AGE = {Audience.YOUTH: 15, Audience.YOUNG_ADULTS: 21, Audience.PARENTS: 35}
"""An age in the middle of an audience: a line is for them when it serves that age."""


@tells_lines
def lines_for(session: Session, audience: Audience, topic: str) -> list[LineNow]:
    """Name the lines for an audience: those that know the topic first, then those that are open.

    Of lines alike the one made for fewer ages goes first: a line for every adult is not the one for
    somebody of twenty.
    """
    found = [one for one in going_on(session) if _serves(one, OF_AGE[audience])]
    cards = [(_is_general(one, topic), line_card(session, one), _breadth(one)) for one in found]
    cards.sort(key=lambda told: (told[0], told[1].state != "open", told[2]))
    return [
        LineNow(card.name, card.url, card.state == "open", card.state_text)
        for _general, card, _ages in cards[:BEST_LINES]
    ]


def _is_general(line: "Line", topic: str) -> bool:
    """Whether a topic is none of a line's own."""
    return not any(known.get("key") == topic for known in line.topics)


def _breadth(line: "Line") -> int:
    """Count the ages that a line serves."""
    return (line.age_max or EVERY_AGE) - (line.age_min or 0)


def _serves(line: "Line", age: int) -> bool:
    return (line.age_min or 0) <= age <= (line.age_max or age)


def wait_text(queue: Queue) -> str:
    """Say how long somebody who comes now would wait; "" while the line is closed."""
    from chat import words  # noqa: PLC0415

    if not queue.opening.is_open:
        return ""
    return words.wait(queue.wait_of(len(queue.waiting) + 1), queue.opening.closes_at)

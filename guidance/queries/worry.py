"""Where worry tests lead, how often they were filled in, and how often reading helped."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, func, select

from guidance.models import WorryCount
from guidance.queries.listing import services
from guidance.schemas import ServiceCard
from guidance.search import Filters
from guidance.worry.counting import DONE, HELPED
from guidance.worry.definition import Audience, Definition, Outcome

MOST_SERVICES = 3


@dataclass(frozen=True)
class WorryServices:
    """Services for a worry; `is_met` tells whether one of them serves the chosen place."""

    cards: list[ServiceCard] = field(default_factory=list)
    is_met: bool = False


AGES = {Audience.YOUTH: 15, Audience.YOUNG_ADULTS: 21}
"""Whose ages a service must take in: nobody of fifteen is sent where one must be of age."""


def worry_services(
    session: Session, test: Definition, outcomes: Iterable[Outcome], *, place: str, lang: str
) -> WorryServices:
    """Find services for what answers lead to, the first of it first; here, and else elsewhere."""
    found: dict[UUID, ServiceCard] = {}
    is_met = False
    for said in [one.search[lang] for one in outcomes if one.search]:
        for words in dict.fromkeys([said, *said.split()]):
            wanted = Filters(text=words, municipality=place, age=AGES.get(test.audience))
            listed = services(session, wanted, lang=lang, limit=MOST_SERVICES)
            is_met = is_met or bool(listed.cards)
            found |= {card.id: card for card in listed.cards or listed.elsewhere}
            if len(found) >= MOST_SERVICES:
                return WorryServices(list(found.values())[:MOST_SERVICES], is_met)
    return WorryServices(list(found.values()), is_met)


@dataclass(frozen=True)
class WorryTotals:
    """What was counted in a span of days, unprotected: never shown as it is."""

    done: int
    helped: int


def worry_totals(session: Session, first: date, end: date) -> WorryTotals:
    """Sum every test's counts from `first` to before `end`; "somewhat" is a help too (R30)."""
    found = (
        select(col(WorryCount.question), func.sum(WorryCount.n))
        .where(col(WorryCount.question).in_([DONE, HELPED]), col(WorryCount.answer) != "no")
        .where(WorryCount.day >= first, WorryCount.day < end)
        .group_by(col(WorryCount.question))
    )
    sums = {question: int(n) for question, n in session.exec(found).all()}
    return WorryTotals(sums.get(DONE, 0), sums.get(HELPED, 0))

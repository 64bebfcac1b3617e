"""What was noted of encounters, as numbers of people by month: unprotected, never shown so."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from core.clock import month_starts
from outreach.models import Encounter, OutreachSession
from outreach.schemas import Span


class Facet(StrEnum):
    """What may be noted of an encounter, or of the round on which it was; one word of each."""

    SETTING = "setting"
    PART = "part"
    DEPTH = "depth"
    MODE = "mode"
    MINUTES = "minutes"
    STARTED = "started"
    AGE = "age"
    OUTCOME = "outcome"


NOT_TOLD = ""
_OF_ROUNDS = {Facet.SETTING, Facet.PART}


@dataclass
class Tallied:
    """A month of rounds: how many, on how many nobody was met, and whom the others met."""

    rounds: int = 0
    empty: int = 0
    refused: int = 0
    people: dict[Facet, Counter[str]] = field(
        default_factory=lambda: {facet: Counter() for facet in Facet}
    )
    topics: Counter[str] = field(default_factory=Counter)
    services: Counter[str] = field(default_factory=Counter)


def tallied(
    session: Session, organisation_id: UUID | None, span: Span
) -> defaultdict[date, Tallied]:
    """Count a span's months in two statements."""
    months: defaultdict[date, Tallied] = defaultdict(Tallied)
    day, round_ = col(OutreachSession.day), col(OutreachSession.id)
    ours = col(OutreachSession.organisation_id) == organisation_id
    within = and_(ours, day >= span.first, day < span.end)
    met: set[UUID] = set()
    for row in session.connection().execute(_encounters().where(within)).all():
        _note(months[month_starts(row[0])], list(row[2:]))
        met.add(row[1])
    wanted = select_columns(day, round_, col(OutreachSession.refused)).where(within)
    for of, round_id, refused in session.connection().execute(wanted).all():
        month = months[month_starts(of)]
        month.rounds += 1
        month.empty += round_id not in met
        month.refused += refused
    return months


def _encounters() -> Select[Any]:
    told = [col(getattr(OutreachSession if one in _OF_ROUNDS else Encounter, one)) for one in Facet]
    more = (col(Encounter.topics), col(Encounter.guided_to), col(Encounter.people))
    of_round = col(Encounter.outreach_session_id) == col(OutreachSession.id)
    day = (col(OutreachSession.day), col(OutreachSession.id))
    return select_columns(*day, *told, *more).join(Encounter, of_round)


def _note(month: Tallied, values: list[Any]) -> None:
    """Add one line of a tally; several of its people may have one topic, so each counts for all."""
    *words, topics, services, people = values
    for facet, word in zip(Facet, words, strict=True):
        month.people[facet][str(word or NOT_TOLD)] += people
    for topic in topics:
        month.topics[topic] += people
    for service in services:
        month.services[service] += people

"""Finds services: one question to the index of words, then order and counts in Python.

Without words the database does it all (`browsing`), unless nobody spelled out its times.

Every asked word must be met; when no service meets all of them, those come first that meet what
means something, and then those that meet most, so that a whole sentence ("mistä apua kun on paha
olo") still finds something.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from datetime import datetime
from heapq import nsmallest
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from core import clock
from guidance import finnish
from guidance.helplines import SAFETY
from guidance.models import Document
from guidance.search import opening, question
from guidance.search.browsing import browse
from guidance.search.engine import engine_of, tuples
from guidance.search.filters import Filters, Found, When
from guidance.search.fitting import Hit, Met, fitting
from guidance.search.question import Question
from guidance.search.traits import counted

AHEAD = 1_000
"""Added to how well the words are met, which is some tens at most."""

FEW = 500


def find(
    session: Session,
    wanted: Filters,
    *,
    at: datetime | None = None,
    meanings: frozenset[str] = frozenset(),
    skip: int = 0,
    limit: int | None = None,
) -> Found:
    """Find published services: best first by words; without words, near, open and by name.

    `meanings` ask for what the lexicon means by them, instead of words.
    """
    moment = at or clock.now()
    asked = (
        question.of_meanings(meanings)
        if meanings
        else question.read(session, wanted.text, finnish.analyser_here())
    )
    if wanted.text.strip() and not asked.groups:
        return Found()
    most = None if limit is None else skip + limit
    met = _met(session, wanted, asked, moment, most)
    first = nsmallest(len(met.hits) if most is None else most, met.hits, key=_order(wanted, asked))
    return Found(
        _services(session, [hit.number for hit in first[skip:]]),
        total=met.total,
        counts=met.counts,
        asked=asked,
    )


def _met(session: Session, wanted: Filters, asked: Question, at: datetime, most: int | None) -> Met:
    if not asked.groups and opening.is_reached(session, at):
        return browse(session, wanted, at, most)
    hits = _hits(session, wanted, asked, at)
    counts = counted(Counter(hit.traits for hit in hits))
    return Met(hits, len(hits), {**counts, "now": _now(session, wanted, hits, at)})


def _hits(session: Session, wanted: Filters, asked: Question, at: datetime) -> list[Hit]:
    if not asked.groups:
        return _fitting(session, wanted, "", at)
    engine = engine_of(session)
    every = engine.expression(asked, needs_all=True)
    hits = _fitting(session, wanted, every, at)
    if hits or len(asked.groups) == 1:
        return hits
    if wanted.are_set and _fitting(session, Filters(), every, at):
        return []
    some = _fitting(session, wanted, engine.expression(asked, needs_all=False), at)
    here = {hit.number for hit in some}
    ahead = next((one & here for one in _in_sense(session, asked) if one & here), set())
    return [hit._replace(score=hit.score + AHEAD) if hit.number in ahead else hit for hit in some]


def _in_sense(session: Session, asked: Question) -> Iterator[set[int]]:
    """Give who goes before the rest when nobody meets every word: who meets those with a meaning.

    "mua ahistaa koko ajan" is about being anxious and not about time. Where danger is named ("my
    dad hits me"), whoever helps with that comes before whoever knows of fathers.
    """
    engine = engine_of(session)
    meant, danger = asked.only(), asked.only(SAFETY)
    for part, needs_all in ((meant, True), (danger, True), (danger, False)):
        if part.groups and part.groups != asked.groups:
            values = {"asked": engine.expression(part, needs_all=needs_all)}
            with engine.at_its_index(session):
                rows = tuples(session, f"SELECT w.number FROM ({engine.hits}) w", values)  # noqa: S608  our own words
            yield {row[0] for row in rows}


def _fitting(session: Session, wanted: Filters, expression: str, at: datetime) -> list[Hit]:
    limits, here, values = fitting(wanted)
    scored, name, source = "0", "d.sorted_as", "guidance_document d"
    if expression:
        scored, name, values["asked"] = "w.score", "''", expression
        source = f"({engine_of(session).hits}) w JOIN guidance_document d ON d.number = w.number"
    statement = f"SELECT d.number, d.traits, {scored}, {here}, {name} FROM {source} WHERE {limits}"  # noqa: S608  made of our own words; values are bound
    with engine_of(session).at_its_index(session) if expression else nullcontext():
        rows = tuples(session, statement, values)
    there = opening.there(session, wanted.when or When.NOW, at, [row[0] for row in rows])
    found = [
        Hit(number, traits, score, is_local, sorted_as, there.get(number))
        for number, traits, score, is_local, sorted_as in rows
    ]
    return [hit for hit in found if hit.soonest is not None] if wanted.when else found


def _order(wanted: Filters, asked: Question) -> Callable[[Hit], Any]:
    if wanted.when is When.NEXT:
        return lambda hit: (hit.soonest, -hit.score, hit.number)
    if asked.groups:
        return lambda hit: (-hit.near, hit.number)
    return lambda hit: (not hit.is_local, hit.soonest is None, hit.sorted_as, hit.number)


def _now(session: Session, wanted: Filters, hits: list[Hit], at: datetime) -> int:
    """Count where somebody is there now, whatever time was asked for."""
    if wanted.when in {When.ANY, When.NOW}:
        return sum(hit.soonest is not None for hit in hits)
    numbers = [hit.number for hit in hits]
    now = opening.there(session, When.NOW, at, numbers)
    return sum(number in now for number in numbers)


def _services(session: Session, numbers: Iterable[int]) -> list[UUID]:
    order = list(numbers)
    known = select(Document.number, Document.service_id)
    if len(order) <= FEW:
        known = known.where(col(Document.number).in_(order))
    by_number = dict(session.exec(known).all())
    return [by_number[number] for number in order]

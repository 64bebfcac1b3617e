"""The worry test: one form, one answer, no step in between that would have to be kept."""

from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from sqlmodel import Session

from core.access import PUBLIC, allows
from core.db import reading, transaction
from core.i18n import language
from core.limits import limiter
from guidance import queries
from guidance.actions import count_need
from guidance.errors import NoSuchTest
from guidance.queries import Filters, ShownGuide
from guidance.routes.doors import bp, helplines
from guidance.schemas import GuideFor, ServiceCard
from guidance.search import meanings_of
from guidance.way_on import LineNow, RoundAhead, lines_now, rounds_ahead
from guidance.worry.condition import Answers
from guidance.worry.counting import count_content, count_done
from guidance.worry.definition import Definition, Outcome, Perspective, shipped

SERVICES = 3
LONGEST_CODE = 24


@dataclass(frozen=True)
class End:
    """Where a test ends: what to read, who helps, and where somebody is there.

    `is_met` tells whether a service of the chosen place was found; None where none was looked for.
    """

    is_safety: bool
    perspectives: list[Perspective]
    guides: list[ShownGuide]
    services: list[ServiceCard]
    lines: list[LineNow]
    rounds: list[RoundAhead]
    is_met: bool | None = None


@bp.get("/worry")
@allows(PUBLIC)
def worries() -> str:
    """List the tests."""
    return render_template("guidance/worries.html", tests=list(shipped().values()))


@bp.get("/worry/<test_id>")
@allows(PUBLIC)
def worry(test_id: str) -> str:
    """Show a test whole; `k` is the code of the link that led here and is counted at the end."""
    test = _test(test_id)
    with reading() as session:
        places = queries.municipalities(session, language())
    return render_template(
        "guidance/worry.html", test=test, places=places, k=request.args.get("k", "")[:LONGEST_CODE]
    )


@bp.post("/worry/<test_id>")
@allows(PUBLIC)
@limiter.limit("60 per minute")
def worry_end(test_id: str) -> str:
    """Show where the answers lead; they are counted by question and forgotten."""
    test = _test(test_id)
    answers = _answers(test)
    with transaction() as session:
        count_done(session, test, answers, request.form.get("k", "")[:LONGEST_CODE])
    with reading() as session:
        end = _end(session, test, answers)
    if end.is_met is not None:
        with transaction() as session:
            for about in sorted(answers.get("about", ())):
                count_need(session, test.id, about, _place(), is_met=end.is_met)
    return render_template("guidance/worry_end.html", test=test, end=end, **helplines())


@bp.post("/worry/<test_id>/helped")
@allows(PUBLIC)
@limiter.limit("30 per minute")
def worry_helped(test_id: str) -> str:
    """Count whether what was read helped (R30)."""
    test = _test(test_id)
    with transaction() as session:
        count_content(
            session,
            test,
            request.form.get("answer", ""),
            request.form.get("k", "")[:LONGEST_CODE],
        )
    return render_template("guidance/worry_thanks.html", test=test, **helplines())


def _test(test_id: str) -> Definition:
    found = shipped().get(test_id)
    if found is None:
        raise NoSuchTest
    return found


def _answers(test: Definition) -> Answers:
    """Read the form: what is not among the choices was not answered."""
    answers = {}
    for question in test.questions:
        known = [one.id for one in question.choices]
        given = [one for one in known if one in request.form.getlist(question.id)]
        answers[question.id] = frozenset(given if question.kind == "many" else given[:1])
    return answers


def _end(session: Session, test: Definition, answers: Answers) -> End:
    met = test.outcomes_of(answers)
    names = list(dict.fromkeys(name for one in met for name in one.perspectives))
    topic = next(iter(answers.get("about", ())), "")
    services, is_met = _services(session, met)
    return End(
        is_safety=bool(met and met[0].safety),
        perspectives=[test.perspectives[name] for name in names],
        guides=_guides(session, test, met),
        services=services,
        is_met=is_met if any(one.search for one in met) and _place() else None,
        lines=lines_now(session, test.audience, topic),
        rounds=rounds_ahead(session, _place()),
    )


def _guides(session: Session, test: Definition, met: list[Outcome]) -> list[ShownGuide]:
    """Give guides on what the answers are about, for whom the test is."""
    topics = {topic for one in met for topic in one.topics}
    topics |= {topic for one in met if one.search for topic in meanings_of(one.search["fi"])}
    return queries.guides_about(session, topics, GuideFor(test.audience), language())


def _place() -> str:
    return request.form.get("municipality", "")[:3]


def _services(session: Session, met: list[Outcome]) -> tuple[list[ServiceCard], bool]:
    """Find services for the first worry that has words; those of elsewhere when here is none."""
    place, is_met = _place(), False
    found: dict[Any, ServiceCard] = {}
    for one in met:
        if one.search is None:
            continue
        for word in one.search[language()].split():
            wanted = Filters(text=word, municipality=place)
            listed = queries.services(session, wanted, lang=language(), limit=SERVICES)
            found |= {card.id: card for card in listed.cards or listed.elsewhere}
            is_met = is_met or bool(listed.cards)
            if len(found) >= SERVICES:
                return list(found.values())[:SERVICES], is_met
    return list(found.values()), is_met

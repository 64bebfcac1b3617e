"""The worry test: one form, one answer, no step in between that would have to be kept."""

from dataclasses import dataclass

from flask import render_template, request
from sqlmodel import Session

from core.access import PUBLIC, allows
from core.db import reading, transaction
from core.i18n import language
from core.limits import limiter
from guidance import queries
from guidance.actions import count_need
from guidance.errors import NoSuchTest
from guidance.queries import ShownGuide
from guidance.routes.doors import bp, helplines
from guidance.schemas import GuideFor, ServiceCard
from guidance.search import meanings_of
from guidance.way_on import LineNow, RoundAhead, lines_now, rounds_ahead
from guidance.worry.condition import Answers
from guidance.worry.counting import count_content, count_done
from guidance.worry.definition import Definition, Outcome, Perspective, shipped

LONGEST_CODE = 24


@dataclass(frozen=True)
class End:
    """Where a test ends: what to read, who helps, and where somebody is there.

    `is_met` tells whether a service of the chosen place was found; None where none was looked for.
    `place` is the chosen place's name.
    """

    is_safety: bool
    perspectives: list[Perspective]
    guides: list[ShownGuide]
    services: list[ServiceCard]
    lines: list[LineNow]
    rounds: list[RoundAhead]
    place: str = ""
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
    return _end_page(test, answers, end)


def _end_page(test: Definition, answers: Answers, end: End, *, is_thanked: bool = False) -> str:
    return render_template(
        "guidance/worry_end.html",
        test=test,
        end=end,
        answers=answers,
        place=_place(),
        k=request.form.get("k", "")[:LONGEST_CODE],
        is_thanked=is_thanked,
        **helplines(),
    )


@bp.post("/worry/<test_id>/helped")
@allows(PUBLIC)
@limiter.limit("30 per minute")
def worry_helped(test_id: str) -> str:
    """Count whether what was read helped (R30), and show it all once more.

    The answers come along with the question, for they are kept nowhere: whoever says that it helped
    must not lose what they were about to read.
    """
    test = _test(test_id)
    with transaction() as session:
        count_content(
            session,
            test,
            request.form.get("answer", ""),
            request.form.get("k", "")[:LONGEST_CODE],
        )
    answers = _answers(test)
    with reading() as session:
        end = _end(session, test, answers)
    return _end_page(test, answers, end, is_thanked=True)


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
    found = queries.worry_services(session, test, met, place=_place(), lang=language())
    places = queries.municipalities(session, language())
    return End(
        is_safety=bool(met and met[0].safety),
        perspectives=[test.perspectives[name] for name in names],
        guides=_guides(session, test, met),
        services=found.cards,
        is_met=found.is_met if any(one.search for one in met) and _place() else None,
        place=places.get(_place(), ""),
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

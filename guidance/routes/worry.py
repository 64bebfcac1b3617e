"""The worry test: one form, and one page at its end whose address carries the answers, sealed."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from sqlmodel import Session
from werkzeug import Response

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
from guidance.worry.carried import Carried, opened, sealed
from guidance.worry.counting import count_content, count_done
from guidance.worry.definition import Definition, Outcome, Perspective, shipped

LONGEST_CODE, GONE = 24, 410


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
    return _form_page(_test(test_id), request.args.get("k", "")[:LONGEST_CODE])


def _form_page(test: Definition, k: str, *, is_forgotten: bool = False) -> str:
    with reading() as session:
        places = queries.municipalities(session, language())
    return render_template(
        "guidance/worry.html", test=test, places=places, k=k, is_forgotten=is_forgotten
    )


@bp.post("/worry/<test_id>")
@allows(PUBLIC)
@limiter.limit("60 per minute")
def worry_done(test_id: str) -> Response:
    """Count the answers by question, and lead to where they lead."""
    test = _test(test_id)
    given = _given(test)
    with transaction() as session:
        count_done(session, test, given.answers, given.k)
    with reading() as session:
        is_met = _end(session, test, given).is_met
    if is_met is not None:
        with transaction() as session:
            for about in sorted(given.answers.get("about", ())):
                count_need(session, test.id, about, given.place, is_met=is_met)
    return _to_the_end(test, given)


@bp.get("/worry/<test_id>/<told>")
@allows(PUBLIC)
@limiter.limit("60 per minute")
def worry_end(test_id: str, told: str) -> str | tuple[str, int]:
    """Show where answers lead: the way back, another language and larger letters come here again.

    The answer to a sent form would be gone on the way back from what it led to: browsers show an
    error there. The answers are kept nowhere but in the address, sealed and for a while.
    """
    test = _test(test_id)
    given = opened(test.id, told)
    if given is None:
        return _form_page(test, "", is_forgotten=True), GONE
    with reading() as session:
        end = _end(session, test, given)
    return render_template(
        "guidance/worry_end.html",
        test=test,
        end=end,
        answers=given.answers,
        place=given.place,
        k=given.k,
        is_thanked=request.args.get("thanks") == "1",
        **helplines(),
    )


@bp.post("/worry/<test_id>/helped")
@allows(PUBLIC)
@limiter.limit("30 per minute")
def worry_helped(test_id: str) -> Response:
    """Count whether what was read helped (R30), and show it all once more.

    The answers come along with the question, for they are kept nowhere: whoever says that it helped
    must not lose what they were about to read.
    """
    test = _test(test_id)
    given = _given(test)
    with transaction() as session:
        count_content(session, test, request.form.get("answer", ""), given.k)
    return _to_the_end(test, given, is_thanked=True)


def _to_the_end(test: Definition, given: Carried, *, is_thanked: bool = False) -> Response:
    told, thanks = sealed(test.id, given), 1 if is_thanked else None
    return redirect(url_for("guidance.worry_end", test_id=test.id, told=told, thanks=thanks), 303)


def _test(test_id: str) -> Definition:
    found = shipped().get(test_id)
    if found is None:
        raise NoSuchTest
    return found


def _given(test: Definition) -> Carried:
    """Read the form: what is not among the choices was not answered."""
    answers = {}
    for question in test.questions:
        known = [one.id for one in question.choices]
        given = [one for one in known if one in request.form.getlist(question.id)]
        answers[question.id] = frozenset(given if question.kind == "many" else given[:1])
    place = request.form.get("municipality", "")[:3]
    return Carried(answers, place, request.form.get("k", "")[:LONGEST_CODE])


def _end(session: Session, test: Definition, given: Carried) -> End:
    met = test.outcomes_of(given.answers)
    names = list(dict.fromkeys(name for one in met for name in one.perspectives))
    topic = next(iter(given.answers.get("about", ())), "")
    found = queries.worry_services(session, test, met, place=given.place, lang=language())
    places = queries.municipalities(session, language())
    return End(
        is_safety=bool(met and met[0].safety),
        perspectives=[test.perspectives[name] for name in names],
        guides=_guides(session, test, met),
        services=found.cards,
        is_met=found.is_met if any(one.search for one in met) and given.place else None,
        place=places.get(given.place, ""),
        lines=lines_now(session, test.audience, topic),
        rounds=rounds_ahead(session, given.place),
    )


def _guides(session: Session, test: Definition, met: list[Outcome]) -> list[ShownGuide]:
    """Give guides on what the answers are about, for whom the test is."""
    topics = {topic for one in met for topic in one.topics}
    topics |= {topic for one in met if one.search for topic in meanings_of(one.search["fi"])}
    return queries.guides_about(session, topics, GuideFor(test.audience), language())

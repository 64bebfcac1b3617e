"""A plan with somebody who comes often: it hangs on their return code, and they read every word."""

import html
import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from chat.models import Plan, PlanAgreement, Visit
from chat.schemas import State
from core import clock
from core.identity import SYSTEM
from organisation.models import Line
from policies.purge import apply_due
from tests.people import People
from tests.people_chat import ORIGIN, AtSocket, a_responder, opened, sealed, talking
from tests.people_return import a_code, asks_for

WORDS = "Jutellaan kerran illassa. Ensin kysytään, onko hän syönyt."


@pytest.fixture
def line(people: People) -> Line:
    return people.line()


@pytest.fixture
def often(people: People, line: Line) -> tuple[AtSocket, AtSocket]:
    """Give somebody with a code on their third visit, and their responder."""
    visitor, aino = talking(people, line)
    visitor.says("hei taas")
    asks_for(visitor, a_code())
    with people.home.database.session() as session:
        for days in (3, 9):
            was = clock.now() - timedelta(days=days)
            session.add(
                Visit(
                    conversation_id=visitor.conversation_id,
                    line_id=line.id,
                    state=State.CLOSED,
                    started_at=was,
                    opened_at=was,
                    closed_at=was,
                )
            )
        session.commit()
    return visitor, aino


def writes(aino: AtSocket, *, in_days: int = 14, text: str = WORDS) -> dict:
    review_on = (clock.local_day() + timedelta(days=in_days)).isoformat()
    which = str(aino.conversation_id)
    return aino.ask("write_plan", conversation_id=which, sealed=sealed(text), review_on=review_on)


def looks(somebody: AtSocket) -> dict:
    return somebody.ask("plan", conversation_id=str(somebody.conversation_id))


def gone_on(people: People, line: Line, often: tuple[AtSocket, AtSocket]) -> AtSocket:
    """Give the conversation back to the queue, and let a colleague take it."""
    aino = often[1]
    which = str(aino.conversation_id)
    aino.ask("to_queue", conversation_id=which, because="shift_ends")
    eero = a_responder(people, line, "Eero Eskola")
    eero.conversation_id = aino.conversation_id
    eero.ask("claim", conversation_id=which)
    return eero


def kept(session: Session) -> list[Plan]:
    session.rollback()
    return list(session.exec(select(Plan)).all())


def test_whoever_takes_the_conversation_next_reads_it_and_agrees(people, line, often):
    writes(often[1])
    eero = gone_on(people, line, often)

    read = looks(eero)["plan"]
    which = {"conversation_id": str(eero.conversation_id), "plan_id": read["plan_id"]}
    eero.ask("agree_to_plan", **which)
    eero.ask("agree_to_plan", **which)

    assert opened(read["sealed"]) == WORDS
    assert (read["name"], read["agreed"], read["i_agree"]) == ("Aino", ["Aino"], False)
    assert sorted(looks(eero)["plan"]["agreed"]) == ["Aino", "Eero"]


def test_nobody_has_agreed_to_words_they_have_not_read(people, line, often, session):
    aino = often[1]
    writes(aino)
    before = looks(aino)["plan"]["plan_id"]
    writes(aino, text="Toisin.")

    answer = aino.ask("agree_to_plan", conversation_id=str(aino.conversation_id), plan_id=before)

    assert answer["code"] == "no_such_plan"
    assert len(session.exec(select(PlanAgreement)).all()) == 1


def test_without_a_return_code_there_is_no_plan(people, line, session):
    visitor, aino = talking(people, line)
    told = looks(aino)

    refused = writes(aino)

    assert (told["plan"], told["may_write"]) == (None, False)
    assert refused["code"] == "no_return_codes"
    forged = Plan(
        conversation_id=visitor.conversation_id,
        written_by=uuid4(),
        alg="plain/1",
        body=b"x",
        review_on=clock.local_day(),
    )
    session.add(forged)
    with pytest.raises(IntegrityError):
        session.commit()


def test_it_is_for_those_who_come_often(people, line):
    visitor, aino = talking(people, line)
    visitor.says("hei")
    asks_for(visitor, a_code())

    assert writes(aino)["code"] == "too_few_visits"


@pytest.mark.parametrize("in_days", [0, 400])
def test_it_is_looked_at_again_while_it_is_there(often, in_days):
    assert writes(often[1], in_days=in_days)["code"] == "bad_input"


def test_it_lies_sealed_and_only_its_own_responder_reads_it(people, line, often, session):
    writes(often[1])
    eero = a_responder(people, line, "Eero Eskola")
    eero.conversation_id = often[1].conversation_id

    assert b"illassa" not in kept(session)[0].body
    assert looks(eero)["code"] == "no_such_conversation"


def test_the_visitor_reads_all_of_it_takes_it_along_and_deletes_it(often, session):
    visitor, aino = often
    writes(aino)

    page = visitor.browser.get("/en/chat/stored").text
    taken = visitor.browser.get("/chat/export").json["plan"]
    visitor.browser.post("/chat/plan/delete", headers=ORIGIN)

    shown = json.loads(html.unescape(re.search(r'<stored-plan data-sealed="([^"]*)"', page)[1]))
    assert opened(shown) == opened(taken["sealed"]) == WORDS
    assert "Written by Aino" in page
    assert kept(session) == []
    assert looks(aino)["plan"] is None


def test_changed_words_keep_it(often, session):
    visitor, aino = often
    writes(aino)

    asks_for(visitor, a_code("toiset kuusi"))

    assert len(kept(session)) == 1


@pytest.mark.parametrize("how", ["given up", "its time"])
def test_it_goes_with_the_code_and_by_its_time(often, session, how):
    visitor, aino = often
    writes(aino)

    if how == "given up":
        visitor.browser.post("/chat/return-code/forget", headers=ORIGIN)
    else:
        with clock.stopped(clock.now() + timedelta(days=93)):
            apply_due(SYSTEM)

    assert kept(session) == []
    assert session.exec(select(PlanAgreement)).all() == []

"""Around the end of a talk: what was agreed, how heavy it is before and after, and one's own words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from chat.actions.feedback import count
from chat.models import Conversation, FeedbackCount, Message
from core import clock
from core.db import transaction
from core.identity import SYSTEM
from organisation.models import Line
from policies.purge import apply_due
from tests.people import People
from tests.people_chat import ORIGIN, AtSocket, a_responder, a_visitor, opened, sealed, talking
from tests.people_return import a_code, asks_for

QUESTIONS = ("did_it_help", "would_have_been_alone")


@pytest.fixture
def line(people: People) -> Line:
    return people.line()


def taps(visitor: AtSocket, burden: object) -> int:
    return visitor.browser.post("/chat/burden", data={"burden": burden}, headers=ORIGIN).status_code


def answers(visitor: AtSocket, question: str, answer: str) -> str:
    form = {"question": question, "answer": answer}
    return visitor.browser.post(
        "/chat/feedback", data=form, headers=ORIGIN, follow_redirects=True
    ).text


def says_how_it_went(visitor: AtSocket, text: str) -> int:
    return visitor.browser.post("/chat/words", data=sealed(text), headers=ORIGIN).status_code


def ends(visitor: AtSocket) -> None:
    visitor.ask("close", conversation_id=str(visitor.conversation_id))


def counted(session) -> dict[str, int]:
    rows = session.exec(select(FeedbackCount).where(FeedbackCount.question == "burden")).all()
    return {one.answer: one.n for one in rows}


def told_in_the_queue(people: People, line: Line, burden: int | None) -> AtSocket:
    """Give a visitor who has talked, after telling in the queue how heavy it was."""
    responder = a_responder(people, line)
    visitor = a_visitor(people, line)
    if burden is not None:
        taps(visitor, burden)
    responder.ask("claim", conversation_id=str(visitor.conversation_id))
    ends(visitor)
    for question in QUESTIONS:
        answers(visitor, question, "yes")
    return visitor


def test_before_and_after_are_counted_as_a_pair_and_the_number_goes(people, line, session):
    visitor = told_in_the_queue(people, line, 3)

    asked = visitor.browser.get("/chat").text
    answers(visitor, "burden", "1")

    assert "Kuinka raskasta sinulla on nyt?" in asked
    assert counted(session) == {"3>1": 1}
    assert session.get(Conversation, visitor.conversation_id).burden_before is None


def test_an_answer_is_known_by_its_month_only(line, session):
    """By day, those of a quiet day would be of its one conversation."""
    with clock.stopped(datetime(2026, 3, 17, 18, tzinfo=UTC)), transaction() as writing:
        count(writing, line.id, "did_it_help", "yes")

    assert [one.day for one in session.exec(select(FeedbackCount)).all()] == [date(2026, 3, 1)]


def test_who_told_nothing_in_the_queue_is_not_asked_in_the_end(people, line, session):
    visitor = told_in_the_queue(people, line, None)

    page = visitor.browser.get("/chat").text
    answers(visitor, "burden", "1")

    assert "Kuinka raskasta" not in page
    assert counted(session) == {}


@pytest.mark.parametrize("answer", ["skip", "7", "-1", "1>1"])
def test_anything_but_an_answer_is_a_skip_and_takes_the_number_away(people, line, session, answer):
    visitor = told_in_the_queue(people, line, 3)

    answers(visitor, "burden", answer)

    assert counted(session) == {}
    assert session.get(Conversation, visitor.conversation_id).burden_before is None


def test_the_last_tap_in_the_queue_holds_and_later_ones_are_refused(people, line, session):
    responder = a_responder(people, line)
    visitor = a_visitor(people, line)

    codes = [taps(visitor, 4), taps(visitor, 2), taps(visitor, 9), taps(visitor, "x")]
    responder.ask("claim", conversation_id=str(visitor.conversation_id))
    late = taps(visitor, 0)

    assert codes == [200, 200, 422, 422]
    assert late == 409
    assert session.get(Conversation, visitor.conversation_id).burden_before == 2


def test_a_number_without_a_second_goes_the_night_after_the_end(people, line, session):
    visitor = told_in_the_queue(people, line, 3)

    with clock.stopped(clock.now() + timedelta(hours=12)):
        apply_due(SYSTEM)

    assert session.get(Conversation, visitor.conversation_id).burden_before is None


def test_what_was_agreed_is_a_message_of_its_own_kind(people, line):
    visitor, responder = talking(people, line)

    answer = responder.ask(
        "agree",
        conversation_id=str(visitor.conversation_id),
        client_id="00000000-0000-4000-8000-000000000001",
        sealed=sealed("Soitat kouluterveydenhoitajalle"),
    )

    heard = visitor.hears("message")[-1]
    assert answer == {"ok": True, "seq": 1}
    assert (heard["kind"], opened(heard["sealed"])) == ("agreed", "Soitat kouluterveydenhoitajalle")


def test_only_the_responder_writes_down_what_was_agreed(people, line):
    visitor, _responder = talking(people, line)
    colleague = a_responder(people, line, "Eero Eskola")
    said = {
        "conversation_id": str(visitor.conversation_id),
        "client_id": "00000000-0000-4000-8000-000000000001",
        "sealed": sealed("jotain"),
    }

    codes = [visitor.ask("agree", **said)["code"], colleague.ask("agree", **said)["code"]]

    assert codes == ["not_allowed", "no_such_conversation"]


def test_own_words_go_into_the_thread_once_and_the_responder_hears_them(people, line, session):
    visitor, responder = talking(people, line)
    ends(visitor)

    codes = [says_how_it_went(visitor, "tuntui hyvältä"), says_how_it_went(visitor, "toinen")]

    heard = responder.hears("message")[-1]
    assert codes == [200, 409]
    assert (heard["kind"], opened(heard["sealed"])) == ("feedback", "tuntui hyvältä")
    assert b"tuntui" not in session.exec(select(Message)).one().body


def test_own_words_come_after_the_end_and_again_after_the_next_visit(people, line):
    visitor, responder = talking(people, line)
    visitor.says("hei")
    asks_for(visitor, a_code())
    early = says_how_it_went(visitor, "liian aikaisin")
    ends(visitor)
    first = says_how_it_went(visitor, "eka")

    visitor.browser.post("/chat/again", headers=ORIGIN)
    responder.ask("claim", conversation_id=str(visitor.conversation_id))
    ends(visitor)
    second = says_how_it_went(visitor, "toka")

    assert (early, first, second) == (409, 200, 200)


def test_after_the_end_the_page_holds_the_thread_only_where_something_was_said(people, line):
    silent, _one = talking(people, line)
    ends(silent)
    visitor = a_visitor(people, line)
    visitor.says("hei")
    ends(visitor)

    assert "<chat-kept" not in silent.browser.get("/chat").text
    assert "<chat-kept" in visitor.browser.get("/chat").text

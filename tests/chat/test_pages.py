"""The pages of the chat room, through the door."""

import pytest
from sqlmodel import select

from chat.models import Conversation, FeedbackCount
from organisation.models import Role
from tests.people import People
from tests.people_chat import ORIGIN, a_responder, a_visitor, talking


def test_a_line_page_stores_nothing_and_opens_nothing(client, people):
    line = people.line()

    page = client.get(f"/lines/{line.slug}")

    assert page.status_code == 200
    assert "Set-Cookie" not in page.headers
    assert "socket.io" not in page.text


def test_the_page_says_who_answers_for_whom_and_that_it_is_free(client, people):
    line = people.line()

    page = client.get(f"/lines/{line.slug}").text

    assert "Nuorisotyön ammattilainen" in page
    assert "12–20" in page
    assert "Maksuton" in page


def test_the_line_opens_when_somebody_has_come_on_duty(client, people):
    line = people.line()
    before = client.get(f"/lines/{line.slug}/state").json

    a_responder(people, line)
    after = client.get(f"/lines/{line.slug}/state").json

    assert (before["open"], after["open"]) == (False, True)


def test_nobody_gets_in_while_the_line_is_closed(client, people, session):
    line = people.line()

    answer = client.post(f"/lines/{line.slug}/start", headers=ORIGIN)

    assert answer.headers["Location"].endswith(f"/lines/{line.slug}")
    assert session.exec(select(Conversation)).all() == []
    assert "Set-Cookie" not in answer.headers


def test_pressing_start_twice_begins_one_conversation(people, session):
    line = people.line()
    a_responder(people, line)
    visitor = a_visitor(people, line)

    visitor.browser.post(f"/lines/{line.slug}/start", headers=ORIGIN)

    assert len(session.exec(select(Conversation)).all()) == 1


def test_the_conversations_address_says_nothing_about_it(people):
    line = people.line()
    a_responder(people, line)
    visitor = a_visitor(people, line)

    page = visitor.browser.get("/chat")

    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert "<title>Rinnalla</title>" in page.text


def test_without_a_conversation_the_page_shows_the_way(client, people):
    assert client.get("/chat").status_code == 200


def test_a_foreign_page_cannot_start_a_conversation(client, people, session):
    line = people.line()
    a_responder(people, line)

    answer = client.post(
        f"/lines/{line.slug}/start", headers={"Origin": "https://elsewhere.example"}
    )

    assert answer.status_code == 403
    assert session.exec(select(Conversation)).all() == []


def test_how_it_went_is_counted_once_and_not_kept_with_the_conversation(people, session):
    line = people.line()
    visitor, _responder = talking(people, line)
    visitor.ask("close", conversation_id=str(visitor.conversation_id))

    for _ in range(2):
        said = {"question": "did_it_help", "answer": "yes"}
        visitor.browser.post("/chat/feedback", data=said, headers=ORIGIN)

    counted = session.exec(select(FeedbackCount)).all()
    assert [(row.question, row.answer, row.n) for row in counted] == [("did_it_help", "yes", 1)]


def test_skipping_a_question_counts_nothing_and_goes_on(people, session):
    line = people.line()
    visitor, _responder = talking(people, line)
    visitor.ask("close", conversation_id=str(visitor.conversation_id))

    visitor.browser.post(
        "/chat/feedback", data={"question": "did_it_help", "answer": "skip"}, headers=ORIGIN
    )

    assert session.exec(select(FeedbackCount)).all() == []
    assert "yksin" in visitor.browser.get("/chat").text


def test_leaving_takes_everything_off_the_device(people):
    line = people.line()
    visitor, _responder = talking(people, line)

    visitor.browser.post("/chat/leave", headers=ORIGIN)

    assert visitor.browser.get_cookie("rv") is None
    assert not visitor.is_connected


def test_a_responder_says_how_it_ended_and_may_change_it(people, session):
    line = people.line()
    visitor, responder = talking(people, line)
    responder.ask("close", conversation_id=str(visitor.conversation_id))

    responder.ask("classify", conversation_id=str(visitor.conversation_id), outcome="helped")
    responder.ask(
        "classify", conversation_id=str(visitor.conversation_id), outcome="helped_and_guided"
    )

    assert session.get(Conversation, visitor.conversation_id).outcome == "helped_and_guided"


def test_nothing_is_classified_while_it_goes_on(people):
    line = people.line()
    visitor, responder = talking(people, line)

    answer = responder.ask(
        "classify", conversation_id=str(visitor.conversation_id), outcome="helped"
    )

    assert answer == {"ok": False, "code": "still_going_on"}


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EDITOR, Role.DATA_PROTECTION_OFFICER])
def test_the_desk_is_closed_to_those_who_must_not_see_content(people: People, role):
    line = people.line()
    worker = people.worker(role, lines=(line,))

    assert people.signed_in(worker).get("/desk").status_code == 403


def test_a_responder_opens_the_desk(people):
    line = people.line()
    responder = a_responder(people, line)

    assert responder.browser.get("/desk").status_code == 200

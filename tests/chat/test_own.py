"""What a visitor may do with what is stored about them, without saying who they are."""

from datetime import timedelta

import pytest
from sqlmodel import select

from chat.models import Conversation, Message
from core import clock
from core.crypto import Sealed
from organisation.models import Line, Role
from policies.current import current
from policies.holds import lay
from tests.people import People
from tests.people_chat import ORIGIN, a_visitor, opened, talking


@pytest.fixture
def line(people: People) -> Line:
    return people.line()


def test_the_panel_tells_what_there_is_and_who_has_read_it(people, line):
    visitor, responder = talking(people, line, nickname="Kettu")
    visitor.says("hei")
    responder.says("moi", to=visitor.conversation_id)

    page = visitor.browser.get("/chat/stored").text

    assert "3 riviä" in page
    assert "Aino" in page
    assert "Aika alkaa kulua, kun keskustelu päättyy." in page


def test_after_the_end_the_panel_tells_the_last_day_that_the_policy_gives(people, line, session):
    visitor, _responder = talking(people, line)
    visitor.says("hei")
    visitor.ask("close", conversation_id=str(visitor.conversation_id))

    page = visitor.browser.get("/chat/stored").text

    ended = session.get(Conversation, visitor.conversation_id).closed_at
    last = current().retention["chat.body"].keep.after(ended) + timedelta(days=1)
    assert f"{last.day}.{last.month}.{last.year}" in page


def test_a_visitor_takes_everything_along(people, line):
    visitor, _responder = talking(people, line, nickname="Kettu")
    visitor.says("hei")

    taken = visitor.browser.get("/chat/export").json

    assert opened(taken["nickname"]) == "Kettu"
    assert [opened(message["sealed"]) for message in taken["messages"]] == ["hei"]


def test_deleting_leaves_neither_a_row_nor_a_key(people, line, session, home):
    visitor, _responder = talking(people, line, nickname="Kettu")
    visitor.says("hei")

    visitor.browser.post("/chat/erase", headers=ORIGIN)

    assert session.exec(select(Conversation)).all() == []
    assert session.exec(select(Message)).all() == []
    with pytest.raises(Sealed):
        home.keys.get(visitor.conversation_id)


def test_the_responder_is_told_that_a_deleted_conversation_has_ended(people, line):
    visitor, responder = talking(people, line)

    visitor.browser.post("/chat/erase", headers=ORIGIN)

    assert responder.hears("state")[-1]["state"] == "closed"
    assert responder.says("hei?", to=visitor.conversation_id)["code"] == "no_such_conversation"


def test_deleting_closes_the_visitors_sockets_and_takes_the_cookie(people, line):
    visitor, _responder = talking(people, line)

    visitor.browser.post("/chat/erase", headers=ORIGIN)

    assert not visitor.is_connected
    assert visitor.browser.get_cookie("rv") is None


def test_what_the_law_holds_back_cannot_be_deleted(people, line, session, home):
    visitor, _responder = talking(people, line)
    officer = people.actor(people.worker(Role.DATA_PROTECTION_OFFICER))
    lay(
        session,
        officer,
        "chat.body",
        record=visitor.conversation_id,
        reason="tutkinta",
        ends_at=clock.now() + timedelta(days=3),
    )
    session.commit()

    answer = visitor.browser.post("/chat/erase", headers=ORIGIN)

    assert answer.status_code == 409
    assert home.keys.get(visitor.conversation_id)


def test_nobody_else_can_see_take_or_delete_it(people, line, client, session):
    visitor = talking(people, line)[0]
    stranger = a_visitor(people, line)

    stranger.browser.post("/chat/erase", headers=ORIGIN)

    assert client.get("/chat/stored").status_code == 401
    assert client.get("/chat/export").status_code == 401
    assert session.get(Conversation, visitor.conversation_id) is not None

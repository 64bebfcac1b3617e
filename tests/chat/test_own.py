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
from policies.models import OwnDeedCount
from tests.people import People
from tests.people_chat import ORIGIN, a_visitor, opened, talking
from tests.policy import obey


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
    last = clock.local_day(current().retention["chat.body"].keep.after(ended)) + timedelta(days=1)
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
    assert counted(session) == {"refused_held": 1}


def test_nobody_else_can_see_take_or_delete_it(people, line, client, session):
    visitor = talking(people, line)[0]
    stranger = a_visitor(people, line)

    stranger.browser.post("/chat/erase", headers=ORIGIN)

    assert client.get("/chat/stored").status_code == 401
    assert client.get("/chat/export").status_code == 401
    assert session.get(Conversation, visitor.conversation_id) is not None


def counted(session):
    """Give what was counted of visitors' own deeds."""
    return {str(one.deed): one.n for one in session.exec(select(OwnDeedCount)).all()}


def test_using_ones_rights_leaves_a_number_and_nothing_of_whom(people, line, session):
    visitor, _responder = talking(people, line)

    visitor.browser.get("/chat/stored")
    visitor.browser.get("/chat/stored")
    visitor.browser.get("/chat/export")
    visitor.browser.post("/chat/erase", headers=ORIGIN)

    assert counted(session) == {"seen": 2, "taken": 1, "erased": 1}
    assert set(OwnDeedCount.__table__.columns.keys()) == {"id", "day", "deed", "n"}


def test_whoever_may_not_see_is_not_counted(client, session):
    client.get("/chat/stored")
    client.post("/chat/erase", headers=ORIGIN)

    assert counted(session) == {}


def test_anybody_reads_how_one_uses_ones_rights_and_is_led_to_where_the_words_open(client, line):
    page = client.get("/en/chat/requests").text

    assert f"/en/lines/{line.slug}/return" in page
    assert "dpo@example.org" in page
    assert "/en/chat/stored" not in page


def test_with_the_conversation_open_the_page_of_rights_leads_to_what_is_stored(people, line):
    visitor, _responder = talking(people, line)

    assert "/chat/stored" in visitor.browser.get("/chat/requests").text


def test_where_the_policy_gives_no_return_codes_none_is_named(client, line):
    obey("enabled = true", "enabled = false")

    page = client.get("/en/chat/requests").text

    assert "return code" not in page
    assert f"/lines/{line.slug}/return" not in page

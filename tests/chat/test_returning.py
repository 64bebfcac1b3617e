"""Coming back with six words: the same thread on any device, and nothing for anybody else."""

from datetime import timedelta

import pytest
from sqlmodel import select

from chat.models import Conversation, ReturnCode, Visit
from chat.queries import queue_of
from core import clock
from organisation.models import Line
from outreach.models import StageCount
from policies.current import current
from tests.people import People
from tests.people_chat import ORIGIN, AtSocket, a_responder, a_visitor, opened, talking
from tests.people_return import Code, a_code, asks_for, at_another_device, comes_back
from tests.policy import obey


@pytest.fixture
def line(people: People) -> Line:
    return people.line()


@pytest.fixture
def code() -> Code:
    return a_code()


def ended_with(people: People, line: Line, code: Code) -> tuple[AtSocket, AtSocket]:
    """Give both sides of a conversation that had a code and has ended."""
    visitor, responder = talking(people, line, nickname="Kettu")
    visitor.says("hei")
    asks_for(visitor, code)
    responder.says("moi", to=visitor.conversation_id)
    visitor.ask("close", conversation_id=str(visitor.conversation_id))
    return visitor, responder


def again(visitor: AtSocket) -> None:
    visitor.browser.post("/chat/again", headers=ORIGIN)


def test_the_words_open_the_same_thread_on_another_device(people, line, code):
    visitor, _responder = ended_with(people, line, code)

    elsewhere = at_another_device(visitor, line, code)

    assert [opened(one["sealed"]) for one in elsewhere.sync()["messages"]] == ["hei", "moi"]


def test_a_code_is_given_only_after_the_first_words(people, line, code):
    a_responder(people, line)
    visitor = a_visitor(people, line)

    before = asks_for(visitor, code)
    visitor.says("hei")
    after = asks_for(visitor, code)

    assert (before.status_code, after.status_code) == (409, 200)


def test_only_a_hash_of_what_proves_the_words_is_kept(people, line, code, session):
    ended_with(people, line, code)

    kept = session.exec(select(ReturnCode)).one()

    assert code.auth not in str(kept.model_dump())


def test_everything_that_is_wrong_is_told_alike_and_opens_nothing(people, line, code):
    visitor, _responder = ended_with(people, line, code)
    other_line = people.line("toinen")
    stranger = visitor.home.app.test_client()

    answers = [
        comes_back(stranger, line, a_code("muut sanat")),
        comes_back(stranger, line, Code(code.lookup, a_code("muut sanat").auth)),
        comes_back(stranger, line, Code(a_code("muut sanat").lookup, code.auth)),
        comes_back(stranger, other_line, code),
    ]

    assert {(one.status_code, one.text) for one in answers} == {(403, answers[0].text)}
    assert answers[0].json["code"] == "no_such_code"
    assert stranger.get_cookie("rv") is None


def test_whoever_tries_one_code_again_and_again_has_to_wait(people, line, code):
    visitor, _responder = ended_with(people, line, code)
    wrong, stranger = Code(code.lookup, a_code("muut").auth), visitor.home.app.test_client()

    answers = [comes_back(stranger, line, wrong).status_code for _time in range(6)]

    assert answers == [403] * 5 + [429]
    assert comes_back(stranger, line, a_code("kolmannet sanat")).status_code == 403


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"lookup": "a" * 22},
        {"lookup": "a" * 22, "auth": "ä" * 43},
        {"lookup": "' OR 1=1 --xxxxxxxxxxx", "auth": "a" * 43},
        {"lookup": "a" * 22, "auth": "a" * 43, "words": "kultakettu"},
    ],
)
def test_what_no_browser_of_ours_makes_is_refused(client, people, line, form):
    headers = {**ORIGIN, "Accept": "application/json"}

    answer = client.post(f"/lines/{line.slug}/return", data=form, headers=headers)

    assert (answer.status_code, answer.json["code"]) == (422, "bad_input")


def test_another_code_makes_the_old_one_dead_and_puts_out_who_came_with_it(people, line, code):
    visitor, _responder = ended_with(people, line, code)
    elsewhere = at_another_device(visitor, line, code)

    asks_for(visitor, a_code("uudet sanat"))

    assert not elsewhere.is_connected
    assert comes_back(elsewhere.browser, line, code).status_code == 403
    assert visitor.browser.get("/chat/stored").status_code == 200
    assert at_another_device(visitor, line, a_code("uudet sanat")).is_connected


def test_a_code_that_was_given_up_opens_nothing(people, line, code):
    visitor, _responder = ended_with(people, line, code)

    visitor.browser.post("/chat/return-code/forget", headers=ORIGIN)

    assert comes_back(visitor.home.app.test_client(), line, code).status_code == 403


def test_a_code_dies_when_its_time_is_over_even_before_the_purge(people, line, code, session):
    visitor, _responder = ended_with(people, line, code)
    ended = session.get(Conversation, visitor.conversation_id).closed_at
    end = current().retention["chat.return_code"].keep.after(ended)

    with clock.stopped(end - timedelta(seconds=1)):
        in_time = comes_back(visitor.home.app.test_client(), line, code).status_code
    with clock.stopped(end):
        late = comes_back(visitor.home.app.test_client(), line, code).status_code

    assert (in_time, late) == (200, 403)


def test_a_deleted_conversation_leaves_no_code_behind(people, line, code, session):
    visitor, _responder = ended_with(people, line, code)
    elsewhere = at_another_device(visitor, line, code)

    elsewhere.browser.post("/chat/erase", headers=ORIGIN)

    assert session.exec(select(ReturnCode)).all() == []
    assert comes_back(elsewhere.browser, line, code).status_code == 403


def test_where_the_policy_gives_no_codes_there_is_no_door(people, line, code):
    visitor, _responder = ended_with(people, line, code)
    obey("enabled = true", "enabled = false")

    refused = asks_for(visitor, code).status_code
    page, line_page = (visitor.browser.get(f"/lines/{line.slug}{one}") for one in ("/return", ""))

    assert (refused, page.status_code) == (409, 409)
    assert "/return" not in line_page.text


def test_who_returns_waits_again_in_the_same_thread_and_talks_on(people, line, code):
    visitor, responder = ended_with(people, line, code)
    elsewhere = at_another_device(visitor, line, code)

    again(elsewhere)
    waiting = elsewhere.sync()
    responder.ask("claim", conversation_id=str(visitor.conversation_id))
    elsewhere.says("täällä taas")

    assert (waiting["state"], waiting["waiting"]["place"]) == ("waiting", 1)
    assert responder.reads()[-1] == "täällä taas"


def test_on_a_closed_line_nobody_is_let_into_the_queue(people, line, code):
    visitor, _responder = ended_with(people, line, code)

    with clock.stopped(clock.now() + timedelta(hours=3)):
        again(visitor)

    assert visitor.sync()["state"] == "closed"


def test_who_talked_before_hears_no_word_of_what_comes_after(people, line, code):
    visitor, aino = ended_with(people, line, code)
    eero = a_responder(people, line, "Eero Eskola")

    again(visitor)
    eero.ask("claim", conversation_id=str(visitor.conversation_id))
    visitor.says("vain Eerolle")

    assert "vain Eerolle" not in aino.reads()
    assert aino.says("hei", to=visitor.conversation_id)["code"] == "no_such_conversation"


def test_each_visit_keeps_its_own_times_and_outcome(people, line, code, session):
    visitor, responder = ended_with(people, line, code)
    about = {"conversation_id": str(visitor.conversation_id)}
    responder.ask("classify", **about, outcome="helped")

    again(visitor)
    responder.ask("claim", **about)
    visitor.ask("close", **about)
    responder.ask("classify", **about, outcome="guided")

    before = session.exec(select(Visit)).one()
    now = session.get(Conversation, visitor.conversation_id)
    assert (before.outcome, now.outcome) == ("helped", "guided")
    assert before.opened_at < before.closed_at <= now.started_at <= now.opened_at < now.closed_at


def test_each_visit_is_counted(people, line, code, session):
    visitor, responder = ended_with(people, line, code)

    again(visitor)
    responder.ask("claim", conversation_id=str(visitor.conversation_id))

    counted = {one.stage: one.n for one in session.exec(select(StageCount)).all()}
    assert (counted["contact_attempt"], counted["conversation"]) == (2, 2)


def test_an_earlier_visits_length_still_helps_to_estimate_the_wait(people, line, code, session):
    for number in range(5):
        visitor, _responder = ended_with(people, line, a_code(f"sanat {number}"))
    before = queue_of(session, line).habits

    again(visitor)

    assert queue_of(session, line).habits == before


def test_nothing_is_kept_of_the_visit_that_begins_anew_but_what_it_is(people, line, code, session):
    visitor, _responder = ended_with(people, line, code)

    again(visitor)

    now = session.get(Conversation, visitor.conversation_id)
    assert (now.responder_id, now.opened_at, now.closed_at, now.outcome) == (None,) * 4
    assert (now.questions_answered, now.last_seq) == (0, 2)


def test_the_panel_tells_the_longer_time_of_a_conversation_with_a_code(people, line, code, session):
    visitor, _responder = ended_with(people, line, code)

    page = visitor.browser.get("/chat/stored").text

    ended = session.get(Conversation, visitor.conversation_id).closed_at
    last = clock.local_day(current().retention["chat.return_code"].keep.after(ended)) + timedelta(
        days=1
    )
    assert page.count(f"{last.day}.{last.month}.{last.year}") >= 2
    assert "Paluukoodi" in page


def test_who_comes_back_is_first_at_the_desk_of_whom_they_know_and_last_elsewhere_for_a_while(
    people, line, code
):
    visitor, aino = ended_with(people, line, code)
    eero = a_responder(people, line, "Eero Eskola")
    again(visitor)
    other = a_visitor(people, line)
    in_order = [str(visitor.conversation_id), str(other.conversation_id)]

    mine, colleagues = aino.ask("desk")["queue"], eero.ask("desk")["queue"]
    with clock.stopped(clock.now() + timedelta(minutes=2)):
        later = eero.ask("desk")["queue"]

    assert [row["conversation_id"] for row in mine] == in_order
    assert [row["conversation_id"] for row in colleagues] == in_order[::-1]
    assert [row["conversation_id"] for row in later] == in_order
    assert [row["talked_with"] for row in mine] == [{"name": "Aino", "is_you": True}, None]
    assert colleagues[1]["talked_with"] == {"name": "Aino", "is_you": False}


def test_nobody_is_kept_for_a_colleague_who_has_gone_home(people, line, code):
    visitor, _aino = ended_with(people, line, code)
    again(visitor)

    with clock.stopped(clock.now() + timedelta(hours=3)):
        eero = a_responder(people, line, "Eero Eskola")
        taken = eero.ask("claim", conversation_id=str(visitor.conversation_id))

    assert taken["ok"]

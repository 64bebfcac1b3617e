"""How far the other has read, and taking back what one has just said."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from chat.models import Message
from core import clock
from policies.talk_rules import Talk
from tests.people_chat import a_visitor, opened, talking
from tests.people_policies import supposing_chat


@pytest.fixture
def line(people):
    return people.line()


def say(side, text="hei"):
    """Say something and give its client id."""
    client_id = uuid4()
    assert side.says(text, client_id=client_id)["ok"]
    return client_id


def sees(side, seq):
    return side.ask("seen", conversation_id=str(side.conversation_id), seq=seq)


def withdraws(side, client_id):
    asked = {"conversation_id": str(side.conversation_id), "client_id": str(client_id)}
    return side.ask("withdraw", **asked)


def test_each_side_is_told_how_far_the_other_has_read(people, line):
    visitor, responder = talking(people, line)
    say(visitor)
    say(visitor)

    sees(responder, 2)

    mark = {"conversation_id": str(visitor.conversation_id), "author": "responder", "seq": 2}
    assert visitor.hears("seen") == [mark]
    assert visitor.sync()["seen"] == {"visitor": 0, "responder": 2}


def test_a_mark_never_goes_back_nor_past_what_was_said(people, line):
    visitor, responder = talking(people, line)
    say(visitor)
    sees(responder, 1)

    answers = [sees(responder, seq) for seq in (1, 99)]

    assert answers == [{"ok": True}] * 2
    assert visitor.sync()["seen"]["responder"] == 1
    assert len(visitor.hears("seen")) == 1


def test_nobody_marks_somebody_elses_conversation(people, line):
    visitor, _responder = talking(people, line)
    say(visitor)
    stranger = a_visitor(people, line)
    stranger.conversation_id = visitor.conversation_id

    assert sees(stranger, 1) == {"ok": False, "code": "no_such_conversation"}


def test_where_the_policy_keeps_no_marks_nothing_is_told_of_reading(people, line):
    visitor, responder = talking(people, line)
    say(visitor)

    with supposing_chat(talk=Talk(read_marks=False)):
        answer = sees(responder, 1)
        state = visitor.sync()

    assert answer == {"ok": True}
    assert state["seen"] is None
    assert visitor.hears("seen") == []


def test_a_withdrawn_message_is_gone_for_both_and_from_the_database(people, line, session):
    visitor, responder = talking(people, line)
    regretted = say(visitor, "sanoin liikaa")

    answer = withdraws(visitor, regretted)

    assert answer == {"ok": True, "seq": 1, "was_seen": False}
    gone = {"conversation_id": str(visitor.conversation_id), "author": "visitor", "seq": 1}
    assert responder.hears("withdrawn") == [gone]
    row = session.exec(select(Message)).one()
    assert (row.kind, row.alg, row.body) == ("withdrawn", "none/0", b"")


def test_who_comes_back_finds_the_number_but_not_the_words(people, line):
    visitor, responder = talking(people, line)
    withdraws(visitor, say(visitor, "sanoin liikaa"))
    say(visitor, "moi")

    fresh, knowing = responder.sync(), responder.sync(after=2)

    first, second = fresh["messages"]
    assert (first["seq"], first["kind"], opened(first["sealed"])) == (1, "withdrawn", "")
    assert opened(second["sealed"]) == "moi"
    assert knowing["withdrawn"] == [1]


def test_one_who_withdraws_what_was_read_is_told_so(people, line):
    visitor, responder = talking(people, line)
    regretted = say(visitor)
    sees(responder, 1)

    assert withdraws(visitor, regretted)["was_seen"] is True


def test_withdrawn_twice_is_withdrawn_once(people, line):
    visitor, responder = talking(people, line)
    regretted = say(visitor)

    first, again = withdraws(visitor, regretted), withdraws(visitor, regretted)

    assert first == again
    assert len(responder.hears("withdrawn")) == 1


def test_only_ones_own_last_message_is_withdrawn(people, line):
    visitor, responder = talking(people, line)
    earlier, last = say(visitor), say(visitor)

    answers = [
        withdraws(visitor, earlier),
        withdraws(responder, last),
        withdraws(visitor, uuid4()),
    ]
    withdraws(visitor, last)
    unravelled = withdraws(visitor, earlier)

    assert {answer["code"] for answer in [*answers, unravelled]} == {"not_your_last"}


def test_a_message_is_withdrawn_while_the_policy_allows_and_the_talk_lasts(people, line):
    visitor, _responder = talking(people, line)
    message = say(visitor)

    with clock.stopped(clock.now() + timedelta(minutes=15)):
        late = withdraws(visitor, message)
    visitor.ask("close", conversation_id=str(visitor.conversation_id))
    ended = withdraws(visitor, message)

    assert late == {"ok": False, "code": "too_late"}
    assert ended == {"ok": False, "code": "conversation_closed"}


def test_a_message_sent_again_after_it_was_withdrawn_stays_withdrawn(people, line):
    visitor, _responder = talking(people, line)
    regretted = say(visitor)
    withdraws(visitor, regretted)

    again = visitor.says("hei", client_id=regretted)

    assert again == {"ok": True, "seq": 1}
    assert visitor.sync()["messages"][0]["kind"] == "withdrawn"

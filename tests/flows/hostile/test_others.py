"""What somebody inside may not learn of others, nor do to them, and no message of another shape is kept."""

import json
from contextlib import closing, suppress
from uuid import uuid4

import pytest

from tests.flows.hostile.raw import FRAME, Raw, a_visitor, post, said, worker_at
from tests.flows.wire import Socket, sealed
from tests.served import EERO


def test_a_forged_conversation_and_somebody_elses_are_answered_alike(server, visitor, aino):
    other = a_visitor(server)
    eero = worker_at(server, EERO)
    assert eero.ask("claim", {"conversation_id": other.conversation_id})["ok"]
    child = Socket(server, visitor.header, "visitor")
    events = {
        "post": post,
        "sync": lambda id_: {"conversation_id": id_, "after": 0},
        "typing": lambda id_: {"conversation_id": id_},
        "close": lambda id_: {"conversation_id": id_},
        "classify": lambda id_: {"conversation_id": id_, "outcome": "helped"},
        "refer": lambda id_: post(id_, service_id=str(uuid4()), kind="advised"),
    }
    apart = []

    for asking in (child, aino):
        for event, payload in events.items():
            theirs = asking.ask(event, payload(other.conversation_id))
            forged = asking.ask(event, payload(str(uuid4())))
            if theirs != forged or theirs["ok"]:
                apart.append((event, theirs, forged))

    assert apart == []
    assert said(server, other) == []
    child.drop()
    eero.drop()


def test_what_comes_too_late_is_told_and_changes_nothing(server, visitor, aino):
    child = Socket(server, visitor.header, "visitor")
    assert aino.ask("claim", {"conversation_id": visitor.conversation_id})["ok"]
    assert child.ask("post", post(visitor, "ajoissa"))["ok"]
    assert aino.ask("close", {"conversation_id": visitor.conversation_id})["ok"]

    for late in (child, aino):
        assert late.ask("post", post(visitor, "myöhässä"))["code"] == "conversation_closed"
        about = {"conversation_id": visitor.conversation_id}
        assert late.ask("typing", about)["code"] == "conversation_closed"
    card = post(visitor, service_id=str(uuid4()), kind="advised")
    assert aino.ask("refer", card)["code"] == "conversation_closed"
    assert (
        aino.ask("claim", {"conversation_id": visitor.conversation_id})["code"] == "already_taken"
    )
    assert said(server, visitor) == ["ajoissa"]
    child.drop()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sealed": sealed("x" * 8_193)}, "too_long"),
        ({"sealed": sealed("ö" * 4_097)}, "too_long"),
        ({"sealed": {"alg": "plain/1", "body": ""}}, "bad_input"),
        ({"sealed": {"alg": "plain/1", "body": "***"}}, "bad_input"),
        ({"sealed": {"alg": "plain/1", "body": "aGVp\n"}}, "bad_input"),
        ({"sealed": {"alg": "plain/1", "body": "ａGVp"}}, "bad_input"),
        ({"sealed": {"alg": "<script>", "body": "aGVp"}}, "bad_input"),
        ({"sealed": {"alg": "plain/1\n", "body": "aGVp"}}, "bad_input"),
        ({"sealed": {"alg": "plain/1", "body": "aGVp", "key": "x"}}, "bad_input"),
        ({"sealed": "aGVp"}, "bad_input"),
        ({"client_id": "../../x"}, "bad_input"),
        ({"client_id": None}, "bad_input"),
        ({"client_id": ["x"]}, "bad_input"),
        ({"conversation_id": {"$ne": None}}, "bad_input"),
        ({"author": "responder"}, "bad_input"),
        ({"seq": 1}, "bad_input"),
        ({"kind": "card"}, "bad_input"),
        ({"__proto__": {}}, "bad_input"),
    ],
)
def test_a_message_of_another_shape_is_refused_and_not_kept(server, visitor, changes, code):
    child = Socket(server, visitor.header, "visitor")

    assert child.ask("post", post(visitor, **changes)) == {"ok": False, "code": code}

    child.drop()
    assert said(server, visitor) == []


def test_a_message_of_just_eight_kilobytes_is_kept(server, visitor):
    child = Socket(server, visitor.header, "visitor")

    assert child.ask("post", post(visitor, "x" * 8_192))["ok"]

    child.drop()
    assert said(server, visitor) == ["x" * 8_192]


@pytest.mark.parametrize("size", [FRAME + 1, 1_200_000])
def test_a_frame_that_is_too_large_closes_the_socket_and_is_not_kept(server, visitor, size: int):
    with closing(Raw(server).comes_in(visitor.header)) as raw:
        with suppress(ConnectionError):
            raw.says("42/chat,1" + json.dumps(["post", post(visitor, "x" * size)]))

        assert raw.is_closed()
    assert said(server, visitor) == []

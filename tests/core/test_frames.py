"""What is kept away from the live server before it reads it; the attacks themselves are in `tests/flows/hostile/`."""

import json
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from socketio.packet import EVENT, Packet

from core.frames import LARGEST_FRAME, Ear, Json, bounded, named
from core.house import House

NUMBERS = st.sampled_from(
    ["", "0", "7", "007", "1" * 15, "1" * 16, "1" * 101, "²", "٣", "-1", "7 "]
)
SAID = st.sampled_from(
    [
        '["post",{"a":1}]',
        '["post"]',
        "[]",
        "[7]",
        '["*"]',
        '{"a":[1]}',
        '["post"',
        '["x",' + "9" * 101,
    ]
)


@pytest.fixture
def closed(home: House, monkeypatch) -> list[str]:
    """Give the ids of the connections that are closed from now on."""
    ids: list[str] = []
    monkeypatch.setattr(home.live.server.eio, "disconnect", ids.append)
    monkeypatch.setattr(home.live.server, "environ", {})  # nobody whom another test left behind
    monkeypatch.setattr(home.live.server, "start_background_task", lambda deed, *told: deed(*told))
    return ids


def test_who_does_not_say_who_they_are_between_two_rounds_is_closed(home: House, closed):
    home.live.server.environ["stranger"] = {}

    home.live.drop_strangers()
    assert closed == []
    home.live.drop_strangers()

    assert closed == ["stranger"]


def test_parts_of_a_message_are_collected_up_to_the_largest_frame():
    taken: list[bytes] = []
    push = bounded(lambda _message, data, final: taken.append(data))
    message = SimpleNamespace()

    push(message, b"x" * (LARGEST_FRAME - 1))
    push(message, b"", final=True)
    with pytest.raises(ValueError):
        push(message, b"x")

    assert sum(map(len, taken)) == LARGEST_FRAME - 1


def test_a_packet_is_written_and_read_as_the_library_does_it():
    told = {"seq": 7, "sealed": {"body": "ä=="}, "by": None}

    assert Json.loads(Json.dumps(told)) == json.loads(json.dumps(told)) == told
    with pytest.raises(ValueError):
        Json.loads("9" * 101)


@given(head=st.sampled_from(["2/chat,", "2/chat", "2,", "3/chat,"]), number=NUMBERS, said=SAID)
def test_an_event_is_read_as_the_library_does_it_or_left_to_it(head: str, number: str, said: str):
    text = head + number + said

    event = Ear(None, "/chat").event_in(text)

    if event is not None:
        stock = Packet(encoded_packet=text)
        assert (stock.packet_type, stock.namespace) == (EVENT, "/chat")
        assert (int(event[0]) if event[0] else None, event[1]) == (stock.id, stock.data)


@pytest.mark.parametrize("said", [[], [7], ["connect"], ["disconnect", {}], ["*"], "post"])
def test_an_event_under_a_name_of_the_librarys_own_is_unknown(said):
    assert named(said) == ""


def test_a_room_and_who_asked_are_told_as_the_library_would(home: House, monkeypatch):
    told: list[tuple[str, str]] = []
    server, mouth = home.live.server, home.live.mouth
    monkeypatch.setattr(
        server, "_send_eio_packet", lambda eio_sid, pkt: told.append((eio_sid, pkt.encode()))
    )
    monkeypatch.setattr(server.manager, "rooms", {"/chat": {"r": {"a": "A", "b": "B"}}})
    payload = {"body": "ä==", "by": None}

    mouth.say("r", "message", payload, "b")
    mouth.say("nobody's", "message", payload)
    mouth.answer("A", 7, {"ok": True})

    stock = server.packet_class(EVENT, data=["message", payload], namespace="/chat").encode()
    assert told == [("A", f"4{stock}"), ("A", '43/chat,7[{"ok":true}]')]

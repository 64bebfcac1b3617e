"""What is no packet, no event and no frame ends its connection, changes nothing and leaves no line in the log."""

import json
import os
from contextlib import closing

import pytest

from tests.flows.hostile.raw import BINARY, Raw, post, said
from tests.flows.wire import Socket
from tests.served import AINO, Served, Visitor

NONSENSE = {
    "no packet": "hello",
    "an empty frame": "",
    "an unknown packet": "9",
    "an upgrade": "5probe",
    "nothing to do": "6",
    "an empty message": "4",
    "an object for a packet": '4{"a":1}',
    "a list for a packet": "4[2]",
    "lists within lists": "4" + "[" * 60_000,
    "objects within an event": '42/chat,1["post",' + '{"a":' * 10_000,
    "broken JSON": '42/chat,1["post",{',
    "a number beyond all": "42/chat,1[" + "9" * 5_000 + "]",
    "a long id": "42" + "1" * 101 + "[]",
    "an answer nobody asked for": "43/chat,1[]",
    "an error of our own": '44/chat,{"message":"x"}',
    "attachments": '451-/chat,["post",{"_placeholder":true,"num":0}]',
    "many attachments": '459999999-/chat,1["post",{"_placeholder":true,"num":0}]',
    "an answer with attachments": "461-/chat,1[]",
    "base64": "bAAAA",
    "another namespace": "40/admin,",
    "no namespace": "40",
    "an event in another namespace": '42/admin,1["post",{}]',
    "an event without a namespace": '42["join","conversation"]',
    "a second introduction": '40/chat,{"as":"worker"}',
    "a farewell": "41/chat,",
}


@pytest.mark.parametrize("nonsense", NONSENSE.values(), ids=NONSENSE.keys())
def test_nonsense_ends_the_connection_and_leaves_no_line_in_the_log(
    server: Served, visitor: Visitor, nonsense: str
):
    before = len(server.log)
    with closing(Raw(server).comes_in(visitor.header)) as raw:
        raw.says(nonsense)

        assert raw.is_closed()

    assert said(server, visitor) == []
    assert len(server.log) == before


@pytest.mark.parametrize("nonsense", [b"\x00\xff\xfe", os.urandom(200), b"", b"4" * 60_000])
def test_binary_frames_end_the_connection(server: Served, visitor: Visitor, nonsense: bytes):
    before = len(server.log)
    with closing(Raw(server).comes_in(visitor.header)) as raw:
        raw.says(nonsense, BINARY)

        assert raw.is_closed()
    assert len(server.log) == before


@pytest.mark.parametrize(
    "bytes_sent",
    [
        b"\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0\0\0",
        b"\x81\xfe\xff\xff\0\0\0\0" + b"\xff" * 65_535,
        b"\xc1\x80\0\0\0\0",
        b"\x83\x80\0\0\0\0",
        b"\x81\x05hello",
        b"\x88\x82\0\0\0\0\xff\xff",
        b"\x09\x80\0\0\0\0",
        b"GET / HTTP/1.1\r\n\r\n",
    ],
    ids=[
        "endless",
        "no UTF-8",
        "reserved bit",
        "opcode",
        "unmasked",
        "odd farewell",
        "ping in parts",
        "HTTP",
    ],
)
def test_broken_frames_end_the_connection(server: Served, stranger: Raw, bytes_sent: bytes):
    before = len(server.log)
    stranger.shakes_hands()

    stranger.link.sendall(bytes_sent)

    assert stranger.is_closed()
    assert len(server.log) == before


@pytest.mark.parametrize(
    "name", ["connect", "disconnect", "*", "", "__class__", "message", "join", "enter_room", "ping"]
)
@pytest.mark.parametrize("spelling", ["plain", "escaped"])
def test_no_event_reaches_the_librarys_own_handlers(
    server: Served, visitor: Visitor, name, spelling
):
    shown = (
        json.dumps(name)
        if spelling == "plain"
        else '"' + "".join(f"\\u{ord(c):04x}" for c in name) + '"'
    )
    environ = {"HTTP_ORIGIN": server.base_url, "HTTP_COOKIE": f"rw={server.session_cookie(AINO)}"}
    with closing(Raw(server).comes_in(visitor.header)) as raw:
        raw.says(f"42/chat,7[{shown},{json.dumps(environ)},{json.dumps({'as': 'worker'})}]")

        assert raw.hears(until="43/chat,7")[-1] == '43/chat,7[{"ok":false,"code":"bad_input"}]'
        raw.asks("desk", {}, 8)
        assert raw.hears(until="43/chat,8")[-1] == '43/chat,8[{"ok":false,"code":"not_allowed"}]'


@pytest.mark.parametrize(
    "event", ['{"a":1}', "[]", "[[1]]", "[null]", '[{"post":1}]', "7", '"post"', "true"]
)
def test_an_event_that_is_none_is_refused_like_an_unknown_one(
    server: Served, visitor: Visitor, event: str
):
    with closing(Raw(server).comes_in(visitor.header)) as raw:
        raw.says(f"42/chat,{'' if event == '7' else 7}{event}")
        if event != "7":  # a bare number is an id without an event
            assert raw.hears(until="43/chat,7")[-1] == '43/chat,7[{"ok":false,"code":"bad_input"}]'
        raw.asks("sync", {"conversation_id": visitor.conversation_id, "after": 0}, 9)
        assert '"ok":true' in raw.hears(until="43/chat,9")[-1]


def test_who_has_said_goodbye_by_event_does_not_go_on_hearing(
    server: Served, visitor: Visitor, aino: Socket
):
    assert aino.ask("claim", {"conversation_id": visitor.conversation_id})["ok"]
    ghost = Raw(server).comes_in(visitor.header)
    ghost.asks("disconnect", {})
    server.post("/chat/leave", {}, cookie=visitor.header)

    assert aino.ask("post", post(visitor, "salaista"))["ok"]

    assert not [packet for packet in ghost.hears() if packet.startswith('42/chat,["message"')]
    ghost.close()

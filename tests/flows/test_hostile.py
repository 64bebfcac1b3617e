"""Somebody who wishes the live server ill: what they send changes nothing, stops nobody, fills neither memory nor log.

The real server, and websockets written by hand: a decent client library would not send most of this.
"""

import base64
import json
import os
import re
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import count
from threading import Thread
from uuid import uuid4

import pytest
import requests

from tests.flows.wire import ANSWER_SECONDS, PATIENCE_SECONDS, Socket, plain, sealed
from tests.served import AINO, EERO, Served, Visitor, serving, unsealed

FRAME = 65_536
BURST, PER_SECOND = 40, 10
TEXT, BINARY, PING, MORE = 1, 2, 9, 0


NETWORKS = count(1)
BEHIND_A_PROXY = {"RINNALLA_TRUSTED_PROXIES": "1"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("hostile")
    with serving(folder, settings=BEHIND_A_PROXY | unsealed(folder)) as served:
        served.check_in(AINO)
        served.check_in(EERO)
        yield served


@pytest.fixture
def visitor(server: Served) -> Visitor:
    return a_visitor(server)


def a_visitor(server: Served) -> Visitor:
    """Let somebody start from a network of their own: each network has a limit."""
    return server.start_visitor(nickname="Kuu", X_Forwarded_For=f"10.0.{next(NETWORKS)}.1")


@pytest.fixture
def aino(server: Served) -> Iterator[Socket]:
    with closing(worker_at(server, AINO)) as aino:
        yield aino


def worker_at(server: Served, email: str) -> Socket:
    made = Socket(server, f"rw={server.session_cookie(email)}", "worker")
    made.close = made.drop  # type: ignore[attr-defined]
    return made


class Raw:
    """A TCP connection on which anything can be said."""

    def __init__(self, server: Served, *, small: bool = False) -> None:
        self.link = socket.socket()
        if small:
            self.link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.link.settimeout(ANSWER_SECONDS)
        self.link.connect(("127.0.0.1", server.port))
        self.server = server

    def shakes_hands(self, cookie: str = "", **headers: str) -> str:
        """Ask for a websocket; gives the answer's first line."""
        own = {
            "Host": f"127.0.0.1:{self.server.port}",
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Origin": self.server.base_url,
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
            "Cookie": cookie,
        } | {name.replace("_", "-"): value for name, value in headers.items()}
        lines = [f"{name}: {value}\r\n" for name, value in own.items() if value]
        path = "/socket.io/?EIO=4&transport=websocket"
        self.link.sendall(f"GET {path} HTTP/1.1\r\n{''.join(lines)}\r\n".encode())
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self.link.recv(1)
        return answer.decode().splitlines()[0]

    def comes_in(self, cookie: str, as_: str = "visitor") -> "Raw":
        """Open a websocket and introduce oneself."""
        assert "101" in self.shakes_hands(cookie)
        self.says(f"40/chat,{json.dumps({'as': as_})}")
        assert any(packet.startswith("40/chat") for packet in self.hears(until="40/chat"))
        return self

    def says(self, text: str | bytes, opcode: int = TEXT, *, is_last: bool = True) -> None:
        """Send one frame, masked with nothing as is allowed."""
        data = text.encode() if isinstance(text, str) else text
        size = len(data)
        if size < 126:
            length = bytes([0x80 | size])
        elif size < FRAME:
            length = bytes([0x80 | 126]) + struct.pack("!H", size)
        else:
            length = bytes([0x80 | 127]) + struct.pack("!Q", size)
        self.link.sendall(bytes([(0x80 if is_last else 0) | opcode]) + length + b"\0\0\0\0" + data)

    def asks(self, event: str, payload: object, number: int = 1) -> None:
        self.says(f"42/chat,{number}{json.dumps([event, payload])}")

    def hears(self, *, until: str = "nothing") -> list[str]:
        """Read packets until one begins so, or until the server has closed the connection."""
        heard: list[str] = []
        with suppress(ConnectionError):
            while (packet := self._frame()) is not None:
                heard.append(packet)
                if packet.startswith(until):
                    break
        return heard

    def is_closed(self) -> bool:
        """Wait until the server has closed the connection; a living one would time out."""
        self.hears()
        return True

    def _frame(self) -> str | None:
        head = self._exactly(2)
        if head is None or head[0] & 15 == 8:
            return None
        size = head[1] & 127
        if size == 126:
            size = struct.unpack("!H", self._exactly(2) or b"\0\0")[0]
        elif size == 127:
            size = struct.unpack("!Q", self._exactly(8) or bytes(8))[0]
        data = self._exactly(size)
        return None if data is None else data.decode(errors="replace")

    def _exactly(self, size: int) -> bytes | None:
        data = b""
        while len(data) < size:
            some = self.link.recv(min(size - len(data), 1 << 20))
            if not some:
                return None
            data += some
        return data

    def close(self) -> None:
        self.link.close()


@pytest.fixture
def stranger(server: Served) -> Iterator[Raw]:
    with closing(Raw(server)) as raw:
        yield raw


def post(visitor: Visitor | str, text: str = "moi", **changes: object) -> dict[str, object]:
    conversation = visitor if isinstance(visitor, str) else visitor.conversation_id
    return {
        "conversation_id": conversation,
        "client_id": str(uuid4()),
        "sealed": sealed(text),
        **changes,
    }


def said(server: Served, visitor: Visitor) -> list[str]:
    """Read a conversation anew, as its visitor."""
    one = Socket(server, visitor.header, "visitor")
    answer = one.ask("sync", {"conversation_id": visitor.conversation_id, "after": 0})
    one.drop()
    assert answer["ok"], answer
    return [plain(message) for message in answer["messages"]]


# Nonsense at the door


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


# Who may come in


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": ""},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "https://evil.example", "X_Forwarded_Host": "evil.example"},
        {"Origin": "https://evil.example", "X_Forwarded_For": "127.0.0.1"},
        {"Origin": "https://evil.example", "Host": "evil.example"},
        {"Host": "evil.example"},
        {"Host": ""},
        {"Sec_WebSocket_Version": ""},
        {"Sec_WebSocket_Version": "8"},
        {"Sec_WebSocket_Version": "", "Sec_WebSocket_Key1": "1 2", "Sec_WebSocket_Key2": "3 4"},
    ],
    ids=lambda headers: " ".join(f"{name}={value}" for name, value in headers.items()),
)
def test_the_socket_opens_for_our_own_pages_and_the_standard_only(
    server, visitor, stranger, headers
):
    answer = stranger.shakes_hands(visitor.header, **headers)

    if "101" in answer:  # without an Origin only the introduction is refused
        stranger.says("40/chat,{}")
        assert [one for one in stranger.hears() if one.startswith("40")] == []
    else:
        assert " 400 " in answer


@pytest.mark.parametrize(
    "query",
    [
        "EIO=4&transport=polling",
        "EIO=3&transport=polling",
        "EIO=3&transport=websocket",
        "EIO=4&transport=polling&j=0",
        "EIO=4&transport=polling&sid=x",
        "EIO=4&transport=websocket&sid=../../x",
        "transport=flashsocket&EIO=4",
        "",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_no_other_transport_is_offered(server: Served, query: str, method: str):
    answer = requests.request(
        method,
        f"{server.base_url}/socket.io/?{query}",
        data=b"40/chat,",
        headers={"Origin": server.base_url},
        timeout=ANSWER_SECONDS,
    )

    assert answer.status_code in {400, 405}
    assert "sid" not in answer.text.replace("Invalid session", "")


@pytest.mark.parametrize(
    "cookie", ["", "rv=", "rv=stolen", "rv=%00", "rv=" + "x" * 5_000, "rw={worker}", "rv={worker}"]
)
def test_who_is_not_known_is_shown_the_door(server: Served, stranger: Raw, cookie: str):
    assert "101" in stranger.shakes_hands(cookie.format(worker=server.session_cookie(AINO)))

    stranger.says('40/chat,{"as":"visitor"}')

    assert stranger.hears()[1:] == ['44/chat,{"message":"sign_in_needed"}', "1"]


def test_a_visitor_is_no_worker_by_saying_so(server: Served, visitor: Visitor, stranger: Raw):
    stranger.shakes_hands(visitor.header.replace("rv=", "rw=") + "; " + visitor.header)

    stranger.says('40/chat,{"as":"worker"}')

    assert stranger.hears()[1:] == ['44/chat,{"message":"sign_in_needed"}', "1"]


def test_one_visitor_does_not_take_all_the_places(server: Served, visitor: Visitor):
    opened = [Raw(server).comes_in(visitor.header) for _ in range(16)]
    with closing(Raw(server)) as one_more:
        one_more.shakes_hands(visitor.header)
        one_more.says("40/chat,{}")

        assert one_more.hears()[1:] == ['44/chat,{"message":"too_many"}', "1"]
    for one in opened:
        one.close()


# What others may not learn or do


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


# What one may not take from others


def test_three_thousand_events_at_once_shut_their_sender_out_and_hold_nobody_up(
    server, visitor, aino
):
    flooding = Raw(server).comes_in(a_visitor(server).header)
    event = json.dumps(["sync", {"conversation_id": str(uuid4()), "after": 0}])
    sending = Thread(target=lambda: flood(flooding, event, 3_000), daemon=True)
    sending.start()
    child = Socket(server, visitor.header, "visitor")
    assert aino.ask("claim", {"conversation_id": visitor.conversation_id})["ok"]

    for number in range(5):
        assert child.ask("post", post(visitor, f"V{number}"))["ok"]
        assert aino.ask("post", post(visitor, f"R{number}"))["ok"]

    assert said(server, visitor) == [f"{who}{number}" for number in range(5) for who in "VR"]
    answers = [packet for packet in flooding.hears() if packet.startswith("43")]
    assert len(answers) < 100  # every one a refusal, and after so many the door is shut
    sending.join(ANSWER_SECONDS)
    flooding.close()
    child.drop()


def flood(raw: Raw, event: str, times: int) -> None:
    with suppress(OSError):
        for number in range(times):
            raw.says(f"42/chat,{number}{event}")


def test_who_connects_anew_gets_no_fuller_bucket(server: Served, visitor: Visitor):
    began, let_in, refused = time.monotonic(), 0, 0
    about = {"conversation_id": visitor.conversation_id, "after": 0}

    for _ in range(8):
        with closing(Raw(server)) as raw:
            raw.shakes_hands(visitor.header)
            raw.says("40/chat,{}")
            with suppress(ConnectionError):
                for number in range(20):
                    raw.asks("sync", about, number)
            heard = raw.hears(until="43/chat,19[")
            let_in += sum('"ok":true' in packet for packet in heard)
            refused += sum("too_many" in packet for packet in heard)

    assert let_in <= BURST + PER_SECOND * (time.monotonic() - began) + 1
    assert refused


def test_a_message_in_endless_parts_is_not_collected(server: Served, stranger: Raw):
    stranger.shakes_hands()

    with suppress(ConnectionError):
        stranger.says("4" + "x" * 60_000, is_last=False)
        for _ in range(50):
            stranger.says("x" * 60_000, MORE, is_last=False)

    assert stranger.is_closed()


def test_empty_parts_without_end_are_not_collected_either(server: Served, stranger: Raw):
    stranger.shakes_hands()

    with suppress(ConnectionError):
        stranger.says("4", is_last=False)
        stranger.link.sendall(b"\0\x80\0\0\0\0" * 70_000)

    assert stranger.is_closed()


def test_pings_without_end_hold_nobody_up(server, visitor, stranger):
    stranger.shakes_hands()
    stranger.link.sendall(b"\x89\x80\0\0\0\0" * 20_000)
    child = Socket(server, visitor.header, "visitor")

    assert child.ask("post", post(visitor))["ok"]

    child.drop()


def test_who_asks_and_never_reads_is_let_go(server, visitor, aino):
    """Each answer is 0.4 MB; five thousand such visitors would have filled any memory."""
    assert aino.ask("claim", {"conversation_id": visitor.conversation_id})["ok"]
    for _ in range(BURST - 6):
        assert aino.ask("post", post(visitor, "y" * 8_190))["ok"]
    greedy = Raw(server, small=True).comes_in(visitor.header)
    for number in range(BURST - 5):
        greedy.asks("sync", {"conversation_id": visitor.conversation_id, "after": 0}, number)
    greedy_lines = server.log.count("slow_reader_let_go")
    give_up = time.monotonic() + PATIENCE_SECONDS
    while not greedy_lines and time.monotonic() < give_up:
        greedy_lines = server.log.count("slow_reader_let_go")

    assert greedy_lines == 1
    answered = [packet for packet in greedy.hears() if packet.startswith("43")]
    assert len(answered) < BURST - 6
    assert aino.ask("sync", {"conversation_id": visitor.conversation_id, "after": 30})["ok"]
    greedy.close()


def test_after_all_this_nothing_in_the_log_tells_of_anybody(server: Served):
    told = server.log.split("Stop with Ctrl+C.")[-1]

    assert not re.search(r"\d+\.\d+\.\d+\.\d+", told)
    assert "Traceback" not in told
    assert "handler error" not in told

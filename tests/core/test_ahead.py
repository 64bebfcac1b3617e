"""What is read ahead is given as it came, in whatever pieces it is asked for and however it arrived."""

import io
import struct
from itertools import pairwise
from typing import Any

from eventlet.websocket import RFC6455WebSocket
from hypothesis import given
from hypothesis import strategies as st

from core.ahead import Ahead, reading_whole
from tests.core.loops import Hub, a_loop

TEXT, BINARY, PING = 0x81, 0x82, 0x89


class Wire:
    """A socket on which bytes arrive in pieces, and then no more."""

    def __init__(self, pieces: list[bytes]) -> None:
        self.pieces = pieces
        self.asked = 0
        self.sent: list[bytes] = []
        self.fd = self

    def recv(self, size: int) -> bytes:
        self.asked += 1
        piece = self.pieces.pop(0) if self.pieces else b""
        assert len(piece) <= size
        return piece

    def sendall(self, data: bytes) -> None:
        self.sent.append(data)

    def fileno(self) -> int:
        return 7


def ahead_of(wire: Any) -> tuple[Ahead, Hub]:
    loop, hub = a_loop()
    return Ahead(wire, loop), hub


@given(
    pieces=st.lists(st.binary(min_size=1, max_size=60), max_size=8),
    sizes=st.lists(st.integers(1, 70), min_size=1, max_size=8),
)
def test_nothing_is_lost_or_turned_round(pieces: list[bytes], sizes: list[int]):
    ahead, _hub = ahead_of(Wire(list(pieces)))
    read = []
    turn = 0
    while given := ahead.recv(sizes[turn % len(sizes)]):
        assert len(given) <= sizes[turn % len(sizes)]
        read.append(given)
        turn += 1

    assert b"".join(read) == b"".join(pieces)


def test_a_frame_that_arrived_whole_is_asked_for_once_and_the_rest_is_the_sockets():
    wire = Wire([b"\x81\x85maskhello"])
    ahead, _hub = ahead_of(wire)

    assert [ahead.recv(size) for size in (2, 4, 5)] == [b"\x81\x85", b"mask", b"hello"]
    assert wire.asked == 1
    assert ahead.fileno() == 7


FRAMES = st.lists(
    st.tuples(
        st.sampled_from([TEXT, TEXT, TEXT, BINARY, PING]),
        st.one_of(st.text(max_size=40).map(str.encode), st.binary(max_size=8)),
        st.binary(min_size=4, max_size=4),
        st.sampled_from([1, 1, 1, 60]),
    ),
    max_size=5,
)


@given(frames=FRAMES, cuts=st.lists(st.integers(0, 400), max_size=6), rest=st.binary(max_size=5))
def test_texts_are_what_eventlets_own_reads_in_the_same_order(frames, cuts, rest):
    sent = b"".join(frame(*one) for one in frames) + rest
    places = [0, *sorted(min(cut, len(sent)) for cut in cuts), len(sent)]
    pieces = [sent[a:b] for a, b in pairwise(places) if sent[a:b]]

    assert heard(list(pieces), is_quick=True) == heard(list(pieces), is_quick=False)


def test_a_text_is_read_by_one_question_and_two_need_no_other():
    wire = Wire([frame(TEXT, b"moi", b"mask", 1) + frame(TEXT, b"hei", b"mask", 100)])
    ahead, hub = ahead_of(wire)

    assert ahead.text() == "moi"
    assert ahead.has_more
    assert ahead.text() == "hei" * 100
    assert not ahead.has_more
    assert (wire.asked, hub.switched) == (1, 1)


def test_who_has_gone_is_waited_for_no_more():
    class Gone(Wire):
        def recv(self, size: int) -> bytes:
            raise ConnectionResetError

    assert ahead_of(Gone([]))[0].recv(2) == b""


def test_an_ended_socket_gives_its_end_and_is_not_listened_to():
    wire = Wire([b"x", b"y"])
    ahead, hub = ahead_of(wire)
    ahead.recv(1)

    ahead.end()

    assert ahead.recv(1) == b""
    assert hub.listening == []


def test_who_sends_before_being_answered_is_not_asked_about_in_every_turn():
    ahead, hub = ahead_of(Wire([b"x", b"y"]))
    ahead.recv(1)

    hub.switch()

    assert hub.listening == []
    assert ahead.recv(1) == b"y"
    assert len(hub.listening) == 1


def frame(opcode: int, data: bytes, mask: bytes, times: int) -> bytes:
    data = data * times if opcode != PING else data[:100]
    size = len(data)
    head = bytes((0x80 | size,)) if size < 126 else struct.pack("!BH", 0x80 | 126, size)
    return bytes((opcode,)) + head + mask + RFC6455WebSocket._apply_mask(data, mask)


def heard(pieces: list[bytes], *, is_quick: bool) -> list[Any]:
    """Read to the end; gives what was read, and how it ended."""
    wire = Wire(pieces)
    ws = RFC6455WebSocket(ahead_of(wire)[0], {"wsgi.errors": io.StringIO()})
    wire.shutdown = wire.close = lambda *_how: None  # type: ignore[attr-defined]
    wait = reading_whole(RFC6455WebSocket.wait) if is_quick else RFC6455WebSocket.wait
    read: list[Any] = []
    try:
        while (said := wait(ws)) is not None:
            read.append(said)
    except Exception as wrong:  # noqa: BLE001  whatever ends the one must end the other
        read.append(type(wrong))
    return [*read, wire.sent]

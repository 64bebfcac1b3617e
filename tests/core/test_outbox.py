"""What is told to one client leaves in its order, in as few pieces as can be, and holds up nobody."""

from types import SimpleNamespace
from typing import Any

import pytest
from eventlet.websocket import RFC6455WebSocket
from hypothesis import given
from hypothesis import strategies as st

from core.frames import MOST_WAITING
from core.outbox import Outbox, Turn, framed
from tests.core.loops import Hub, a_loop


class Line:
    """A client's socket, of which the system takes so many bytes at once; none means it is gone."""

    def __init__(self, takes: int | None) -> None:
        self.takes = takes
        self.pieces: list[bytes] = []
        self.is_closed = False
        self.socket = self.fd = self
        self._send: Any = None

    def send(self, data: bytes) -> int:
        if self.takes is None:
            raise BrokenPipeError
        if not self.takes:
            raise BlockingIOError
        self.pieces.append(data[: self.takes])
        return len(self.pieces[-1])

    def sendall(self, data: bytes) -> None:
        if self.takes is None:
            raise BrokenPipeError
        self.pieces.append(data)

    def shutdown(self, _how: int) -> None:
        self.takes = None

    def close(self) -> None:
        self.is_closed = True

    def end(self) -> None: ...


def an_outbox(takes: int | None = 1_000_000) -> tuple[Outbox, Line, Hub]:
    loop, hub = a_loop()
    outbox, line = Outbox(Turn(loop)), Line(takes)
    outbox.attach(line)
    return outbox, line, hub


def packet(text: str) -> Any:
    return SimpleNamespace(encode=lambda: text)


def all_turns(hub: Hub) -> None:
    while hub.due or hub.tasks:
        hub.turn()
        hub.work()


@given(text=st.text(max_size=200), times=st.sampled_from([1, 30, 400]))
def test_a_text_is_framed_as_eventlet_does_it(text: str, times: int):
    stock = RFC6455WebSocket(None, {})

    assert framed(text * times) == stock._pack_message(text * times)


def test_what_is_told_in_one_turn_leaves_as_one_piece():
    outbox, line, hub = an_outbox()

    outbox.put(packet("a"))
    hub.turn()
    outbox.put(packet("b"))
    all_turns(hub)
    outbox.put(packet("c"))
    all_turns(hub)

    assert line.pieces == [framed("a") + framed("b"), framed("c")]


@pytest.mark.parametrize("takes", [0, 1, 4])
def test_what_the_system_does_not_take_at_once_goes_in_the_same_order(takes: int):
    outbox, line, hub = an_outbox(takes)

    outbox.put(packet("first"))
    hub.turn()
    hub.turn()
    outbox.put(packet("second"))
    all_turns(hub)

    assert b"".join(line.pieces) == framed("first") + framed("second")
    assert outbox.size == 0


def test_a_room_hears_one_packet_that_was_packed_once():
    packed = []
    said = SimpleNamespace(encode=lambda: packed.append(1) or "moi")
    one, other = an_outbox(), an_outbox()

    for outbox, _line, hub in (one, other):
        outbox.put(said)
        all_turns(hub)

    assert one[1].pieces == other[1].pieces == [framed("moi")]
    assert packed == [1]


def test_the_end_comes_after_what_was_told_before_and_nothing_after_it():
    outbox, line, hub = an_outbox(0)

    outbox.put(packet("farewell"))
    outbox.put(None)
    outbox.put(packet("too late"))
    all_turns(hub)

    assert line.pieces == [framed("farewell")]
    assert line.is_closed


def test_who_asks_for_pongs_and_reads_none_is_heard_no_further():
    outbox, line, hub = an_outbox(0)

    line._send(b"pong")

    assert hub.tasks == []
    assert (line.pieces, outbox.size) == ([b"pong"], 0)


def test_what_ended_before_it_began_is_closed():
    loop, _hub = a_loop()
    outbox, line = Outbox(Turn(loop)), Line(1_000)
    outbox.end()

    outbox.attach(line)

    assert line.is_closed


def test_who_has_gone_is_closed_and_keeps_no_memory():
    outbox, line, hub = an_outbox(None)

    outbox.put(packet("to nobody"))
    all_turns(hub)

    assert line.is_closed
    assert outbox.size == 0


def test_who_does_not_read_is_full_and_can_be_let_go():
    outbox, line, hub = an_outbox(0)
    outbox.put(packet("x" * MOST_WAITING))
    assert outbox.is_full

    outbox.drop()
    outbox.put(None)
    all_turns(hub)

    assert not outbox.is_full
    assert line.pieces == []

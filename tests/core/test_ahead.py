"""What is read ahead is given as it came, in whatever pieces it is asked for."""

from hypothesis import given
from hypothesis import strategies as st

from core.ahead import Ahead


class Wire:
    """A socket on which bytes arrive in pieces."""

    def __init__(self, pieces: list[bytes]) -> None:
        self.pieces = pieces
        self.asked = 0

    def recv(self, size: int) -> bytes:
        self.asked += 1
        piece = self.pieces.pop(0) if self.pieces else b""
        assert len(piece) <= size
        return piece

    def sendall(self, data: bytes) -> None: ...

    def fileno(self) -> int:
        return 7


@given(
    pieces=st.lists(st.binary(min_size=1, max_size=60), max_size=8),
    sizes=st.lists(st.integers(1, 70), min_size=1, max_size=8),
)
def test_nothing_is_lost_or_turned_round(pieces: list[bytes], sizes: list[int]):
    ahead, read = Ahead(Wire(list(pieces))), []
    turn = 0
    while given := ahead.recv(sizes[turn % len(sizes)]):
        assert len(given) <= sizes[turn % len(sizes)]
        read.append(given)
        turn += 1

    assert b"".join(read) == b"".join(pieces)


def test_a_frame_that_arrived_whole_is_asked_for_once_and_the_rest_is_the_sockets():
    wire = Wire([b"\x81\x85maskhello"])
    ahead = Ahead(wire)

    assert [ahead.recv(size) for size in (2, 4, 5)] == [b"\x81\x85", b"mask", b"hello"]
    assert wire.asked == 1
    assert ahead.fileno() == 7

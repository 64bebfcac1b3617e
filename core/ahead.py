"""Reading ahead: what has arrived is taken at once, and given in the pieces that are asked for.

eventlet asks the system for the two bytes of a frame's head, then its length, its mask and its
body: four questions a message, where one brings all of it (measured: a twentieth of a message).
"""

from collections.abc import Callable
from typing import Any

AT_ONCE = 4_096


class Ahead:
    """A socket whose `recv` keeps what came with what was asked for; the rest is the socket's."""

    def __init__(self, sock: Any) -> None:
        self._sock = sock
        self._kept = b""
        self.sendall = sock.sendall

    def recv(self, size: int) -> bytes:
        """Give at most `size` bytes, and none at the end."""
        if not self._kept:
            self._kept = self._sock.recv(max(size, AT_ONCE))
        given, self._kept = self._kept[:size], self._kept[size:]
        return given

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


def reading_ahead(begin: Callable[..., None]) -> Callable[..., None]:
    """Let a websocket of eventlet's read ahead; `begin` is its `__init__`."""

    def begin_ahead(websocket: Any, *args: Any, **named: Any) -> None:
        begin(websocket, *args, **named)
        websocket.socket = Ahead(websocket.socket)

    return begin_ahead

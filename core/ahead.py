"""Reading ahead: what has arrived is taken at once, and whole frames are read out of it.

eventlet asks the system for the two bytes of a frame's head, then its length, its mask and its
body: four questions a message, where one brings all of it. It also tells the system anew before
every message that it waits, and starts a clock (measured: a tenth of a message). Here a socket
stays among those that are waited for, and a frame of text that has arrived whole is read in one
go; everything else is eventlet's own to read, from its first byte.
"""

from collections.abc import Callable
from typing import Any

from core.loop import Loop
from core.unmask import unmask

AT_ONCE = 16_384
WHOLE_TEXT = 0x81
IS_MASKED, SIZE = 0x80, 0x7F
IN_TWO_BYTES = 126
"""A size of 126 says that the true one follows in two bytes (RFC 6455, 5.2)."""


class Ahead:
    """A socket whose `recv` keeps what came with what was asked for; the rest is the socket's."""

    def __init__(self, sock: Any, loop: Loop) -> None:
        self._sock = sock
        self._kept = b""
        self._arrival = Arrival(sock, loop)
        self.sendall = sock.sendall

    def recv(self, size: int) -> bytes:
        """Give at most `size` bytes, and none at the end."""
        if not self._kept:
            self._kept = self._arrival.take(max(size, AT_ONCE))
        given, self._kept = self._kept[:size], self._kept[size:]
        return given

    def text(self) -> str | None:
        """Give the text of the next frame; None, and nothing taken, when it is no whole one."""
        kept = self._kept
        if not kept:
            kept = self._kept = self._arrival.take(AT_ONCE)
        start = 6
        if len(kept) < start or kept[0] != WHOLE_TEXT or not kept[1] & IS_MASKED:
            return None
        size = kept[1] & SIZE
        if size >= IN_TWO_BYTES:
            if size > IN_TWO_BYTES:
                return None
            start, size = 8, (kept[2] << 8) | kept[3]
        end = start + size
        if end > len(kept):
            return None
        try:
            text = unmask(kept[start:end], kept[start - 4 : start]).decode()
        except UnicodeDecodeError:
            return None
        self._kept = kept[end:]
        return text

    @property
    def has_more(self) -> bool:
        """Whether there is something to read without waiting for it."""
        return bool(self._kept)

    def end(self) -> None:
        """Let nobody wait for more: whoever does reads the end."""
        self._arrival.end()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


class Arrival:
    """Waits for what arrives at a socket, and lets everybody else go on meanwhile.

    Silence has no end here: who does not answer a ping is closed by the server (`Socket.end`).
    """

    def __init__(self, sock: Any, loop: Loop) -> None:
        self._sock = sock
        self._loop = loop
        self._listener: Any = None
        self._waiting: Any = None
        self._is_over = False

    def take(self, size: int) -> bytes:
        """Wait, and give what has arrived, at most `size` bytes; nothing is the end."""
        while self._has_arrived():
            try:
                return bytes(self._sock.fd.recv(size))
            except BlockingIOError:  # the system woke us for nothing
                continue
            except OSError:
                break
        return b""

    def end(self) -> None:
        """Wait no more."""
        self._is_over = True
        self._stop_listening()
        if self._waiting is not None:
            self._loop.later(self._go_on)

    def _has_arrived(self) -> bool:
        """Wait for something; tells whether there may be any."""
        if self._is_over:
            return False
        if self._listener is None:
            self._listener = self._loop.listen(self._sock.fileno(), self._arrived, self._lost)
        self._waiting = self._loop.current()
        try:
            self._loop.switch()
        finally:
            self._waiting = None
        return not self._is_over

    def _arrived(self, _fileno: int) -> None:
        if self._waiting is None:  # somebody sends before being answered: they are read in time
            self._stop_listening()
        else:
            self._waiting.switch()

    def _go_on(self) -> None:
        if self._waiting is not None:
            self._waiting.switch()

    def _lost(self, *_why: Any) -> None:
        """Hear that the system has given the socket's number to another one."""
        self._listener, self._is_over = None, True
        self._go_on()

    def _stop_listening(self) -> None:
        listener, self._listener = self._listener, None
        if listener is not None:
            self._loop.forget(listener)


def reading_ahead(begin: Callable[..., None], loop: Loop) -> Callable[..., None]:
    """Let a websocket of eventlet's read ahead; `begin` is its `__init__`."""

    def begin_ahead(websocket: Any, *args: Any, **named: Any) -> None:
        begin(websocket, *args, **named)
        websocket.socket = Ahead(websocket.socket, loop)
        websocket.log_context = ""  # the client's address, for lines that nobody writes here

    return begin_ahead


def reading_whole(wait: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Let a websocket that reads ahead give whole texts at once; `wait` gives everything else."""

    def wait_for_whole(websocket: Any) -> Any:
        text = websocket.socket.text()
        return wait(websocket) if text is None else text

    return wait_for_whole

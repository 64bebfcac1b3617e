"""One heartbeat for everybody: when each client is asked whether it is there, and who is silent.

The library keeps a sleeping task for each socket that waits for its next ping (7 kB), and walks all
of them 500 times a second to find the silent. Both rest for the same time whoever it is, so two
rows in the order of arrival say who is next, and one task walks along them.
"""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import structlog
from engineio.exceptions import SocketIsClosedError
from engineio.packet import PING, Packet

from core import clock

log = structlog.get_logger(__name__)

ASK = Packet(PING)
"""The same for everybody, so that it is packed once."""
STEP_SECONDS = 0.05
AT_ONCE = 20
"""Clients that are asked before somebody else's turn comes."""


class Heart:
    """Asks the clients of an Engine.IO server in turn, and closes those who do not answer."""

    def __init__(self, server: Any) -> None:
        self.server = server
        self._resting: deque[tuple[float, str]] = deque()
        self._asked: deque[tuple[float, str, float]] = deque()
        self._lock = threading.Lock()
        self._beats = False

    def rest(self, sid: str) -> None:
        """Ask this client when the interval is over."""
        self._resting.append((time.monotonic() + self.server.ping_interval, sid))
        with self._lock:
            begins, self._beats = not self._beats, True
        if begins:
            self.server.start_background_task(self._beat)

    def ask_those_due(self) -> None:
        """Ask everybody whose rest is over."""
        for number, (_due, sid) in enumerate(_due_in(self._resting), start=1):
            socket = self.server.sockets.get(sid)
            if socket is not None and not socket.closing:
                at = socket.last_ping = clock.now().timestamp()
                self._asked.append((time.monotonic() + self.server.ping_timeout, sid, at))
                with suppress(SocketIsClosedError):  # gone in this moment
                    socket.send(ASK)
            if not number % AT_ONCE:
                self.server.sleep(0)

    def close_the_silent(self) -> None:
        """Close everybody who was asked and has not answered in time."""
        for _due, sid, at in _due_in(self._asked):
            socket = self.server.sockets.get(sid)
            if socket is not None and socket.last_ping == at:
                socket.close(wait=False, reason=self.server.reason.PING_TIMEOUT)
                self.server.sockets.pop(sid, None)
                self.server.sleep(0)

    def _beat(self) -> None:
        while (wait := self._until_next()) is not None:
            self.server.sleep(max(STEP_SECONDS, wait))
            try:
                self.ask_those_due()
                self.close_the_silent()
            except Exception:  # one client's trouble must not stop everybody's heart
                log.exception("heartbeat_failed")

    def _until_next(self) -> float | None:
        """Give the seconds until somebody is due; None when nobody is, and the task may end."""
        with self._lock:
            due = [row[0][0] for row in (self._resting, self._asked) if row]
            self._beats = bool(due)
        return min(due) - time.monotonic() if due else None


def _due_in(row: deque[Any]) -> Iterator[Any]:
    """Take from the front of a row what is due."""
    while row and row[0][0] <= time.monotonic():
        yield row.popleft()

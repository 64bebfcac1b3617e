"""Several server processes on one machine: started, started again, replaced one by one.

Each listens on a port of its own, counted up from `RINNALLA_BIND_PORT`; a proxy shares the
connections out (docs/operating.md). SIGTERM ends all; SIGHUP replaces one after the other, each
only when the one before is ready, so that a version that does not start takes one of them at most.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from types import FrameType

import structlog

from core.settings import Settings

READY_SECONDS = 60.0
LOOK_SECONDS = 0.25
LISTEN_SECONDS = 5.0
HUNG_SECONDS = 60.0
"""Who has not answered for so long serves nobody, and a proxy goes on sending it people.

Longer than everybody's coming back at once keeps a process busy (docs/performance.md).
"""
PATIENCE_SECONDS = 5.0
CALM_SECONDS = 1.0
"""A process that ends at once is not started again at once."""
FAREWELL_SECONDS = 15.0
"""Longer than a process lets answers under way go out (`app.wsgi`), shorter than systemd waits."""
SERVER = (sys.executable, "-m", "app.wsgi")

log = structlog.get_logger(__name__)


def reasons_against(settings: Settings, processes: int) -> str:
    """Say why so many processes cannot serve this house; empty when they can."""
    if processes == 1:
        return ""
    if not settings.bind_port:
        return "Several processes need RINNALLA_BIND_PORT: the proxy has to know their ports."
    if not settings.redis_url:
        return "Several processes need RINNALLA_REDIS_URL: without it they do not hear each other."
    if settings.database.startswith("sqlite"):
        return "Several processes need PostgreSQL (RINNALLA_DATABASE_URL): SQLite has one writer."
    if settings.keys_database.startswith("sqlite"):
        return "Several processes need the key store in PostgreSQL too (RINNALLA_KEYS_URL)."
    return ""


class Many:
    """The processes of one machine, and what looks after them."""

    def __init__(self, settings: Settings, processes: int) -> None:
        self.settings = settings
        self.ports = [settings.bind_port + nth for nth in range(processes)]
        self.running: dict[int, subprocess.Popen[bytes]] = {}
        self.began: dict[int, float] = {}
        self.heard: dict[int, float] = {}
        self.listened = time.monotonic()
        self.is_ending = False
        self.replaces = False

    def serve(self) -> None:
        """Start them all, and look after them until told to end."""
        signal.signal(signal.SIGTERM, self._end)
        signal.signal(signal.SIGINT, self._end)
        signal.signal(signal.SIGHUP, self._replace)
        for port in self.ports:
            self.start(port)
        while not self.is_ending:
            time.sleep(LOOK_SECONDS)
            self.start_the_ended()
            if time.monotonic() - self.listened > LISTEN_SECONDS:
                self.end_the_hung()
            if self.replaces:
                self.replaces = False
                self.replace_all()
        self.stop(*self.ports)

    def replace_all(self) -> None:
        """Replace one after the other, and stop at the first that does not become ready.

        What was installed beneath them may not start at all; the others then go on as they are.
        """
        for port in self.ports:
            if self.is_ending:
                return
            self.stop(port)
            self.start(port)
            if not self._becomes_ready(port):
                log.error("replacing_stopped", port=port, why="the new process is not ready")
                return

    def start_the_ended(self, *, but: int | None = None) -> None:
        """Start again what ended by itself, apart from a port that somebody else looks after."""
        for port, one in list(self.running.items()):
            calm = time.monotonic() - self.began[port] > CALM_SECONDS
            if port != but and one.poll() is not None and calm and not self.is_ending:
                log.warning("process_ended", port=port, code=one.returncode)
                self.start(port)

    def end_the_hung(self) -> None:
        """End who has not said for long that it lives; whoever is just starting has time for it."""
        for port, one in self.running.items():
            if self._answers(port, "/health"):
                self.heard[port] = time.monotonic()
            elif one.poll() is None and time.monotonic() - self.heard[port] > HUNG_SECONDS:
                log.error("process_hung", port=port)
                one.kill()
                one.wait()
        self.listened = time.monotonic()

    def start(self, port: int) -> None:
        """Start the process of a port."""
        self.began[port] = time.monotonic()
        self.heard[port] = self.began[port] + READY_SECONDS
        self.running[port] = subprocess.Popen(  # noqa: S603  words of our own
            SERVER,
            env={**os.environ, "RINNALLA_BIND_PORT": str(port)},
            stdin=subprocess.DEVNULL,
        )

    def stop(self, *ports: int) -> None:
        """Tell processes to end, and end those who do not: who hangs must not hold the rest."""
        ending = [self.running[port] for port in ports]
        for one in ending:
            one.terminate()
        until = time.monotonic() + FAREWELL_SECONDS
        for one in ending:
            try:
                one.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                one.kill()
                one.wait()

    def _becomes_ready(self, port: int) -> bool:
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until and self.running[port].poll() is None:
            if self.is_ending or self._answers(port, "/ready"):
                return True
            time.sleep(LOOK_SECONDS)
            self.start_the_ended(but=port)
        return False

    def _answers(self, port: int, path: str) -> bool:
        asked = HTTPConnection(self.settings.bind_host, port, timeout=PATIENCE_SECONDS)
        with suppress(OSError, HTTPException):
            asked.request("GET", path)
            return asked.getresponse().status == 200  # noqa: PLR2004  RFC 9110's word for well
        return False

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self.is_ending = True

    def _replace(self, _number: int, _frame: FrameType | None) -> None:
        self.replaces = True

"""Several server processes on one machine: started, started again, replaced one by one.

Each listens on a port of its own, counted up from `RINNALLA_BIND_PORT`; a proxy shares the
connections out (docs/operating.md). SIGTERM ends all; SIGHUP replaces one after the other, each
only when the one before is ready.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from types import FrameType
from urllib.parse import urlsplit

from core.settings import Settings

READY_SECONDS = 60.0
LOOK_SECONDS = 0.25
CALM_SECONDS = 1.0
"""A process that ends at once is not started again at once."""


def reasons_against(settings: Settings, processes: int) -> str:
    """Say why so many processes cannot serve this house; empty when they can."""
    if processes == 1:
        return ""
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
        self.is_ending = False
        self.replaces = False

    def serve(self) -> None:
        """Start them all, and look after them until told to end."""
        signal.signal(signal.SIGTERM, self._end)
        signal.signal(signal.SIGINT, self._end)
        signal.signal(signal.SIGHUP, self._replace)
        for port in self.ports:
            self._start(port)
        while not self.is_ending:
            time.sleep(LOOK_SECONDS)
            self._look_after()
        for one in self.running.values():
            one.terminate()
        for one in self.running.values():
            one.wait()

    def _look_after(self) -> None:
        for port, one in list(self.running.items()):
            calm = time.monotonic() - self.began[port] > CALM_SECONDS
            if one.poll() is not None and calm and not self.is_ending:
                sys.stderr.write(f"The process on port {port} ended ({one.returncode}).\n")
                self._start(port)
        if self.replaces:
            self.replaces = False
            self._replace_all()

    def _replace_all(self) -> None:
        for port in self.ports:
            if self.is_ending:
                return
            self.running[port].terminate()
            self.running[port].wait()
            self._start(port)
            self._wait_until_ready(port)

    def _start(self, port: int) -> None:
        self.began[port] = time.monotonic()
        self.running[port] = subprocess.Popen(
            [sys.executable, "-m", "app.wsgi"],
            env={**os.environ, "RINNALLA_BIND_PORT": str(port)},
            stdin=subprocess.DEVNULL,
        )

    def _wait_until_ready(self, port: int) -> None:
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until and not self.is_ending:
            if self.running[port].poll() is not None or self._is_ready(port):
                return
            time.sleep(LOOK_SECONDS)

    def _is_ready(self, port: int) -> bool:
        asked = HTTPConnection(self.settings.bind_host, port, timeout=2)
        with suppress(OSError, HTTPException):
            asked.request("GET", "/ready", headers={"Host": self._host})
            return asked.getresponse().status == 200  # noqa: PLR2004  RFC 9110's word for ready
        return False

    @property
    def _host(self) -> str:
        return urlsplit(self.settings.public_url).netloc

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self.is_ending = True

    def _replace(self, _number: int, _frame: FrameType | None) -> None:
        self.replaces = True

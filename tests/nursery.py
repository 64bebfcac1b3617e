"""Servers that start at once: a process that has imported the program, and forks for each server that a story asks for.

Importing takes two thirds of a start, and the stories start dozens. What is forked is `app.wsgi.main` with an environment of its own, or
a command (`app.cli.main`); `tests/flows/test_start.py` and `tests/app/test_cli.py` start both as an operator does.
"""

import atexit
import ctypes
import faulthandler
import gc
import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

PR_SET_PDEATHSIG = 1
"""prctl(2), Linux."""
DONE = "done"
"""What a command leaves behind beside its log when it did not fail: it is nobody's child, so nobody is told its status."""
ROOT = Path(__file__).resolve().parent.parent


class Forked:
    """A server's process, which is not our child: watched by a descriptor, so its number cannot be mistaken."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._watched = os.pidfd_open(pid)

    def poll(self) -> int | None:
        """Give 0 once it has ended, by whatever cause, and None while it lives."""
        return 0 if select.select([self._watched], [], [], 0)[0] else None

    def wait(self, seconds: float) -> None:
        """Wait until it has ended. Raises `subprocess.TimeoutExpired`."""
        if not select.select([self._watched], [], [], seconds)[0]:
            raise subprocess.TimeoutExpired("server", seconds)

    def send_signal(self, number: int) -> None:
        """Send it a signal, and nothing to whoever has its number after it."""
        if self.poll() is None:
            signal.pidfd_send_signal(self._watched, number)

    def kill(self) -> None:
        """End it as a power switch would."""
        self.send_signal(signal.SIGKILL)

    def __del__(self) -> None:
        """Give the descriptor back."""
        os.close(self._watched)


def start(environment: Mapping[str, str], folder: Path, log: Path, *words: str) -> Forked:
    """Fork a server that eventlet serves, or what `words` command, in `folder`; it writes to `log`.

    It has nothing but `environment`.
    """
    nurse = _nurse()
    assert nurse.stdin is not None
    assert nurse.stdout is not None
    told = [dict(environment), os.fspath(folder), os.fspath(log), words]
    nurse.stdin.write(json.dumps(told).encode() + b"\n")
    nurse.stdin.flush()
    return Forked(int(nurse.stdout.readline()))


def run(environment: Mapping[str, str], folder: Path, *words: str) -> str:
    """Run `rinnalla …` to its end, as `start` would, and give what it said. Raises `AssertionError` when it fails."""
    with TemporaryDirectory(prefix="rinnalla-command-") as own:
        log = Path(own, "log")
        start(environment, folder, log, *words).wait(60)
        said = log.read_text()
        assert Path(f"{log}.{DONE}").exists(), said
        return said


@cache
def _nurse() -> "subprocess.Popen[bytes]":
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.nursery"],
        cwd=ROOT,
        env={**os.environ, "RINNALLA_ASYNC_MODE": "eventlet", "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )

    def end() -> None:
        started.communicate()  # no further line: it ends by itself

    atexit.register(end)
    return started


def _forks() -> None:
    """Read one server a line, fork it, and tell its number."""
    wsgi = import_module("app.wsgi")  # first of all: it patches the standard library
    import_module("app.rooms").open_rooms()
    for name in ("app.demo", "huey"):  # what a demo imports when it starts
        import_module(name)
    import_module("tests.compiled").keep_templates()
    # The demo's jobs would begin in a story at the minute in which it happens to be run, and tell of it in its log and tables.
    import_module("huey").Huey.read_periodic = lambda _huey, _at: []
    import_module("sqlalchemy.orm").configure_mappers()  # each child's first question would do it
    gc.freeze()  # a child's collector need not look at what all of them share
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever ended is forgotten at once
    asked: IO[bytes] = open(0, "rb", closefd=False)  # noqa: SIM115  unpatched
    for line in asked:
        pid = os.fork()
        if pid == 0:
            _become(wsgi, *json.loads(line))
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


def _become(
    wsgi: Any, environment: dict[str, str], folder: str, log: str, words: list[str]
) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _end_with_the_nursery()
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment, PSYCOPG_WAIT_FUNC="wait_selector")
    nothing = os.open(os.devnull, os.O_RDONLY)
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    for number, own in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(number, own)
    faulthandler.enable(2)  # a fault outside of Python would else end it without a word
    status = 1
    try:
        if words:
            sys.argv[1:] = words
            import_module("app.cli").main()
            Path(f"{log}.{DONE}").touch()
            status = 0
        else:
            wsgi.main()
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _end_with_the_nursery() -> None:
    """Let the system end this server when the tests are broken off: nobody else would."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    _forks()

"""Real servers for tests, started on free loopback ports and stopped again; PostgreSQL's is in `tests/postgres.py`.

TEST_REDIS_URL names a running Redis. Where there is neither, a test that asks is skipped, and says what to install.
"""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

PATIENCE_SECONDS = 60.0
NO_REDIS = "no Redis here: apt-get install redis-server, or set TEST_REDIS_URL"


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """Give the address of a Redis that no other test process uses; it keeps nothing."""
    given = os.environ.get("TEST_REDIS_URL")
    if given:
        yield given
        return
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip(NO_REDIS)
    with running_redis(program) as url:
        yield url


@contextmanager
def running_redis(program: str) -> Iterator[str]:
    """Run a Redis of our own, which writes nothing down, and stop it at the end."""
    from redis import Redis

    with TemporaryDirectory(prefix="rinnalla-redis-") as folder:
        port, log = free_port(), Path(folder, "log")
        command = [program, "--port", str(port), "--bind", "127.0.0.1", "--dir", folder]
        command += ["--save", "", "--appendonly", "no", "--daemonize", "no"]
        with running(command, log), Redis(port=port) as redis:
            wait_for(redis.ping, log)
            yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def running(
    command: list[str | Path],
    log: Path,
    *,
    user: str | None = None,
    farewell: signal.Signals = signal.SIGINT,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program until the end of the block; SIGINT is the polite stop of most."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=output, user=user, cwd=log.parent, start_new_session=True
        )
    try:
        yield process
    finally:
        process.send_signal(farewell)
        try:
            process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(answers: Callable[[], object], log: Path) -> None:
    """Ask until there is an answer; the server's own words are the error when there is none."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            answers()
        except Exception as error:
            if time.monotonic() > give_up:
                raise AssertionError(log.read_text(errors="replace")) from error
            time.sleep(0.02)
        else:
            return


def free_port() -> int:
    """Ask the system for a port that nobody uses at this moment."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])

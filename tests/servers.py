"""Real servers for tests: PostgreSQL and Redis, started on free loopback ports and stopped again.

TEST_DATABASE_URL and TEST_REDIS_URL name running ones instead. Where there is neither, a test that
asks is skipped, and says what to install.
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
from uuid import uuid4

import pytest

PATIENCE_SECONDS = 20.0
NO_POSTGRES = "no PostgreSQL here: apt-get install postgresql, or set TEST_DATABASE_URL"
NO_REDIS = "no Redis here: apt-get install redis-server, or set TEST_REDIS_URL"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Give the address of a PostgreSQL's own database `postgres`, one server per test process."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    binaries = postgres_binaries()
    if binaries is None:
        pytest.skip(NO_POSTGRES)
    with running_postgres(binaries) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_url(postgres_server: str) -> Iterator[str]:
    """Give the address of an empty database that no other test process uses."""
    with database(postgres_server) as url:
        yield url


@pytest.fixture
def fresh_postgres_url(postgres_server: str) -> Iterator[str]:
    """Give the address of an empty database that no other test uses."""
    with database(postgres_server) as url:
        yield url


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
def database(server: str, *, template: str = "template1") -> Iterator[str]:
    """Create a database on `server`, as a copy of `template`, and drop it at the end."""
    from sqlalchemy import make_url

    name = f"rinnalla_{uuid4().hex[:12]}"
    administer(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def administer(server: str, statement: str) -> None:
    """Run one statement that PostgreSQL allows only outside a transaction."""
    from sqlalchemy import create_engine, text
    from sqlalchemy.pool import NullPool

    engine = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(statement))


def postgres_binaries() -> Path | None:
    """Find the folder of initdb and postgres: PATH first, then where Debian keeps them."""
    on_path = shutil.which("initdb")
    # Debian's wrappers are links; the other programs stand beside the real file.
    candidates = [Path(on_path).resolve().parent] if on_path else []
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version, reverse=True)
    return next((folder for folder in candidates if (folder / "postgres").exists()), None)


def version(binaries: Path) -> int:
    return int(binaries.parent.name) if binaries.parent.name.isdigit() else 0


@contextmanager
def running_postgres(binaries: Path) -> Iterator[str]:
    """Run a PostgreSQL of our own, which forgets everything, and stop it at the end."""
    # PostgreSQL refuses to run as root; Debian's package brings a user for it.
    user = "postgres" if os.geteuid() == 0 else None
    with TemporaryDirectory(prefix="rinnalla-pg-") as folder:
        if user:
            shutil.chown(folder, user)
        data, port = Path(folder, "data"), free_port()
        initialise(binaries, data, user)
        command = [binaries / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port)]
        for setting in ("fsync=off", "synchronous_commit=off", "full_page_writes=off"):
            command += ["-c", setting]
        command += ["-c", f"unix_socket_directories={folder}", "-c", "max_connections=60"]
        with running(command, Path(folder, "log"), user=user):
            url = f"postgresql+psycopg://rinnalla@127.0.0.1:{port}/postgres"
            wait_for(lambda: administer(url, "SELECT 1"), Path(folder, "log"))
            yield url


def initialise(binaries: Path, data: Path, user: str | None) -> None:
    options = ["-U", "rinnalla", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"]
    made = subprocess.run(
        [binaries / "initdb", "-D", data, *options],
        user=user,
        cwd=data.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr


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
    command: list[str | Path], log: Path, *, user: str | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program until the end of the block; SIGINT is its polite stop."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=output, user=user, cwd=log.parent, start_new_session=True
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
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

"""A real PostgreSQL for the tests: one server for the whole run, and databases of one's own on it.

It starts when somebody first asks, on a free loopback port. TEST_DATABASE_URL names a running one instead, whose role
must be a superuser's. Where there is neither, a test that asks is skipped, and says what to install.

With RINNALLA_TESTS_DATABASE=postgresql every test's house stands on it, and so does every server of a story.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Self
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import create_engine, make_url
from sqlmodel import SQLModel

from app.rooms import open_rooms
from core.house import House
from tests import shared

ON_POSTGRES = os.environ.get("RINNALLA_TESTS_DATABASE") == "postgresql"
GIVEN = "TEST_DATABASE_URL"
NO_POSTGRES = "no PostgreSQL here: apt-get install postgresql, or set TEST_DATABASE_URL"
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
SILENT = ("log_error_verbosity=terse", "log_min_error_statement=panic")
"""What `docs/operating.md` asks for: else it writes down the rows that it refuses."""
MOST_CONNECTIONS = 400

EMPTIES = """
DO $$
DECLARE one text;
BEGIN
  PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle';
  SET LOCAL session_replication_role = replica;
  FOR one IN SELECT oid::regclass FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0
  LOOP EXECUTE format('DELETE FROM %s', one); END LOOP;
END $$
"""
"""Take every row, whatever holds it: neither a key to another table nor a trigger is asked. Whoever was left in the
middle of a transaction is sent away first."""


@dataclass
class Databases:
    """Two databases that are emptied instead of made anew: some milliseconds instead of a quarter of a second."""

    data: str
    keys: str

    def __enter__(self) -> Self:
        self._stack = ExitStack()
        self._brooms = [self._stack.enter_context(connected(url)) for url in (self.data, self.keys)]
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    @property
    def settings(self) -> dict[str, str]:
        """The settings of a house that stands on them."""
        return {"database_url": self.data, "keys_url": self.keys}

    def empty(self) -> None:
        """Take every row out of both."""
        for broom in self._brooms:
            broom.execute(EMPTIES)


def server() -> str:
    """Give the address of the run's PostgreSQL; whoever asks first starts it."""
    given = os.environ.get(GIVEN)
    if given:
        return given
    binaries = postgres_binaries()
    if binaries is None:
        pytest.skip(NO_POSTGRES)
    return str(shared.once("postgres", lambda: watched(binaries))[0])


def log() -> str:
    """Give what the run's own PostgreSQL has written; of somebody else's it is not known."""
    told = shared.folder() / "postgres.json"
    if not told.exists():
        return ""
    _url, _binaries, folder = shared.once("postgres", list)
    return Path(folder, "log").read_text(errors="replace")


def with_tables() -> str:
    """Name the database that has the tables of the house and nothing in them, to copy from."""

    def make() -> str:
        open_rooms()
        engine = create_engine(made("tables"))
        SQLModel.metadata.create_all(engine)
        engine.dispose()
        return named("tables")

    return str(shared.once("tables", make))


def made(what: str) -> str:
    """Make an empty database that lasts as long as the run; gives its address."""
    administer(server(), f'CREATE DATABASE "{named(what)}"')
    return at(server(), named(what))


def copy_of(what: str) -> AbstractContextManager[str]:
    """Copy what `made` has made under that name, until the end of the block."""
    return database(server(), template=named(what))


def forget() -> None:
    """End the run's PostgreSQL; on somebody else's, drop what the run has made."""
    if (shared.folder() / "postgres.json").exists():
        _url, binaries, folder = shared.once("postgres", list)
        stop(Path(binaries), folder)
    elif given := os.environ.get(GIVEN):
        drop_all(given)


@contextmanager
def database(url: str, *, template: str = "template1") -> Iterator[str]:
    """Create a database beside the one at `url`, as a copy of `template`, and drop it at the end."""
    name = named(uuid4().hex[:12])
    administer(url, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield at(url, name)
    finally:
        administer(url, f'DROP DATABASE "{name}" WITH (FORCE)')


def named(what: str) -> str:
    """Name a database of this run; a program without a run (`bench/`) has names of its own too."""
    run = Path(os.environ.get(shared.FOLDER, "alone")).name.removeprefix("rinnalla-tests-")
    return f"rinnalla_{run.lower()}_{what}"


def at(url: str, name: str) -> str:
    """Give the address of another database of the same server."""
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def nowhere(home: House, folder: Path) -> str:
    """Give the address of a database that is not there, of the kind that the house stands on."""
    if home.database.is_sqlite:
        return f"sqlite:///{folder / 'nowhere' / 'data.db'}"
    return "postgresql://127.0.0.1:1/nowhere"


def administer(url: str, statement: str) -> list[tuple[Any, ...]]:
    """Run one statement outside of a transaction, where PostgreSQL allows some alone; gives what it answers."""
    with connected(url) as connection:
        found = connection.execute(statement)
        return found.fetchall() if found.description else []


@contextmanager
def connected(url: str) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """Connect without SQLAlchemy, committing at once."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        yield connection


def drop_all(url: str) -> None:
    """Drop every database of this run."""
    made = "SELECT datname FROM pg_database WHERE starts_with(datname, '{}')"
    for (name,) in administer(url, made.format(named(""))):
        administer(url, f'DROP DATABASE "{name}" WITH (FORCE)')


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
    """Run a PostgreSQL of our own until the end of the block."""
    url, _binaries, folder = start(binaries, mkdtemp(prefix="rinnalla-pg-"))
    try:
        yield url
    finally:
        stop(binaries, folder)


def start(binaries: Path, folder: str) -> tuple[str, str, str]:
    """Start a PostgreSQL which forgets everything, in the background; gives its address and what `stop` asks for."""
    from tests.servers import free_port  # a plugin: pytest imports it first

    if runs_as():
        shutil.chown(folder, runs_as())
    initialise(binaries, Path(folder, "data"), runs_as())
    port = free_port()
    options = f"-h 127.0.0.1 -p {port} -k {folder} -c max_connections={MOST_CONNECTIONS}"
    options += "".join(f" -c {one}" for one in (*FORGETFUL, *SILENT))
    control(binaries, folder, "start", "-l", f"{folder}/log", "-o", options)
    return f"postgresql+psycopg://rinnalla@127.0.0.1:{port}/postgres", str(binaries), folder


def watched(binaries: Path) -> tuple[str, str, str]:
    """Start one that ends with the run, also when the run is broken off and can stop nothing."""
    started = start(binaries, mkdtemp(prefix="rinnalla-pg-"))
    watches = f'(tail --pid={shared.leader()} -f /dev/null; "$1/pg_ctl" -D "$2/data" -m immediate stop; rm -rf "$2") &'
    subprocess.run(
        ["/bin/sh", "-c", watches, "sh", *started[1:]],
        user=runs_as(),
        cwd=started[2],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        check=True,
    )
    return started


def stop(binaries: Path, folder: str) -> None:
    """Stop it as one that need not remember anything, and take its files away."""
    with suppress(AssertionError):  # it may have ended by itself
        control(binaries, folder, "stop", "-m", "immediate")
    shutil.rmtree(folder, ignore_errors=True)


def control(binaries: Path, folder: str, verb: str, *options: str) -> None:
    command = [binaries / "pg_ctl", "-s", "-w", "-D", f"{folder}/data", *options, verb]
    done = subprocess.run(
        command,
        user=runs_as(),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,  # a pipe would stay open in the server, and be waited for
        check=False,
    )
    log = Path(folder, "log")
    assert done.returncode == 0, log.read_text(errors="replace") if log.exists() else verb


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


def runs_as() -> str | None:
    """Name the user that Debian's package brings: PostgreSQL refuses to run as root."""
    return "postgres" if os.geteuid() == 0 else None

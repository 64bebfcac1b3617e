"""How a database becomes a file, and a file a database.

SQLite does it by its own backup, PostgreSQL by its own programs.
"""

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from flask_babel import lazy_gettext as _l
from sqlalchemy import create_engine, make_url, text

from core import clock
from core.db import OURS, driver_url
from core.errors import Refusal

PART = ".part"
_MINUTE = 60
_AT_ONCE = 1 << 20
_others = text(
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND application_name = :ours"
)
_PRIVATE, _OWN = 0o600, 0o700
_TABLE = re.compile(r"^\d+; \d+ \d+ TABLE \S+ (\w+) ", re.MULTILINE)
_CREATED = re.compile(r"^; +Archive created at (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) UTC$", re.MULTILINE)


class NoBackup(Refusal):
    """This cannot be copied or put back so."""

    code = "no_backup"
    sentence = _l("This cannot be backed up or restored.")


class Place(Protocol):
    """Where a database lies, and how it is copied and put back."""

    suffix: str

    def is_used(self) -> bool:
        """Whether a process of the house is connected, as far as can be known here."""

    def copy_to(self, target: Path) -> None:
        """Write a copy while the database may be in use; the file is there whole or not at all."""

    def tables_in(self, file: Path) -> set[str]:
        """Name the tables of a copy. Raises `NoBackup` when it is not whole."""

    def made_at(self, file: Path) -> datetime:
        """Say when a copy was made: it is written inside, whatever the file's date."""

    def put_back(self, file: Path) -> None:
        """Let a copy stand where the database stood, whole or not at all."""


def place(url: str) -> Place:
    """Give the place of a database by its address."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return OnPostgres(url)
    return InFile(Path(address.database or ""))


def place_of_copy(file: Path) -> Place:
    """Give what can read a copy, by its name."""
    return OnPostgres("") if file.suffix == OnPostgres.suffix else InFile(file)


@contextmanager
def whole(file: Path) -> Iterator[Path]:
    """Give a file to write a copy to, which nobody else can read, in a folder like it.

    It takes its place when all of it is on the disk; a copy that fails leaves nothing behind.
    """
    file.parent.mkdir(parents=True, exist_ok=True, mode=_OWN)
    part = file.with_name(file.name + PART)
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_WRONLY, _PRIVATE))
    try:
        yield part
        _sync(part)
    except BaseException:
        for one in file.parent.glob(f"{part.name}*"):  # SQLite's journal of it too
            destroy(one)
        raise
    part.replace(file)
    _sync(file.parent)


def left_behind(folder: Path, kind: str, until: datetime) -> list[Path]:
    """List the beginnings of copies in a folder that nobody went on with since `until`.

    A process that was killed cannot take its own away.
    """
    return [
        one
        for one in folder.glob(f"{kind}-*{PART}*")
        if datetime.fromtimestamp(one.stat().st_mtime, UTC) < until
    ]


def destroy(file: Path) -> None:
    """Overwrite, then remove; a flash disk may keep old blocks (`docs/operating.md`)."""
    with file.open("r+b") as old:
        left = file.stat().st_size
        while left > 0:
            left -= old.write(b"\0" * min(left, _AT_ONCE))
        old.flush()
        os.fsync(old.fileno())
    file.unlink()


def _sync(path: Path) -> None:
    held = os.open(path, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)


class InFile:
    """A SQLite database: a file, and what lies beside it."""

    suffix = ".db"

    def __init__(self, file: Path) -> None:
        self.file = file

    def is_used(self) -> bool:
        """Nobody knows who has opened a file: the server's port and the jobs' lock tell."""
        return False

    def copy_to(self, target: Path) -> None:
        """Copy it by SQLite's own backup, and write down when."""
        _copy(self.file, target, minutes=int(clock.now().timestamp()) // _MINUTE)

    def tables_in(self, file: Path) -> set[str]:
        """Read the names after a quick look at every page."""
        try:
            with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as found:
                tables = {name for (name,) in found.execute("SELECT name FROM sqlite_master")}
                is_whole = found.execute("PRAGMA quick_check").fetchone()[0] == "ok"
        except sqlite3.DatabaseError as wrong:
            raise NoBackup(f"{file.name} cannot be read as a backup.") from wrong
        if not is_whole:
            raise NoBackup(f"{file.name} is not whole.")
        return tables

    def made_at(self, file: Path) -> datetime:
        """Read the minute that stands in the copy's head."""
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as copy:
            minutes = copy.execute("PRAGMA user_version").fetchone()[0]
        return datetime.fromtimestamp(minutes * _MINUTE, UTC)

    def put_back(self, file: Path) -> None:
        """Copy it into place, and take away what lay beside the old one."""
        _copy(file, self.file)


class OnPostgres:
    """A PostgreSQL database: copied by pg_dump, put back by pg_restore in one transaction."""

    suffix = ".dump"

    def __init__(self, url: str) -> None:
        self.url = url

    def is_used(self) -> bool:
        """Ask who is connected; on whichever machine they run."""
        engine = create_engine(driver_url(self.url))
        try:
            with engine.connect() as connection:
                return bool(connection.execute(_others, {"ours": OURS}).scalar())
        finally:
            engine.dispose()

    def copy_to(self, target: Path) -> None:
        """Dump it in PostgreSQL's own format, which says when."""
        with whole(target) as part:
            self._run("pg_dump", "--format=custom", "--no-owner", f"--file={part}")

    def tables_in(self, file: Path) -> set[str]:
        """Read the names in the dump's list of contents, after reading all of it."""
        self._run("pg_restore", "--file=/dev/null", str(file))
        return set(_TABLE.findall(self._run("pg_restore", "--list", str(file))))

    def made_at(self, file: Path) -> datetime:
        """Read the moment that stands in the dump's head."""
        found = _CREATED.search(self._run("pg_restore", "--list", str(file)))
        if found is None:
            raise NoBackup(f"{file.name} does not say when it was made.")
        return datetime.fromisoformat(found[1]).replace(tzinfo=UTC)

    def put_back(self, file: Path) -> None:
        """Let everything go that was there, and take in the dump; committed when all of it came."""
        telling = [_program("pg_restore"), "--no-owner", "--file=-", str(file)]
        hearing = [_program("psql"), "-qX", "-v", "ON_ERROR_STOP=1"]
        with (
            subprocess.Popen(  # noqa: S603  words of our own
                telling, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            ) as told,
            subprocess.Popen(  # noqa: S603  likewise
                hearing,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=self._environment(),
            ) as heard,
        ):
            _pass_on(told, heard)
            said = heard.stderr.read() if heard.stderr else b""
        if told.returncode or heard.returncode:
            raise NoBackup(_first_line(said) or f"{file.name} cannot be put back.")

    def _run(self, program: str, *words: str) -> str:
        done = subprocess.run(  # noqa: S603  likewise
            [_program(program), *words],
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise NoBackup(_first_line(done.stderr.encode()) or f"{program} failed.")
        return done.stdout

    def _environment(self) -> dict[str, str]:
        """Tell the programs where to connect: everybody on the machine can list their words."""
        address = make_url(self.url) if self.url else make_url("postgresql://")
        told: dict[str, Any] = {
            "PGHOST": address.host,
            "PGPORT": address.port,
            "PGUSER": address.username,
            "PGPASSWORD": address.password,
            "PGDATABASE": address.database,
            **{f"PG{name.upper()}": value for name, value in address.query.items()},
        }
        own = {name: str(value) for name, value in told.items() if value is not None}
        return {"PATH": os.environ.get("PATH", os.defpath), "TZ": "UTC", "LC_ALL": "C", **own}


def _pass_on(told: "subprocess.Popen[bytes]", heard: "subprocess.Popen[bytes]") -> None:
    """Pass everything on in one transaction, which ends well only when the teller did."""
    assert told.stdout is not None  # noqa: S101  both were asked for a pipe
    assert heard.stdin is not None  # noqa: S101
    with suppress(BrokenPipeError), heard.stdin:  # whoever hears may have stopped at an error
        heard.stdin.write(b"BEGIN;\nDROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n")
        shutil.copyfileobj(told.stdout, heard.stdin)
        told.stdout.close()
        if told.wait() == 0:
            heard.stdin.write(b"COMMIT;\n")


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise NoBackup(f"{name} is not here: install PostgreSQL's client programs.")
    return found


def _first_line(said: bytes) -> str:
    return said.decode(errors="replace").partition("\n")[0]


def _copy(source: Path, target: Path, *, minutes: int | None = None) -> None:
    if not source.exists():
        raise NoBackup(f"There is no {source.name} to copy.")
    try:
        with whole(target) as part:
            _copy_into(source, part, minutes)
            for beside in ("-wal", "-shm", "-journal"):
                target.with_name(target.name + beside).unlink(missing_ok=True)
    except sqlite3.Error as wrong:  # a full disk, a database that is none
        raise NoBackup(f"{source.name} cannot be copied: {wrong}.") from wrong


def _copy_into(source: Path, part: Path, minutes: int | None) -> None:
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(part)) as new,
    ):
        old.backup(new)
        new.execute("PRAGMA journal_mode=DELETE")
        if minutes is not None:
            new.execute("PRAGMA user_version = %d" % minutes)  # noqa: UP031  a pragma takes no values
            new.commit()

"""Files that came through a browser wait here, and are read by the jobs, not by the server.

A server that serves everybody in one process serves nobody while it reads a register: 1,500 rows
took it eleven seconds (measured), in which no message of any conversation came through. A file lies
in the data folder by its hash until it is read to its end; what was broken off goes on from there.
"""

import fcntl
import hashlib
from contextlib import suppress
from pathlib import Path
from threading import Thread
from time import time
from typing import IO
from uuid import UUID

from core.db import reading, transaction
from core.house import house
from guidance import queries
from guidance.errors import UnreadableCodes
from guidance.importing import codes
from guidance.importing.running import (
    BESIDE,
    HASHED_AT_ONCE,
    cuts_of,
    import_file,
    learn_codes,
    length_of,
)
from guidance.models import ImportRun, RefusedRecord
from guidance.reasons import NO_CODES
from guidance.schemas import RunState

FOLDER = "imports"
ARRIVING = ".arriving"
FORGOTTEN_SECONDS = 86_400
"""After how long a file that no import waits for goes: its sender was cut off."""


def keep(file: IO[bytes], *, name: str) -> ImportRun:
    """Keep a file until the jobs read it; the same file sent twice waits once.

    Raises `FileTooBig`, and `UnreadableFile` when it does not even begin like one.
    """
    length_of(file)
    file.seek(0)
    if not codes.is_list(file.read(codes.START_BYTES)):
        next(cuts_of(file, name), None)
    sha256 = _put_by(file)
    with transaction() as session:
        run = queries.unfinished_run(session, sha256) or ImportRun(file=name, sha256=sha256)
        run.state = RunState.RUNNING if run.reached else RunState.WAITING
        session.add(run)
    return run


def _put_by(file: IO[bytes]) -> str:
    """Copy a file into the data folder by its hash; half a file never lies there by that name."""
    folder = _folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    found, arriving = hashlib.sha256(), folder / f"{id(file)}-{time():.0f}{ARRIVING}"
    file.seek(0)
    with arriving.open("wb") as kept:
        while piece := file.read(HASHED_AT_ONCE):
            found.update(piece)
            kept.write(piece)
    arriving.rename(folder / found.hexdigest())
    return found.hexdigest()


def begin_reading() -> None:
    """Read what waits in a thread of its own: a register's minutes are not the other jobs'."""
    if any(_folder().glob("*")):
        Thread(target=read_waiting, name="imports", daemon=True).start()


def read_waiting() -> None:
    """Read what waits, the first that came first; what another process reads is left to it."""
    with reading() as session:
        waiting = queries.unfinished_runs(session)
    for run in waiting:
        with suppress(FileNotFoundError), (_folder() / run.sha256).open("rb") as file:
            _read(file, run)
    _clear_away({one.sha256 for one in waiting})


def _read(file: IO[bytes], run: ImportRun) -> None:
    """Read one file to its end, and let it go; what fails is told, and not tried for ever."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    path = _folder() / run.sha256
    try:
        _take(file, run)
    except Exception:
        _note(run.id, state=RunState.STOPPED)
        path.unlink(missing_ok=True)
        raise
    path.unlink(missing_ok=True)


def _take(file: IO[bytes], run: ImportRun) -> None:
    if codes.is_list(file.read(codes.START_BYTES)):
        file.seek(0)
        _learn(file.read(), run)
        return
    _note(run.id, records=sum(1 for _cut in cuts_of(file, run.file)))
    import_file(file, name=run.file, pace=BESIDE)


def _learn(content: bytes, run: ImportRun) -> None:
    try:
        count = learn_codes(content, BESIDE).count
    except UnreadableCodes:
        with transaction() as session:
            session.add(RefusedRecord(run_id=run.id, line=1, reason=NO_CODES))
        _note(run.id, state=RunState.DONE, refused=1)
        return
    _note(run.id, state=RunState.DONE, created=count)


def _note(run_id: UUID, **told: int | RunState) -> None:
    with transaction() as session:
        run = session.get_one(ImportRun, run_id)
        for name, value in told.items():
            setattr(run, name, value)
        session.add(run)


def _clear_away(wanted: set[str]) -> None:
    """Let go of what nobody will read: it was cut off on its way."""
    for one in _folder().glob("*"):
        if one.name not in wanted and one.stat().st_mtime < time() - FORGOTTEN_SECONDS:
            one.unlink(missing_ok=True)


def _folder() -> Path:
    return house().settings.data_dir / FOLDER

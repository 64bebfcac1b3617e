"""A whole import: batch by batch, each in a transaction of its own, so that nobody waits for it.

What was stored stays when the import is broken off, and the next one goes on from there. At the end
the services that it changed are indexed, and from then on found.
"""

import gc
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import IO, TypeVar
from uuid import UUID

from sqlmodel import col, select

from core.db import reading, transaction
from core.events import record
from guidance import queries, search
from guidance.errors import FileTooBig
from guidance.events import ServicesImported
from guidance.importing import codes
from guidance.importing.codes import Learnt
from guidance.importing.cutting import Cut, stream
from guidance.importing.fetching import Catalogue
from guidance.importing.storing import take
from guidance.models import ImportRun, Service
from guidance.schemas import RunState, SourceSystem
from guidance.sources import sheet
from policies.queries import policy

T = TypeVar("T")
BATCH = 300
HASHED_AT_ONCE = 1 << 20
Progress = Callable[[str, int, int], None]
"""Told of what is done ("read" or "indexed"), how much, and of how much (0 when nobody knows)."""


@dataclass(frozen=True)
class Source:
    """What is read: its name, and the hash by which a broken-off import is known again."""

    name: str
    sha256: str = ""
    system: SourceSystem = SourceSystem.PTV11


@dataclass(frozen=True)
class Pace:
    """How many records a transaction takes, and for how many seconds others go first after it.

    SQLite has one writer, and a server that serves everybody in one process serves nobody while it
    reads: whoever imports beside people who talk takes little at a time.
    """

    batch: int
    rest: float = 0

    def let_others(self) -> None:
        """Let others go on for a moment."""
        if self.rest:
            time.sleep(self.rest)


WITHIN = Pace(10, 0.002)
"""In a request: what waits in this process goes first after every few records."""
BESIDE = Pace(25, 0.05)
"""In the jobs: whoever waits for the database looks again within that time."""


def largest_file() -> int:
    """Give how many bytes a file from a browser may have, by the policy."""
    return policy().imports.max_bytes


def length_of(file: IO[bytes]) -> int:
    """Give how many bytes a file from a browser has. Raises `FileTooBig`."""
    length = file.seek(0, 2)
    if length > largest_file():
        raise FileTooBig
    return length


def import_upload(file: IO[bytes], *, name: str) -> ImportRun:
    """Read a short file that came through a browser. Raises `FileTooBig` and `UnreadableFile`."""
    length_of(file)
    return import_file(file, name=name, pace=WITHIN)


def import_file(
    file: IO[bytes], *, name: str, tell: Progress | None = None, pace: Pace | None = None
) -> ImportRun:
    """Read a file of any length, however it was interrupted before. Raises `UnreadableFile`."""
    source = Source(name, _sha256(file))
    return import_records(source, cuts_of(file, name), tell=tell, pace=pace)


def cuts_of(file: IO[bytes], name: str) -> Iterator[Cut]:
    """Cut a file of either kind into its records, from its beginning."""
    file.seek(0)
    return _rows(file) if name.lower().endswith((".csv", ".tsv")) else stream(file)


def _rows(file: IO[bytes]) -> Iterator[Cut]:
    """Cut a sheet, which is held whole: half of one would end in the middle of a row."""
    content = file.read(largest_file() + 1)
    if len(content) > largest_file():
        raise FileTooBig
    return sheet.cuts(content)


def _sha256(file: IO[bytes]) -> str:
    file.seek(0)
    found = hashlib.sha256()
    while piece := file.read(HASHED_AT_ONCE):
        found.update(piece)
    return found.hexdigest()


def import_records(
    source: Source,
    cuts: Iterable[Cut],
    *,
    tell: Progress | None = None,
    pace: Pace | None = None,
) -> ImportRun:
    """Store records batch by batch, and index what they changed."""
    with rarely_collecting():
        return _import_records(source, cuts, tell, pace or Pace(BATCH))


@contextmanager
def rarely_collecting() -> Iterator[None]:
    """Let Python look for cycles rarely: records make many objects and no cycles."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _import_records(
    source: Source, cuts: Iterable[Cut], tell: Progress | None, pace: Pace
) -> ImportRun:
    waiting = iter(cuts)
    first = list(islice(waiting, pace.batch))  # a file that is none leaves no trace
    run_id, reached = _begin(source)
    done = 0
    try:
        for batch in _batches(first, waiting, pace.batch):
            done += len(batch)
            if done > reached:
                _store(run_id, batch[max(len(batch) - (done - reached), 0) :])
                pace.let_others()
            if tell:
                tell("read", done, 0)
    finally:
        index_changed(run_id, tell=tell, pace=pace)  # what came in is found, however it ended
    return _finish(run_id)


def _batches(first: list[Cut], waiting: Iterator[Cut], size: int) -> Iterator[list[Cut]]:
    yield first
    yield from _some(waiting, size)


def _some(waiting: Iterable[T], size: int) -> Iterator[list[T]]:
    every = iter(waiting)
    while some := list(islice(every, size)):
        yield some


def import_catalogue(catalogue: Catalogue, *, name: str) -> ImportRun:
    """Read the Service Catalogue from its open API. Raises `SourceSilent`; what came in stays.

    One that was broken off is begun anew: what is as before costs next to nothing.
    """
    return import_records(Source(name, system=catalogue.system), catalogue.records())


def _begin(source: Source) -> tuple[UUID, int]:
    """Go on with an import of the same file that waits or was broken off, or begin a new one."""
    with transaction() as session:
        run = queries.unfinished_run(session, source.sha256) or ImportRun(
            file=source.name, sha256=source.sha256, system=source.system
        )
        run.state = RunState.RUNNING
        session.add(run)
        session.flush()
        return run.id, run.reached


def _store(run_id: UUID, cuts: list[Cut]) -> None:
    with transaction() as session:
        run = session.get_one(ImportRun, run_id)
        take(session, run, cuts)


def learn_codes(content: bytes, pace: Pace = WITHIN) -> Learnt:
    """Read one list of codes, and find services by the names that it taught.

    Raises `UnreadableCodes`.
    """
    with transaction() as session:
        learnt = codes.learn(session, content)
        ids = codes.under(session, learnt.renamed)
    for some in _some(ids, pace.batch):
        with transaction() as session:
            search.index(session, some)
        pace.let_others()
    return learnt


def index_changed(run_id: UUID, *, tell: Progress | None, pace: Pace) -> None:
    """Index the services that were changed since an import began."""
    with reading() as session:
        since = session.get_one(ImportRun, run_id).ran_at - timedelta(seconds=1)
        ids = list(session.exec(select(Service.id).where(col(Service.changed_at) >= since)).all())
    done = 0
    for some in _some(ids, pace.batch):
        with transaction() as session:
            search.index(session, some)
        pace.let_others()
        done += len(some)
        if tell:
            tell("indexed", done, len(ids))


def _finish(run_id: UUID) -> ImportRun:
    with transaction() as session:
        run = session.get_one(ImportRun, run_id)
        run.state = RunState.DONE
        session.add(run)
        session.flush()
        record(session, ServicesImported(run_id=run_id))
        return run

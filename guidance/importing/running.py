"""A whole import: batch by batch, each in a transaction of its own, so that nobody waits for it.

What was stored stays when the import is broken off, and the next one goes on from there. At the end
the services that it changed are indexed, and from then on found.
"""

import gc
import hashlib
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
from guidance import search
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


def largest_file() -> int:
    """Give how many bytes a file from a browser may have, by the policy."""
    return policy().imports.max_bytes


def import_upload(file: IO[bytes], *, name: str) -> ImportRun:
    """Read a file that came through a browser. Raises `FileTooBig` and `UnreadableFile`."""
    file.seek(0, 2)
    if file.tell() > largest_file():
        raise FileTooBig
    return import_file(file, name=name)


def import_file(file: IO[bytes], *, name: str, tell: Progress | None = None) -> ImportRun:
    """Read a file of any length, however it was interrupted before. Raises `UnreadableFile`."""
    source = Source(name, _sha256(file))
    file.seek(0)
    is_sheet = name.lower().endswith((".csv", ".tsv"))
    return import_records(source, _rows(file) if is_sheet else stream(file), tell=tell)


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
    source: Source, cuts: Iterable[Cut], *, tell: Progress | None = None
) -> ImportRun:
    """Store records batch by batch, and index what they changed."""
    with rarely_collecting():
        return _import_records(source, cuts, tell)


@contextmanager
def rarely_collecting() -> Iterator[None]:
    """Let Python look for cycles rarely: records make many objects and no cycles."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _import_records(source: Source, cuts: Iterable[Cut], tell: Progress | None) -> ImportRun:
    waiting = iter(cuts)
    first = list(islice(waiting, BATCH))  # a file that is none leaves no trace
    run_id, reached = _begin(source)
    done = 0
    try:
        for batch in _batches(first, waiting):
            done += len(batch)
            if done > reached:
                _store(run_id, batch[max(len(batch) - (done - reached), 0) :])
            if tell:
                tell("read", done, 0)
    finally:
        index_changed(run_id, tell=tell)  # what came in is found, however it ended
    return _finish(run_id)


def _batches(first: list[Cut], waiting: Iterator[Cut]) -> Iterator[list[Cut]]:
    yield first
    yield from _some(waiting)


def _some(waiting: Iterable[T]) -> Iterator[list[T]]:
    every = iter(waiting)
    while some := list(islice(every, BATCH)):
        yield some


def import_catalogue(catalogue: Catalogue, *, name: str, tell: Progress | None = None) -> ImportRun:
    """Read the Service Catalogue from its open API. Raises `SourceSilent`; what came in stays.

    One that was broken off is begun anew: what is as before costs next to nothing.
    """
    return import_records(Source(name, system=catalogue.system), catalogue.records(), tell=tell)


def _begin(source: Source) -> tuple[UUID, int]:
    """Go on with an import of the same file that was broken off, or begin a new one."""
    with transaction() as session:
        broken_off = select(ImportRun).where(
            ImportRun.sha256 == source.sha256,
            ImportRun.state == RunState.RUNNING,
            ImportRun.sha256 != "",
        )
        run = session.exec(broken_off.order_by(col(ImportRun.ran_at).desc())).first()
        run = run or ImportRun(
            file=source.name, sha256=source.sha256, system=source.system, state=RunState.RUNNING
        )
        session.add(run)
        session.flush()
        return run.id, run.reached


def _store(run_id: UUID, cuts: list[Cut]) -> None:
    with transaction() as session:
        run = session.get_one(ImportRun, run_id)
        take(session, run, cuts)


def learn_codes(content: bytes) -> Learnt:
    """Read one list of codes, and find services by the names that it taught.

    Raises `UnreadableCodes`.
    """
    with transaction() as session:
        learnt = codes.learn(session, content)
        ids = codes.under(session, learnt.renamed)
    for some in _some(ids):
        with transaction() as session:
            search.index(session, some)
    return learnt


def index_changed(run_id: UUID, *, tell: Progress | None = None) -> None:
    """Index the services that were changed since an import began."""
    with reading() as session:
        since = session.get_one(ImportRun, run_id).ran_at - timedelta(seconds=1)
        ids = list(session.exec(select(Service.id).where(col(Service.changed_at) >= since)).all())
    for number, some in enumerate(_some(ids)):
        with transaction() as session:
            search.index(session, some)
        if tell:
            tell("indexed", min((number + 1) * BATCH, len(ids)), len(ids))


def _finish(run_id: UUID) -> ImportRun:
    with transaction() as session:
        run = session.get_one(ImportRun, run_id)
        run.state = RunState.DONE
        session.add(run)
        session.flush()
        record(session, ServicesImported(run_id=run_id))
        return run

"""A batch of records with what the house knows of them already, read in a few questions."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import Session, col, select

from guidance.importing.cutting import Cut
from guidance.models import ImportRun, SourceRecord
from guidance.schemas import RecordKind, SourceSystem
from guidance.sources.words import Read

Key = tuple[SourceSystem, RecordKind, str]


@dataclass
class Piece:
    """One thing that a record told, with the record it came in and the row that keeps it.

    `payload` is empty for what came within another record.
    """

    found: Read
    system: SourceSystem
    sha256: str
    payload: str
    source: SourceRecord | None = None
    is_new: bool = False
    is_main: bool = True

    @property
    def kept(self) -> SourceRecord:
        """The row that keeps the record; it is there once the batch was written."""
        if self.source is None:
            raise LookupError(self.found.external_id)
        return self.source


@dataclass
class Batch:
    """What one transaction writes; `affected` are services to connect and index anew.

    `there` are rows of records that came before, `coming` pieces that have none yet.
    """

    session: Session
    run: ImportRun
    pieces: list[Piece] = field(default_factory=list)
    there: dict[Key, SourceRecord] = field(default_factory=dict)
    coming: dict[Key, Piece] = field(default_factory=dict)
    affected: set[UUID] = field(default_factory=set)

    def of(self, kind: type[Read]) -> list[Piece]:
        """Give the pieces of one kind."""
        return [one for one in self.pieces if isinstance(one.found, kind)]


def digest(cut: Cut) -> str:
    """Give the hash by which a record is known to be the same as before."""
    return hashlib.sha256(cut.raw.encode()).hexdigest()


def known(session: Session, system: SourceSystem, ids: Iterable[str]) -> dict[Key, SourceRecord]:
    """Read the rows of records that came before."""
    rows = select(SourceRecord).where(
        SourceRecord.system == system, col(SourceRecord.external_id).in_(list(ids))
    )
    return {(one.system, one.kind, one.external_id): one for one in session.exec(rows).all()}

"""Readings of files, and what they refused."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from core import clock
from core.db import Table, closed, moment, new_id
from guidance.models.columns import pointing_at
from guidance.schemas import RunState, SourceSystem


class ImportRun(Table, table=True):
    """One reading of one file or address.

    `records` is how many a file holds, 0 while nobody knows; `reached` is how far it came (the
    place in the file, or the page), so that a reading that was broken off goes on from there;
    `sha256` is that of the file.
    """

    __tablename__ = "guidance_import_run"
    __data_class__: ClassVar[str] = "guidance.import"

    id: UUID = new_id()
    file: str
    ran_at: datetime = moment(default_factory=clock.now, index=True)
    system: SourceSystem = closed(SourceSystem, SourceSystem.PTV11)
    state: RunState = closed(RunState, RunState.DONE)
    sha256: str = Field(default="", index=True)
    records: int = 0
    reached: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0
    refused: int = 0


class RefusedRecord(Table, table=True):
    """A record that was not taken, with the place in the file and the reason."""

    __tablename__ = "guidance_refused_record"
    __data_class__: ClassVar[str] = "guidance.import"

    id: UUID = new_id()
    run_id: UUID = Field(sa_column=pointing_at("guidance_import_run.id"))
    line: int
    external_id: str = ""
    reason: str
    place: str = ""

"""What platforms tell of a channel's month, file by file; nothing of it is about a person."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from core.db import Table, closed, new_id
from outreach.models.columns import json_column
from outreach.schemas.insights import Metric, Shape


class Snapshot(Table, table=True):
    """A file, or what was typed, of a channel's month. It counts once somebody has kept it.

    Later ones go before earlier ones metric by metric, and none is lost: `seq` is their order.
    `wrong` and `ignored` tell what the dry run did not take.
    """

    __tablename__ = "outreach_snapshot"
    __data_class__: ClassVar[str] = "outreach.platform"
    __table_args__ = (
        UniqueConstraint("channel_id", "month", "seq"),
        UniqueConstraint("channel_id", "month", "file_hash"),
        CheckConstraint("rows >= 0", name="outreach_snapshot_rows"),
    )

    id: UUID = new_id()
    channel_id: UUID = Field(foreign_key="outreach_channel.id", ondelete="CASCADE")
    month: date
    seq: int
    shape: Shape = closed(Shape)
    file_hash: str | None = None
    read_on: date
    is_kept: bool = False
    rows: int = 0
    wrong: list[dict[str, Any]] = Field(default_factory=list, sa_column=json_column())
    ignored: list[str] = Field(default_factory=list, sa_column=json_column())


class SnapshotFigure(Table, table=True):
    """One figure of a snapshot. `value` NULL is "no figure", which is not zero.

    `what` is the address of a post of ours, the name of a room of ours, or empty.
    """

    __tablename__ = "outreach_snapshot_figure"
    __data_class__: ClassVar[str] = "outreach.platform"
    __table_args__ = (
        CheckConstraint("value IS NULL OR value >= 0", name="outreach_snapshot_figure_value"),
    )

    id: UUID = new_id()
    snapshot_id: UUID = Field(foreign_key="outreach_snapshot.id", ondelete="CASCADE", index=True)
    what: str = ""
    day: date | None = None
    metric: Metric = closed(Metric)
    value: int | None = None


class HeaderWord(Table, table=True):
    """A word by which a platform calls a column, added by an organisation to the house's own."""

    __tablename__ = "outreach_header_word"
    __data_class__: ClassVar[str] = "outreach.place"
    __table_args__ = (UniqueConstraint("organisation_id", "word"),)

    id: UUID = new_id()
    organisation_id: UUID = Field(foreign_key="organisation_organisation.id")
    language: str
    word: str
    means: str

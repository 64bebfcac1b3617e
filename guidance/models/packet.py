"""A packet for a service: what a visitor lets the next helper know, opened once."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, LargeBinary
from sqlmodel import Field

from core import clock
from core.db import Table, moment
from guidance.models.columns import SERVICE


class Packet(Table, table=True):
    """Sealed in the visitor's browser; its key is only in the link, behind the `#`, never here.

    Nothing leads back to a conversation. The bytes are gone when it has been taken back, or when
    the browser that opened it has them (`asker_hash` is that of a word which only it knows); when
    that was stays for the visitor to see until the row goes.
    """

    __tablename__ = "guidance_packet"
    __data_class__: ClassVar[str] = "guidance.packet"
    __table_args__ = (
        CheckConstraint(
            "opened_at IS NULL OR taken_back_at IS NULL", name="guidance_packet_one_end"
        ),
    )

    id: UUID = Field(primary_key=True)
    line_id: UUID = Field(foreign_key="organisation_line.id", index=True)
    service_id: UUID = Field(foreign_key=SERVICE, index=True)
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    take_back_hash: str
    asker_hash: str = ""
    released_at: datetime = moment(default_factory=clock.now, index=True)
    opened_at: datetime | None = moment(None)
    taken_back_at: datetime | None = moment(None)

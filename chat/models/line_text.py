"""What a line's responders have ready: replies, the safety protocol, partners."""

from typing import ClassVar
from uuid import UUID

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field

from chat.schemas.closing import LineTextKind
from core.db import Table, closed, new_id


class LineText(Table, table=True):
    """One text of a line in fi, sv and en; `key` is what is typed after a slash, or counted."""

    __tablename__ = "chat_line_text"
    __data_class__: ClassVar[str] = "chat.line_text"
    __table_args__ = (UniqueConstraint("line_id", "kind", "key"),)

    id: UUID = new_id()
    line_id: UUID = Field(foreign_key="organisation_line.id", index=True)
    kind: LineTextKind = closed(LineTextKind)
    key: str
    position: int = 0
    text: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    phone: str = ""

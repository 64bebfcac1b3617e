"""A contact request for somebody else: the one place where the chat knows a name (R32)."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, LargeBinary
from sqlmodel import Field

from chat.schemas.named import Done
from core.db import Table, classed, closed, moment, new_id


class NamedRequest(Table, table=True):
    """That somebody asks to be contacted about somebody else, and how it stands.

    `body` is an envelope under a key of its own (named by `id`) around everything that was written;
    it goes first, with its key. `reference_hash` is a keyed hash of the number with which the
    requester may have it deleted.
    """

    __tablename__ = "chat_named_request"
    __data_class__: ClassVar[str] = "chat.named_request_fact"
    __table_args__ = (
        CheckConstraint(
            "(taken_by IS NULL) = (taken_at IS NULL)", name="chat_named_request_taken_whole"
        ),
        CheckConstraint(
            "(done_how IS NULL) = (done_at IS NULL)", name="chat_named_request_done_whole"
        ),
    )

    id: UUID = new_id()
    line_id: UUID = Field(foreign_key="organisation_line.id", index=True)
    asked_at: datetime = moment(index=True)
    taken_by: UUID | None = Field(default=None, foreign_key="organisation_worker.id", index=True)
    taken_at: datetime | None = moment(None)
    done_at: datetime | None = moment(None, index=True)
    done_how: Done | None = closed(Done, None)
    reference_hash: str = Field(unique=True)
    body: bytes | None = classed("chat.named_request", None, sa_type=LargeBinary)

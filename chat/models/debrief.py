"""A worker's note to themselves after a heavy conversation."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlmodel import Field

from core.db import Table, moment, new_id


class Debrief(Table, table=True):
    """A note that its writer alone reads (R48), sealed under a key of its own that dies with it.

    `alg` says whether the writer's browser had sealed it before.
    """

    __tablename__ = "chat_debrief"
    __data_class__: ClassVar[str] = "chat.debrief"

    id: UUID = new_id()
    worker_id: UUID = Field(foreign_key="organisation_worker.id", index=True)
    alg: str
    body: bytes = Field(sa_type=LargeBinary)
    written_at: datetime = moment()

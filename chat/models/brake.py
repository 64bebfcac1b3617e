"""A responder's "no more for now"."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from core.db import Table, moment, new_id


class Brake(Table, table=True):
    """A responder takes nobody more until a moment; it lapses by itself."""

    __tablename__ = "chat_brake"
    __data_class__: ClassVar[str] = "chat.brake"

    id: UUID = new_id()
    worker_id: UUID = Field(foreign_key="organisation_worker.id", unique=True)
    until: datetime = moment()

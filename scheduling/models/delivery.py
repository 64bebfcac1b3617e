"""How a worker is told of their duties and appointments: by mail, or into a calendar of their own.

What was told lies beside it, so that telling again tells only what changed.
"""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlmodel import Field

from core import clock
from core.db import Table, closed, moment, new_id
from scheduling.schemas.deliveries import DeliveryKind


class Delivery(Table, table=True):
    """One way; `account` is sealed: where a calendar of the worker's own is, and how to open it."""

    __tablename__ = "scheduling_delivery"
    __data_class__: ClassVar[str] = "scheduling.delivery"
    __table_args__ = (UniqueConstraint("worker_id", "kind"),)

    id: UUID = new_id()
    worker_id: UUID = Field(foreign_key="organisation_worker.id")
    kind: DeliveryKind = closed(DeliveryKind)
    account: bytes | None = Field(default=None, sa_type=LargeBinary)
    made_at: datetime = moment(default_factory=clock.now)
    problem: str = ""


class Told(Table, table=True):
    """What was told of one duty or appointment: which change of it, and for when."""

    __tablename__ = "scheduling_told"
    __data_class__: ClassVar[str] = "scheduling.delivery"
    __table_args__ = (UniqueConstraint("delivery_id", "uid"),)

    id: UUID = new_id()
    delivery_id: UUID = Field(foreign_key="scheduling_delivery.id", ondelete="CASCADE")
    uid: UUID
    sequence: int
    starts_at: datetime = moment()
    ends_at: datetime = moment()

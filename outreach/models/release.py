"""Protected figures that two people let out."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from core.db import Table, moment, new_id


class Release(Table, table=True):
    """A protected figure of a closed month that two people let out, for a reason.

    `key` is a line's slug or `*` for all; the figure itself is not kept here.
    """

    __tablename__ = "outreach_release"
    __data_class__: ClassVar[str] = "outreach.release"
    __table_args__ = (
        UniqueConstraint("organisation_id", "month", "key", "step"),
        CheckConstraint("agreed_by <> asked_by", name="outreach_release_two_people"),
        CheckConstraint("reason <> ''", name="outreach_release_reason"),
    )

    id: UUID = new_id()
    organisation_id: UUID = Field(foreign_key="organisation_organisation.id")
    month: date
    key: str
    step: str
    reason: str
    asked_by: UUID = Field(foreign_key="organisation_worker.id")
    asked_at: datetime = moment(index=True)
    agreed_by: UUID | None = Field(default=None, foreign_key="organisation_worker.id")
    agreed_at: datetime | None = moment(None)

"""How fresh an entry is, and how much room a service has."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from core import clock
from core.db import Table, closed, moment
from guidance.models.columns import SERVICE, json_column, pointing_at
from guidance.schemas import FieldGroup, Method


class Verification(Table, table=True):
    """When somebody last made sure that a part of an entry is true, and until when that holds.

    Hours grow old faster than what a service is (policy `[directory.fresh_days]`). Who it was
    stands in the audit log only.
    """

    __tablename__ = "guidance_verification"
    __data_class__: ClassVar[str] = "guidance.directory"
    __table_args__ = (
        CheckConstraint("verified_on <= expires_on", name="guidance_verification_dates"),
    )

    service_id: UUID = Field(sa_column=pointing_at(SERVICE, primary_key=True))
    group: FieldGroup = closed(FieldGroup, primary_key=True)
    method: Method = closed(Method)
    verified_on: date
    expires_on: date = Field(index=True)


class Capacity(Table, table=True):
    """How much room a service told it has: places, weeks of waiting, whatever `unit` says."""

    __tablename__ = "guidance_capacity"
    __data_class__: ClassVar[str] = "guidance.directory"
    __table_args__ = (
        CheckConstraint("available >= 0", name="guidance_capacity_available"),
        CheckConstraint(
            "maximum IS NULL OR available <= maximum", name="guidance_capacity_maximum"
        ),
    )

    service_id: UUID = Field(sa_column=pointing_at(SERVICE, primary_key=True))
    unit: str = Field(primary_key=True)
    available: int
    maximum: int | None = None
    note: dict[str, str] = Field(default_factory=dict, sa_column=json_column())
    told_at: datetime = moment(default_factory=clock.now)

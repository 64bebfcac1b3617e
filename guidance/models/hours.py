"""Opening hours."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from core.db import Table, closed, new_id
from guidance.models.columns import CHANNEL, SERVICE, json_column, pointing_at
from guidance.schemas import HoursKind


class Hours(Table, table=True):
    """A period of opening hours: of a service, of a channel, or (both) of a channel for a service.

    `spans`: [{"weekday": 1–7, "opens": minutes after midnight, "closes": minutes, over 1440 when
    past midnight, and only when it is not so for every one: "weeks": "odd" or "even",
    "by_appointment": true}]. An exception without spans is a closed day. A `holiday` holds every
    year, or in `years`. Times are those of the wall clock in Helsinki.
    """

    __tablename__ = "guidance_hours"
    __data_class__: ClassVar[str] = "guidance.directory"
    __table_args__ = (
        CheckConstraint(
            "service_id IS NOT NULL OR channel_id IS NOT NULL", name="guidance_hours_owner"
        ),
        CheckConstraint(
            "valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to",
            name="guidance_hours_dates",
        ),
        CheckConstraint("(kind = 'holiday') = (holiday <> '')", name="guidance_hours_holiday"),
    )

    id: UUID = new_id()
    service_id: UUID | None = Field(default=None, sa_column=pointing_at(SERVICE, nullable=True))
    channel_id: UUID | None = Field(default=None, sa_column=pointing_at(CHANNEL, nullable=True))
    kind: HoursKind = closed(HoursKind)
    valid_from: date | None = None
    valid_to: date | None = None
    by_appointment: bool = False
    holiday: str = ""
    years: list[int] = Field(default_factory=list, sa_column=json_column())
    spans: list[dict[str, Any]] = Field(default_factory=list, sa_column=json_column())
    note: dict[str, str] = Field(default_factory=dict, sa_column=json_column())

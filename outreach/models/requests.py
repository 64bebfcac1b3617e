"""Channel requests: what was answered before a channel, and every decision with its reason."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from core.db import Table, closed, new_id
from outreach.models.columns import json_column
from outreach.schemas.requests import Decision, RequestState, RequestStep


class ChannelRequest(Table, table=True):
    """The assessment of one proposed channel; its keepers are told when the channel needs them."""

    __tablename__ = "outreach_channel_request"
    __data_class__: ClassVar[str] = "outreach.channel_request"
    __table_args__ = (
        CheckConstraint("backup_id <> keeper_id", name="outreach_channel_request_two_people"),
        CheckConstraint(
            "hours_week >= 0 AND posts_week >= 0", name="outreach_channel_request_counts"
        ),
    )

    id: UUID = new_id()
    channel_id: UUID = Field(foreign_key="outreach_channel.id", unique=True, ondelete="CASCADE")
    answers: dict[str, Any] = Field(default_factory=dict, sa_column=json_column())
    scores: dict[str, int] = Field(default_factory=dict, sa_column=json_column())
    existing_id: UUID | None = Field(
        default=None, foreign_key="outreach_channel.id", ondelete="SET NULL"
    )
    keeper_id: UUID = Field(foreign_key="organisation_worker.id", index=True)
    backup_id: UUID | None = Field(default=None, foreign_key="organisation_worker.id")
    hours_week: int = 0
    posts_week: int = 0
    step: RequestStep = closed(RequestStep, RequestStep.UNIT_LEAD)
    state: RequestState = closed(RequestState, RequestState.WAITING)
    asked_by: UUID = Field(foreign_key="organisation_worker.id")
    moved_on: date
    ended_on: date | None = None


class RequestDecision(Table, table=True):
    """One step's word, with its reason: a refusal's reason is kept as well (R68)."""

    __tablename__ = "outreach_request_decision"
    __data_class__: ClassVar[str] = "outreach.channel_request"
    __table_args__ = (CheckConstraint("reason <> ''", name="outreach_request_decision_reason"),)

    id: UUID = new_id()
    request_id: UUID = Field(
        foreign_key="outreach_channel_request.id", index=True, ondelete="CASCADE"
    )
    position: int
    step: RequestStep = closed(RequestStep)
    decision: Decision = closed(Decision)
    reason: str
    conditions: str = ""
    review_on: date | None = None
    decided_by: UUID = Field(foreign_key="organisation_worker.id")
    decided_on: date

"""Campaigns and what was changed in them."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from core.db import Table, closed, new_id
from outreach.models.columns import json_column
from outreach.schemas import CampaignState


class Campaign(Table, table=True):
    """Planned reaching with a goal.

    `producer` is an organisation's name, never a person's (R64).
    """

    __tablename__ = "outreach_campaign"
    __data_class__: ClassVar[str] = "outreach.campaign"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR starts_on <= ends_on", name="outreach_campaign_days"),
    )

    id: UUID = new_id()
    organisation_id: UUID = Field(foreign_key="organisation_organisation.id", index=True)
    title: str
    goal: str
    audience: str = ""
    area: str = ""
    starts_on: date
    ends_on: date | None = None
    languages: list[str] = Field(default_factory=lambda: ["fi"], sa_column=json_column())
    producer: str = ""
    state: CampaignState = closed(CampaignState, CampaignState.PLANNED)


class Change(Table, table=True):
    """One line of a campaign's change log: what was changed and which feedback caused it (R34)."""

    __tablename__ = "outreach_change"
    __data_class__: ClassVar[str] = "outreach.campaign"

    id: UUID = new_id()
    campaign_id: UUID = Field(foreign_key="outreach_campaign.id", index=True, ondelete="CASCADE")
    day: date
    what: str
    why: str

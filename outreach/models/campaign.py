"""Campaigns and what was changed in them."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from core.db import Table, closed, new_id
from outreach.models.columns import json_column
from outreach.schemas import CampaignState, ChangeSource, Scope


class Campaign(Table, table=True):
    """Planned reaching with a goal.

    `producer` is an organisation's name, never a person's (R64). What happened and what is done
    next are told when it is over, on `looked_back_on`.
    """

    __tablename__ = "outreach_campaign"
    __data_class__: ClassVar[str] = "outreach.campaign"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR starts_on <= ends_on", name="outreach_campaign_days"),
        CheckConstraint(
            "budget_euros >= 0 AND spent_euros >= 0 AND hours_planned >= 0 AND hours_used >= 0",
            name="outreach_campaign_cost",
        ),
    )

    id: UUID = new_id()
    organisation_id: UUID = Field(foreign_key="organisation_organisation.id", index=True)
    title: str
    goal: str
    audience: str = ""
    area: str = ""
    scope: Scope = closed(Scope, Scope.LOCAL)
    starts_on: date
    ends_on: date | None = None
    languages: list[str] = Field(default_factory=lambda: ["fi"], sa_column=json_column())
    producer: str = ""
    hypothesis: str = ""
    budget_euros: int = 0
    spent_euros: int = 0
    hours_planned: int = 0
    hours_used: int = 0
    happened: str = ""
    next_step: str = ""
    looked_back_on: date | None = None
    state: CampaignState = closed(CampaignState, CampaignState.PLANNED)

    def is_over(self, day: date) -> bool:
        """Whether it has ended, by its state or by its last day."""
        has_passed = self.ends_on is not None and self.ends_on < day
        return self.state is CampaignState.ENDED or has_passed


class Change(Table, table=True):
    """One line of a campaign's change log: what was changed and which feedback caused it (R34)."""

    __tablename__ = "outreach_change"
    __data_class__: ClassVar[str] = "outreach.campaign"

    id: UUID = new_id()
    campaign_id: UUID = Field(foreign_key="outreach_campaign.id", index=True, ondelete="CASCADE")
    day: date
    what: str
    why: str
    source: ChangeSource = closed(ChangeSource, ChangeSource.OWN)


class Producer(Table, table=True):
    """A worker of a producing organisation who sees this campaign and no other (R64)."""

    __tablename__ = "outreach_producer"
    __data_class__: ClassVar[str] = "outreach.post"
    __table_args__ = (UniqueConstraint("campaign_id", "worker_id"),)

    id: UUID = new_id()
    campaign_id: UUID = Field(foreign_key="outreach_campaign.id", ondelete="CASCADE")
    worker_id: UUID = Field(foreign_key="organisation_worker.id", index=True)

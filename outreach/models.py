"""Tables of the outreach room.

No column holds an address, a user agent, a cookie or a time finer than a day for what a visitor
does, and none shares a key with a conversation: counters only ever know their day, link and line.
"""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Column, Index, UniqueConstraint, text
from sqlmodel import Field

from core.db import Table, closed, moment, new_id
from outreach.schemas import (
    CampaignState,
    ChannelKind,
    ChannelState,
    CountKind,
    IdentityMode,
    Medium,
    Scope,
    Stage,
)


def _json() -> Column:  # type: ignore[type-arg]
    return Column(JSON, nullable=False)


class Channel(Table, table=True):
    """An account or place where the organisation is present.

    `disclosure` holds fi, sv and en (R67).
    """

    __tablename__ = "outreach_channel"
    __data_class__: ClassVar[str] = "outreach.channel"

    id: UUID = new_id()
    organisation_id: UUID = Field(foreign_key="organisation_organisation.id", index=True)
    name: str
    kind: ChannelKind = closed(ChannelKind)
    address: str = ""
    identity_mode: IdentityMode = closed(IdentityMode, IdentityMode.ORGANISATION)
    disclosure: dict[str, str] = Field(default_factory=dict, sa_column=_json())
    scope: Scope = closed(Scope, Scope.LOCAL)
    state: ChannelState = closed(ChannelState, ChannelState.PROPOSED)
    review_on: date | None = None
    closed_on: date | None = None


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
    languages: list[str] = Field(default_factory=lambda: ["fi"], sa_column=_json())
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


class Link(Table, table=True):
    """One short address for one placement, never for a person.

    `code` is drawn by `actions.add_link`.
    """

    __tablename__ = "outreach_link"
    __data_class__: ClassVar[str] = "outreach.link"
    __table_args__ = (
        CheckConstraint(
            "active_until IS NULL OR active_from <= active_until", name="outreach_link_days"
        ),
    )

    id: UUID = new_id()
    code: str = Field(unique=True)
    line_id: UUID = Field(foreign_key="organisation_line.id", index=True)
    campaign_id: UUID | None = Field(
        default=None, foreign_key="outreach_campaign.id", index=True, ondelete="SET NULL"
    )
    channel_id: UUID | None = Field(
        default=None, foreign_key="outreach_channel.id", index=True, ondelete="SET NULL"
    )
    placement: str
    medium: Medium = closed(Medium)
    active_from: date
    active_until: date | None = None

    def is_active(self, day: date) -> bool:
        """Whether the placement is in use on `day`, first and last day included."""
        return self.active_from <= day and (self.active_until is None or day <= self.active_until)


class LinkCount(Table, table=True):
    """How often a link was opened, scanned, landed by or previewed on a day: one row for all."""

    __tablename__ = "outreach_link_count"
    __data_class__: ClassVar[str] = "outreach.count"
    __table_args__ = (
        UniqueConstraint("day", "link_id", "kind"),
        CheckConstraint("n >= 0", name="outreach_link_count_n"),
    )

    id: UUID = new_id()
    day: date
    link_id: UUID = Field(foreign_key="outreach_link.id", index=True)
    kind: CountKind = closed(CountKind)
    n: int = 0


_WITH_CAMPAIGN = text("campaign_id IS NOT NULL")
_WITHOUT_CAMPAIGN = text("campaign_id IS NULL")


class StageCount(Table, table=True):
    """How many reached a step. `day` is the first of the month for the steps in `schemas.BY_MONTH`.

    Two partial indexes make a row without a campaign as unique as one with it: NULLs would
    otherwise differ.
    """

    __tablename__ = "outreach_stage_count"
    __data_class__: ClassVar[str] = "outreach.count"
    __table_args__ = (
        Index(
            "outreach_stage_count_of_campaign",
            "day",
            "line_id",
            "campaign_id",
            "stage",
            unique=True,
            sqlite_where=_WITH_CAMPAIGN,
            postgresql_where=_WITH_CAMPAIGN,
        ),
        Index(
            "outreach_stage_count_of_line",
            "day",
            "line_id",
            "stage",
            unique=True,
            sqlite_where=_WITHOUT_CAMPAIGN,
            postgresql_where=_WITHOUT_CAMPAIGN,
        ),
        CheckConstraint("n >= 0", name="outreach_stage_count_n"),
    )

    id: UUID = new_id()
    day: date
    line_id: UUID = Field(foreign_key="organisation_line.id", index=True)
    campaign_id: UUID | None = Field(default=None, foreign_key="outreach_campaign.id", index=True)
    stage: Stage = closed(Stage)
    n: int = 0


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

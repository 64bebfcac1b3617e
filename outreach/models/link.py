"""Links: one code for one placement, never for a person."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from core.db import Table, closed, new_id
from outreach.schemas import Medium


class Link(Table, table=True):
    """One short address for one placement, never for a person.

    `code` is drawn by `actions.add_link`. `target` is an address outside the house, or a page of
    ours, to which it leads instead of the line's page; `told_on` is when its keepers were last told
    that the policy allows the address no more.
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
    target: str | None = None
    told_on: date | None = None

    def is_active(self, day: date) -> bool:
        """Whether the placement is in use on `day`, first and last day included."""
        return self.active_from <= day and (self.active_until is None or day <= self.active_until)

"""Channels: where the organisation is present, and the text that says whose it is."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from core.db import Table, closed, new_id
from outreach.models.columns import json_column
from outreach.schemas import ChannelKind, ChannelState, IdentityMode, Scope


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
    disclosure: dict[str, str] = Field(default_factory=dict, sa_column=json_column())
    scope: Scope = closed(Scope, Scope.LOCAL)
    state: ChannelState = closed(ChannelState, ChannelState.PROPOSED)
    review_on: date | None = None
    closed_on: date | None = None
    checked_on: date | None = None
    told_on: date | None = None

    def is_dark(self, day: date) -> bool:
        """Whether its approval has run out (R72): its links then only show the line."""
        is_meant = self.state in {ChannelState.APPROVED, ChannelState.ACTIVE}
        return is_meant and self.review_on is not None and self.review_on < day

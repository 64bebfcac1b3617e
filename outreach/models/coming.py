"""Where somebody of outreach work will be: told to everybody, until the round is over."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from core.db import Table, moment, new_id
from outreach.models.columns import json_column


class ComingRound(Table, table=True):
    """A round that is announced: when, and where, in words for each language.

    Without a `municipality` it is for the whole country, as an online patrol is. Nobody's name, no
    pair: who walks stays with the organisation.
    """

    __tablename__ = "outreach_coming_round"
    __data_class__: ClassVar[str] = "outreach.coming_round"
    __table_args__ = (CheckConstraint("starts_at < ends_at", name="outreach_coming_round_span"),)

    id: UUID = new_id()
    organisation_id: UUID = Field(foreign_key="organisation_organisation.id", index=True)
    municipality: str = ""
    place: dict[str, str] = Field(default_factory=dict, sa_column=json_column())
    starts_at: datetime = moment()
    ends_at: datetime = moment(index=True)

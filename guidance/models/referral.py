"""Counts of services that were named to somebody."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from core.db import UNORDERED, Table, closed, new_id
from guidance.models.columns import SERVICE
from guidance.schemas import CameOf, ReferralKind


class Referral(Table, table=True):
    """How many times a service was named on a line on a day.

    No conversation, no person, no hour.
    """

    __tablename__ = "guidance_referral"
    __data_class__: ClassVar[str] = "guidance.referral"
    __table_args__ = (
        UniqueConstraint("day", "line_id", "service_id", "kind"),
        CheckConstraint("n > 0", name="guidance_referral_counted"),
        UNORDERED,
    )

    id: UUID = new_id()
    day: date = Field(index=True)
    line_id: UUID = Field(foreign_key="organisation_line.id", index=True)
    service_id: UUID = Field(foreign_key=SERVICE, index=True)
    service_name: str = ""
    kind: ReferralKind = closed(ReferralKind)
    n: int = 1


class ReactionCount(Table, table=True):
    """How often something came of a service on a line on a day.

    No conversation, no person, no hour.
    """

    __tablename__ = "guidance_reaction_count"
    __data_class__: ClassVar[str] = "guidance.referral"
    __table_args__ = (
        UniqueConstraint("day", "line_id", "service_id", "said"),
        CheckConstraint("n > 0", name="guidance_reaction_count_n"),
        UNORDERED,
    )

    id: UUID = new_id()
    day: date = Field(index=True)
    line_id: UUID = Field(foreign_key="organisation_line.id", index=True)
    service_id: UUID = Field(foreign_key=SERVICE, index=True)
    said: CameOf = closed(CameOf)
    n: int = 1

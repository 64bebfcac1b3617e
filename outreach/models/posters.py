"""What was done to posters on poster rounds: never who passed by."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from core.db import Table, closed, new_id
from outreach.schemas.posters import Condition, PosterDeed


class PosterCheck(Table, table=True):
    """One look at one poster. `strips` counts by hand how many tear-off strips are gone."""

    __tablename__ = "outreach_poster_check"
    __data_class__: ClassVar[str] = "outreach.poster_check"
    __table_args__ = (CheckConstraint("strips >= 0", name="outreach_poster_check_strips"),)

    id: UUID = new_id()
    link_id: UUID = Field(foreign_key="outreach_link.id", index=True, ondelete="CASCADE")
    position: int
    day: date
    deed: PosterDeed = closed(PosterDeed)
    condition: Condition = closed(Condition, Condition.GOOD)
    strips: int = 0

"""Which web addresses of the directory still answer."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from core import clock
from core.db import Table, closed, moment
from guidance.schemas import LinkAnswer


class LinkCheck(Table, table=True):
    """What an address answered when it was last asked; `failures` counts those in a row."""

    __tablename__ = "guidance_link_check"
    __data_class__: ClassVar[str] = "guidance.directory"
    __table_args__ = (CheckConstraint("failures >= 0", name="guidance_link_check_failures"),)

    address: str = Field(primary_key=True)
    answer: LinkAnswer = closed(LinkAnswer)
    failures: int = 0
    checked_at: datetime = moment(default_factory=clock.now, index=True)

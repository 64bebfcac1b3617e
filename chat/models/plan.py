"""A plan with somebody who comes often: what those who answer them agree on."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlmodel import Field

from core import clock
from core.db import Table, moment, new_id


class Plan(Table, table=True):
    """One a return code, and gone with it; sealed under the conversation's key.

    Written anew it is another row, so that nobody has agreed to words they have not read.
    """

    __tablename__ = "chat_plan"
    __data_class__: ClassVar[str] = "chat.plan"

    id: UUID = new_id()
    conversation_id: UUID = Field(
        foreign_key="chat_return_code.conversation_id", ondelete="CASCADE", unique=True
    )
    written_by: UUID = Field(foreign_key="organisation_worker.id")
    alg: str
    body: bytes = Field(sa_type=LargeBinary)
    written_at: datetime = moment(default_factory=clock.now, index=True)
    review_on: date


class PlanAgreement(Table, table=True):
    """That a responder has read a plan and goes by it."""

    __tablename__ = "chat_plan_agreement"
    __data_class__: ClassVar[str] = "chat.plan"
    __table_args__ = (UniqueConstraint("plan_id", "worker_id"),)

    id: UUID = new_id()
    plan_id: UUID = Field(foreign_key="chat_plan.id", ondelete="CASCADE")
    worker_id: UUID = Field(foreign_key="organisation_worker.id")

"""Strong authentication in the middle of a conversation (R3)."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlmodel import Field

from chat.schemas.step_up import StepUpState
from core.db import Moment, Table, classed, closed, moment, new_id


class StepUp(Table, table=True):
    """That a worker asked a visitor to prove who they are, and for some minutes what was proven.

    `person` is an envelope under a key of its own (named by `id`) around one under the
    conversation's: it dies with whichever dies first. `state_hash` is the SHA-256 of what binds the
    way to the provider and back to this conversation.
    """

    __tablename__ = "chat_step_up"
    __data_class__: ClassVar[str] = "chat.conversation"

    id: UUID = new_id()
    conversation_id: UUID = Field(
        foreign_key="chat_conversation.id", ondelete="CASCADE", unique=True
    )
    asked_by: UUID = Field(foreign_key="organisation_worker.id", index=True)
    state: StepUpState = closed(StepUpState, StepUpState.ASKED)
    reason: str
    times: int = 1
    asked_at: datetime = moment()
    state_hash: str | None = None
    person: bytes | None = classed("chat.step_up", None, sa_type=LargeBinary)
    shown_until: datetime | None = classed("chat.step_up", None, sa_type=Moment, index=True)

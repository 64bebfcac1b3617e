"""What was sent beside words: pictures and voice messages."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlmodel import Field

from chat.schemas import Author
from core.db import Table, closed, moment, new_id
from policies.talk_rules import AttachmentKind


class Attachment(Table, table=True):
    """The bytes of a picture or a voice message, opaque and sealed like a message's body.

    Its message has the same `client_id`. No name and no type of the sender's choosing is kept.
    """

    __tablename__ = "chat_attachment"
    __data_class__: ClassVar[str] = "chat.body"
    __table_args__ = (UniqueConstraint("conversation_id", "client_id"),)

    id: UUID = new_id()
    conversation_id: UUID = Field(foreign_key="chat_conversation.id", ondelete="CASCADE")
    client_id: UUID
    author: Author = closed(Author)
    worker_id: UUID | None = Field(default=None, foreign_key="organisation_worker.id")
    kind: AttachmentKind = closed(AttachmentKind)
    alg: str
    body: bytes = Field(sa_type=LargeBinary)
    sent_at: datetime = moment()

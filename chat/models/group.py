"""A group room: scheduled, themed, moderated (R36), and nobody's conversation."""

from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, LargeBinary, UniqueConstraint
from sqlmodel import Field

from chat.schemas.group import GroupState
from core import clock
from core.db import Table, closed, moment, new_id


class GroupRoom(Table, table=True):
    """When, about what, for how many. `taken` counts the seats of visitors who are there now.

    A sealed room's key changes with each `epoch`; `wants_key` says that somebody came or went.
    """

    __tablename__ = "chat_group_room"
    __data_class__: ClassVar[str] = "chat.group_room"
    __table_args__ = (
        CheckConstraint("taken >= 0 AND taken <= seats", name="chat_group_room_seats"),
    )

    id: UUID = new_id()
    line_id: UUID = Field(foreign_key="organisation_line.id", index=True)
    theme: dict[str, Any] = Field(sa_type=JSON)
    starts_at: datetime = moment(index=True)
    minutes: int
    seats: int
    taken: int = 0
    state: GroupState = closed(GroupState, GroupState.PLANNED)
    is_locked: bool = False
    last_seq: int = 0
    is_sealed: bool = False
    epoch: int = 0
    wants_key: bool = False
    opened_at: datetime | None = moment(None)
    closed_at: datetime | None = moment(None, index=True)
    made_by: UUID = Field(foreign_key="organisation_worker.id")

    @property
    def ends_at(self) -> datetime:
        """When it closes by itself."""
        return self.starts_at + timedelta(minutes=self.minutes)


class GroupMember(Table, table=True):
    """Somebody in a room: a visitor by a sealed nickname, or a worker who moderates.

    Nothing ties a visitor to another room or to a conversation. `from_seq` is where their reading
    begins: what was said before they came stays with those who were there. `public` is the key that
    a visitor's page has made for this room, and which dies with the page; `signs` are those with
    which their pages sign and have signed.
    """

    __tablename__ = "chat_group_member"
    __data_class__: ClassVar[str] = "chat.group"
    __table_args__ = (UniqueConstraint("room_id", "worker_id"),)

    id: UUID = new_id()
    room_id: UUID = Field(foreign_key="chat_group_room.id", ondelete="CASCADE", index=True)
    worker_id: UUID | None = Field(default=None, foreign_key="organisation_worker.id", index=True)
    nickname: bytes | None = Field(default=None, sa_type=LargeBinary)
    public: bytes | None = Field(default=None, sa_type=LargeBinary)
    signs: list[str] = Field(default_factory=list, sa_type=JSON)
    from_seq: int = 0
    is_muted: bool = False
    joined_at: datetime = moment(default_factory=clock.now)
    left_at: datetime | None = moment(None)
    removed_because: str | None = None

    @property
    def is_here(self) -> bool:
        """Whether they are in the room now."""
        return self.left_at is None and self.removed_because is None


class GroupMessage(Table, table=True):
    """What one of them said; a removed one keeps its number and loses its words."""

    __tablename__ = "chat_group_message"
    __data_class__: ClassVar[str] = "chat.group"
    __table_args__ = (
        UniqueConstraint("room_id", "seq"),
        UniqueConstraint("room_id", "client_id"),
    )

    id: UUID = new_id()
    room_id: UUID = Field(foreign_key="chat_group_room.id", ondelete="CASCADE")
    member_id: UUID = Field(foreign_key="chat_group_member.id", ondelete="CASCADE", index=True)
    seq: int
    client_id: UUID
    alg: str
    body: bytes | None = Field(default=None, sa_type=LargeBinary)
    sent_at: datetime = moment()


class GroupBox(Table, table=True):
    """A sealed room's key of one epoch, sealed by a moderator's browser to one who is in it."""

    __tablename__ = "chat_group_box"
    __data_class__: ClassVar[str] = "chat.group"
    __table_args__ = (UniqueConstraint("member_id", "epoch"),)

    id: UUID = new_id()
    room_id: UUID = Field(foreign_key="chat_group_room.id", ondelete="CASCADE", index=True)
    member_id: UUID = Field(foreign_key="chat_group_member.id", ondelete="CASCADE")
    epoch: int
    box: bytes = Field(sa_type=LargeBinary)

"""What crosses the wire of a group room."""

from enum import StrEnum
from uuid import UUID

from pydantic import Field

from chat.schemas.talk import Envelope, Opaque
from core.realtime import Wire


class GroupState(StrEnum):
    """Where a room stands; `called_off` and `closed` are its two ends."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    CALLED_OFF = "called_off"


class GroupAct(StrEnum):
    """What a moderator does."""

    MUTE = "mute"
    UNMUTE = "unmute"
    REMOVE = "remove"
    HIDE = "hide"
    LOCK = "lock"
    UNLOCK = "unlock"
    CLOSE = "close"


class RemovedBecause(StrEnum):
    """Why somebody was taken out; they are told."""

    UNKIND = "unkind"
    UNSAFE = "unsafe"
    PERSONAL = "personal"
    OTHER = "other"


class InRoom(Wire):
    """Names a group room."""

    room_id: UUID


class GroupSince(InRoom):
    """Asks for what came after a number."""

    after: int = Field(ge=0, lt=2**31)


class NewGroupMessage(InRoom):
    """A message to all in the room; sent twice under one `client_id`, it is there once."""

    client_id: UUID
    sealed: Envelope


class Moderate(InRoom):
    """A moderator's deed: on a member, on a message, or on the room."""

    act: GroupAct
    member_id: UUID | None = None
    seq: int | None = Field(None, ge=1, lt=2**31)
    because: RemovedBecause | None = None


class GroupPublic(InRoom):
    """The keys of this page: the room's is sealed to `public`, `signs` checks its messages."""

    public: Opaque = Field(max_length=88)
    signs: Opaque = Field(max_length=88)


class SentGroupBox(Wire):
    """A room's key, sealed to one who is in it."""

    member_id: UUID
    box: Opaque = Field(max_length=300)


class GiveGroupKey(InRoom):
    """A room's next key, for everybody who is in it and can open it."""

    epoch: int = Field(ge=1, lt=2**31)
    boxes: list[SentGroupBox] = Field(max_length=200)

"""What crosses the wire when more than two are, or may come, in a conversation."""

from enum import StrEnum
from typing import Literal
from uuid import UUID

from pydantic import Field, NaiveDatetime

from chat.schemas.sealing import Box, LineBox
from chat.schemas.talk import About, Envelope
from core.realtime import Wire


class RoomPart(StrEnum):
    """As what a worker is in a conversation that is not theirs."""

    JOINING = "joining"
    SHADOW = "shadow"
    GUEST = "guest"
    BEFORE = "before"


WRITERS = (RoomPart.JOINING, RoomPart.GUEST)
"""Who may write too; a shadow reads only, and whoever was the responder before does neither."""


class Standing(StrEnum):
    """How far somebody's coming into a conversation has got."""

    ASKED = "asked"
    OFFERED = "offered"
    HERE = "here"
    LEFT = "left"
    REFUSED = "refused"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


PENDING = frozenset({Standing.ASKED, Standing.OFFERED})
UNDERWAY = PENDING | {Standing.HERE}

MAY_FOLLOW: dict[Standing, frozenset[Standing]] = {
    # The colleague first: a visitor is never asked about somebody who then says no.
    Standing.ASKED: frozenset(
        {Standing.OFFERED, Standing.REFUSED, Standing.WITHDRAWN, Standing.EXPIRED}
    ),
    Standing.OFFERED: frozenset(
        {Standing.HERE, Standing.DECLINED, Standing.WITHDRAWN, Standing.EXPIRED}
    ),
    Standing.HERE: frozenset({Standing.LEFT}),
    Standing.LEFT: frozenset(),
    Standing.REFUSED: frozenset(),
    Standing.DECLINED: frozenset(),
    Standing.WITHDRAWN: frozenset(),
    Standing.EXPIRED: frozenset(),
}
"""The one table of what may follow what; anything else is refused."""


class Because(StrEnum):
    """Why somebody is to come or to go, as the visitor is told it in their own language."""

    SHIFT_ENDS = "shift_ends"
    KNOWS_MORE = "knows_more"
    LANGUAGE = "language"
    TRAINING = "training"
    NEXT_SERVICE = "next_service"
    HANDS_FULL = "hands_full"
    UNWELL = "unwell"
    CONNECTION_LOST = "connection_lost"
    SHIFT_OVER = "shift_over"


class Invite(About):
    """Asks a colleague into one's conversation."""

    worker_id: UUID
    part: Literal[RoomPart.JOINING, RoomPart.SHADOW]
    because: Literal[
        Because.SHIFT_ENDS,
        Because.KNOWS_MORE,
        Because.LANGUAGE,
        Because.TRAINING,
        Because.HANDS_FULL,
        Because.UNWELL,
    ]


class Answer(Wire):
    """Says yes or no to an invitation: the colleague first, then the visitor."""

    invitation_id: UUID
    yes: bool


class LetIn(Answer):
    """The visitor's answer, with the conversation's key sealed to whoever comes in."""

    box: Box | None = None


class Leave(Wire):
    """Ends an invitation or somebody's being there."""

    invitation_id: UUID


class Promising(About):
    """Ends a visit with the promise to go on at a time, by the wall clock in Helsinki."""

    at: NaiveDatetime


class ComeAsGuest(Wire):
    """Uses the link that a worker of another service was given."""

    token: str = Field(pattern=r"^[A-Za-z0-9_-]{43}$")


class HandOver(Leave):
    """Gives one's conversation to a colleague who has come into it."""


class ToQueue(About):
    """Puts one's conversation at the front of its queue."""

    because: Literal[
        Because.SHIFT_ENDS,
        Because.KNOWS_MORE,
        Because.LANGUAGE,
        Because.HANDS_FULL,
        Because.UNWELL,
    ]
    given: LineBox | None = None


class NewSheet(About):
    """What whoever goes on must know: risks, and what was promised."""

    sealed: Envelope

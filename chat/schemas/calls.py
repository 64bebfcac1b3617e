"""What crosses the wire to bring two browsers together for a call; nothing of it is kept."""

from enum import StrEnum
from uuid import UUID

from pydantic import Field

from chat.schemas.talk import About

LONGEST_SIGNAL = 16_384


class Signal(StrEnum):
    """What one side tells the other: about the call itself, then what WebRTC needs (JSEP)."""

    INVITE = "invite"
    ACCEPT = "accept"
    DECLINE = "decline"
    HANG_UP = "hang_up"
    OFFER = "offer"
    ANSWER = "answer"
    CANDIDATE = "candidate"
    CAMERA = "camera"


class CallSignal(About):
    """One signal for the other side. `body` is opaque to the server and bounded."""

    call_id: UUID
    signal: Signal
    body: str = Field("", max_length=LONGEST_SIGNAL)

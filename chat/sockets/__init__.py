"""Live events of the chat room; each is explained in `docs/protocol.md`."""

from chat.sockets import (
    board,
    calls,
    consulting,
    desk,
    felt,
    group,
    guests,
    misuse,
    packets,
    plans,
    reacting,
    sealing,
    sheets,
    step_up,
    talk,
    together,
    walking,
)
from chat.sockets.doors import (
    desk_of,
    on,
    room_of,
)

__all__ = [
    "board",
    "calls",
    "consulting",
    "desk",
    "desk_of",
    "felt",
    "group",
    "guests",
    "misuse",
    "on",
    "packets",
    "plans",
    "reacting",
    "room_of",
    "sealing",
    "sheets",
    "step_up",
    "talk",
    "together",
    "walking",
]

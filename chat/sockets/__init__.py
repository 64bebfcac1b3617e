"""Live events of the chat room; each is explained in `docs/protocol.md`."""

from chat.sockets import calls, consulting, desk, group, sheets, step_up, talk, together
from chat.sockets.doors import desk_of, on, room_of

__all__ = [
    "calls",
    "consulting",
    "desk",
    "desk_of",
    "group",
    "on",
    "room_of",
    "sheets",
    "step_up",
    "talk",
    "together",
]

"""What the chat room does when something happened."""

from chat.listeners import (
    appointments,
    brakes,
    calling,
    consulting,
    counting,
    door,
    group,
    handing_on,
    officers,
    rounds,
    sheets,
    step_up,
    talk,
    telling,
    together,
    waiting_room,
)

__all__ = [
    "appointments",
    "brakes",
    "calling",
    "consulting",
    "counting",
    "door",
    "group",
    "handing_on",
    "officers",
    "rounds",
    "sheets",
    "step_up",
    "talk",
    "telling",
    "together",
    "waiting_room",
]

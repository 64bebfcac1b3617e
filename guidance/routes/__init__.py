"""Pages of the guidance room: the search, the editors' desk, the worry test."""

from guidance.routes import (
    bites,
    carrying,
    desk,
    differing,
    directory,
    editing,
    gaps,
    guides,
    importing,
    night,
    open_data,
    packets,
    room,
    suggesting,
    ways,
    worry,
    writing,
)
from guidance.routes.doors import bp

__all__ = [
    "bites",
    "bp",
    "carrying",
    "desk",
    "differing",
    "directory",
    "editing",
    "gaps",
    "guides",
    "importing",
    "night",
    "open_data",
    "packets",
    "room",
    "suggesting",
    "ways",
    "worry",
    "writing",
]

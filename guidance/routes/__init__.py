"""Pages of the guidance room: the search, the editors' desk, the worry test."""

from guidance.routes import (
    carrying,
    desk,
    differing,
    directory,
    editing,
    open_data,
    packets,
    suggesting,
    worry,
)
from guidance.routes.doors import bp

__all__ = [
    "bp",
    "carrying",
    "desk",
    "differing",
    "directory",
    "editing",
    "open_data",
    "packets",
    "suggesting",
    "worry",
]

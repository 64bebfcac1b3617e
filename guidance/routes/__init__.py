"""Pages of the guidance room: the search, the editors' desk, the worry test."""

from guidance.routes import (
    carrying,
    differing,
    directory,
    editing,
    open_data,
    packets,
    worry,
)
from guidance.routes.doors import bp

__all__ = [
    "bp",
    "carrying",
    "differing",
    "directory",
    "editing",
    "open_data",
    "packets",
    "worry",
]

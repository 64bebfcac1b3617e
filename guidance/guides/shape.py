"""The shapes in which an info bite is drawn."""

from enum import StrEnum


class Shape(StrEnum):
    """A picture's shape: for the feed (4:5), or square."""

    PORTRAIT = "portrait"
    SQUARE = "square"

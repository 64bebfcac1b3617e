"""What really happens when one makes contact."""

from enum import StrEnum


class Known(StrEnum):
    """A fact that may simply not be known. Unknown is told as unknown, never as no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class WhoAnswers(StrEnum):
    """Who is at the other end."""

    PROFESSIONAL = "professional"
    VOLUNTEER = "volunteer"
    PEER = "peer"
    UNKNOWN = "unknown"

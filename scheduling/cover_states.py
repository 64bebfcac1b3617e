"""The states of a request for cover, what may follow what, and what workers are told."""

from enum import StrEnum


class CoverState(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    TAKEN = "taken"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class NoticeKind(StrEnum):
    """What a worker is told of."""

    COVER_ASKED = "cover_asked"
    COVER_TAKEN = "cover_taken"
    COVER_DECLINED = "cover_declined"
    STILL_YOURS = "still_yours"
    PLACE_FREE = "place_free"
    LET_IN = "let_in"
    CALLED_OFF = "called_off"
    DUTY_AHEAD = "duty_ahead"
    COME_NOW = "come_now"
    UNHELD = "unheld"
    PROPOSED = "proposed"

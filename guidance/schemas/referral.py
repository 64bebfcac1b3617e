"""How a service was named to somebody."""

from enum import StrEnum


class ReferralKind(StrEnum):
    """How a service was named to somebody."""

    ADVISED = "advised"
    GUIDED = "guided"
    ACCOMPANIED = "accompanied"


class CameOf(StrEnum):
    """What came of a service that was named: what the visitor said, and what a packet met."""

    GOT_HELP = "got_help"
    DID_NOT_DARE = "did_not_dare"
    CLOSED = "closed"
    NOT_FOR_ME = "not_for_me"
    RELEASED = "released"
    OPENED = "opened"
    TAKEN_BACK = "taken_back"


class Reaction(StrEnum):
    """What somebody says came of a service that was named to them."""

    GOT_HELP = "got_help"
    DID_NOT_DARE = "did_not_dare"
    CLOSED = "closed"
    NOT_FOR_ME = "not_for_me"

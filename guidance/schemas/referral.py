"""How a service was named to somebody."""

from enum import StrEnum


class ReferralKind(StrEnum):
    """How a service was named to somebody."""

    ADVISED = "advised"
    GUIDED = "guided"
    ACCOMPANIED = "accompanied"

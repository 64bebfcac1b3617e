"""What really happens when one makes contact."""

from enum import StrEnum


class Known(StrEnum):
    """A fact that may simply not be known. Unknown is told as unknown, never as no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


KNOWN_FACTS = (
    "anonymous",
    "guardian_told",
    "on_phone_bill",
    "recorded",
    "identity_needed",
    "drop_in",
    "consent_needed",
    "referral_needed",
    "text_only",
    "remote",
    "interpreter",
    "accessible",
    "safer_space",
)
"""What a young person asks before daring, each a column of a service; who answers comes beside."""


class WhoAnswers(StrEnum):
    """Who is at the other end."""

    PROFESSIONAL = "professional"
    VOLUNTEER = "volunteer"
    PEER = "peer"
    UNKNOWN = "unknown"

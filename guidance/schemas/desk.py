"""What the editors' desk speaks of: what somebody says is wrong, and what became of that."""

from enum import StrEnum


class Wrong(StrEnum):
    """What somebody says is wrong with an entry."""

    CONTACT = "contact"
    HOURS = "hours"
    ELIGIBILITY = "eligibility"
    DESCRIPTION = "description"
    GONE = "gone"


class SuggestionState(StrEnum):
    """Where a suggestion stands."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Declined(StrEnum):
    """Why a suggestion was not followed; closed, so that no words about its writer are kept."""

    IS_RIGHT = "is_right"
    KNOWN = "known"
    UNCLEAR = "unclear"
    NOT_SURE = "not_sure"
    MISUSE = "misuse"

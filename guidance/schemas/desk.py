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


class LinkAnswer(StrEnum):
    """What a web address answered: something, that there is no such page, or nothing at all.

    One that the house never asks (not public, or without `https`) is not known.
    """

    ANSWERS = "answers"
    GONE = "gone"
    SILENT = "silent"
    NOT_ASKED = "not_asked"

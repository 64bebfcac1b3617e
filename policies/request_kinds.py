"""Closed lists of data requests: what was asked, how it came and how it ended."""

from enum import StrEnum


class OwnDeed(StrEnum):
    """What a visitor did about their own data, with the open session or the return code."""

    SEEN = "seen"
    TAKEN = "taken"
    ERASED = "erased"
    REFUSED_HELD = "refused_held"


class Asks(StrEnum):
    """Which right a request uses (GDPR, articles 15, 16, 17 and 21)."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    OBJECTION = "objection"


class Way(StrEnum):
    """How a request came that the program could not answer by itself."""

    LETTER = "letter"
    EMAIL = "email"
    DESK = "desk"
    PHONE = "phone"


class Extended(StrEnum):
    """The two grounds on which the law allows more time (GDPR, article 12(3))."""

    COMPLEX = "complex"
    MANY = "many"


class Answered(StrEnum):
    """How a request ended."""

    FULFILLED = "fulfilled"
    PARTLY = "partly"
    NOT_FOUND = "not_found"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

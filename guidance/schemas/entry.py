"""Where an entry and its texts stand, and what it is filed under."""

from enum import StrEnum


class Status(StrEnum):
    """Where an entry stands. Only published ones are found."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class TextStatus(StrEnum):
    """Where a text in one language comes from."""

    ORIGINAL = "original"
    HUMAN = "human"
    MACHINE = "machine"
    STALE = "stale"


class TermKind(StrEnum):
    """What a classification code is of."""

    SERVICE_CLASS = "service_class"
    TARGET_GROUP = "target_group"
    LIFE_EVENT = "life_event"

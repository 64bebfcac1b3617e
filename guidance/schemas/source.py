"""Which system an entry was written in."""

from enum import StrEnum


class SourceSystem(StrEnum):
    """Where an entry was written."""

    OWN = "own"
    PTV11 = "ptv11"


class RecordKind(StrEnum):
    """What a source record describes."""

    SERVICE = "service"
    CHANNEL = "channel"

"""Which system an entry was written in."""

from enum import StrEnum


class SourceSystem(StrEnum):
    """Where an entry was written."""

    OWN = "own"
    PTV11 = "ptv11"
    PTV12 = "ptv12"
    HSDS = "hsds"
    SHEET = "sheet"


class RecordKind(StrEnum):
    """What a source record describes."""

    SERVICE = "service"
    CHANNEL = "channel"
    PROVIDER = "provider"
    CONNECTION = "connection"
    DESCRIPTION = "description"


class RunState(StrEnum):
    """Where an import stands; one that still runs and that nobody reads was broken off."""

    WAITING = "waiting"
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"

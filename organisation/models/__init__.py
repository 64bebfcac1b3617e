"""Tables of the organisation room."""

from organisation.models.keys import (
    KeyDeed,
    KeyLogEntry,
    LineKey,
    LineKeyCopy,
    UnlockKind,
    WorkerKey,
    WorkerUnlock,
)
from organisation.models.people import (
    Invitation,
    Line,
    LineMember,
    Organisation,
    RegionRule,
    Role,
    Sealing,
    Unit,
    Worker,
    WorkerProfession,
    WorkerRole,
)

__all__ = [
    "Invitation",
    "KeyDeed",
    "KeyLogEntry",
    "Line",
    "LineKey",
    "LineKeyCopy",
    "LineMember",
    "Organisation",
    "RegionRule",
    "Role",
    "Sealing",
    "Unit",
    "UnlockKind",
    "Worker",
    "WorkerKey",
    "WorkerProfession",
    "WorkerRole",
    "WorkerUnlock",
]

"""Pilots: lines on trial, from the checklist to the decision (R49, R77)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class PilotChoice(StrEnum):
    """What is decided on a pilot."""

    GO_ON = "go_on"
    CHANGE = "change"
    END = "end"


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """What a pilot taught: how it worked, how it was felt, and what is to be developed."""

    function: str
    experience: str
    targets: str


@dataclass(frozen=True, kw_only=True)
class PilotVerdict:
    """A decision: `until` is the new last day of a changed pilot, or the last day of a line."""

    choice: PilotChoice
    reasons: str
    until: date | None
    next_line_id: UUID | None

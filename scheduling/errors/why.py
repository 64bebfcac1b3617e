"""Every reason why somebody cannot take a shift, as the refusal that says it."""

from core.errors import Refusal
from scheduling.eligibility import Reason
from scheduling.errors.duties import (
    AlreadyYours,
    DutiesOverlap,
    LanguageNeeded,
    NotOnTeam,
    RestNeeded,
)
from scheduling.errors.shifts import ShiftFull, ShiftOver
from scheduling.errors.training import NotTrained

REFUSALS: dict[Reason, type[Refusal]] = {
    Reason.OVER: ShiftOver,
    Reason.YOURS: AlreadyYours,
    Reason.TEAM: NotOnTeam,
    Reason.TRAINING: NotTrained,
    Reason.LANGUAGE: LanguageNeeded,
    Reason.OVERLAP: DutiesOverlap,
    Reason.REST: RestNeeded,
    Reason.FULL: ShiftFull,
}

"""Channel requests: the capability assessment before a new channel, and who decides (R65-R69)."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

LONGEST_ANSWER = 600


class Criterion(StrEnum):
    """What a unit is asked before it opens a channel."""

    PURPOSE = "purpose"
    AUDIENCE = "audience"
    EXISTING = "existing"
    ANSWERING = "answering"
    MODERATION = "moderation"
    ACCESSIBILITY = "accessibility"
    SECURITY = "security"
    MEASURE = "measure"
    EXIT_PLAN = "exit_plan"


class RequestStep(StrEnum):
    """Who looks at a request, in this order (R68)."""

    UNIT_LEAD = "unit_lead"
    COMMUNICATIONS = "communications"
    SECURITY = "security"

    @property
    def following(self) -> "RequestStep | None":
        """Give the step after this one, None after the last."""
        steps = list(RequestStep)
        at = steps.index(self) + 1
        return steps[at] if at < len(steps) else None


class Decision(StrEnum):
    """What a step may say."""

    APPROVE = "approve"
    JOIN_EXISTING = "join_existing"
    DEFER = "defer"
    REJECT = "reject"


class RequestState(StrEnum):
    """Where a request stands."""

    WAITING = "waiting"
    APPROVED = "approved"
    JOINED = "joined"
    DEFERRED = "deferred"
    REJECTED = "rejected"


OUTCOME_OF = {
    Decision.JOIN_EXISTING: RequestState.JOINED,
    Decision.DEFER: RequestState.DEFERRED,
    Decision.REJECT: RequestState.REJECTED,
}


class Gap(StrEnum):
    """What the policy asks for and the assessment lacks."""

    KEEPERS = "keepers"
    HOURS = "hours"
    RHYTHM = "rhythm"
    EXIT = "exit"
    MODERATION = "moderation"


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """What a unit answers: words and 0-3 for each criterion, keepers, hours and rhythm."""

    answers: dict[str, str]
    scores: dict[str, int]
    existing_id: UUID | None
    keeper_id: UUID
    backup_id: UUID | None
    hours_week: int
    posts_week: int


@dataclass(frozen=True)
class Advice:
    """What the score says. It advises; people decide."""

    percent: int
    decision: Decision
    gaps: list[Gap] = field(default_factory=list)

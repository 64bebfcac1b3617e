"""What crosses the wire when a visitor is asked who they are."""

from enum import StrEnum

from chat.schemas.talk import About
from policies.sections import StepUpReason


class StepUpState(StrEnum):
    """Where an asking stands; nothing but `shown` has anything to show."""

    ASKED = "asked"
    AWAY = "away"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"
    SHOWN = "shown"
    OVER = "over"


class AskStepUp(About):
    """Asks the visitor to prove who they are, for one of the policy's reasons."""

    reason: StepUpReason

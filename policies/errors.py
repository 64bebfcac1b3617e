"""What the policies room refuses."""

from collections.abc import Sequence
from typing import ClassVar

from flask_babel import lazy_gettext as _l

from core.errors import NotFound, Refusal


class PolicyError(Exception):
    """The policy cannot be followed: one sentence a fault, each naming its place in the file."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class NoSuchVersion(NotFound):
    """No version of the policy goes by this name, or it is no draft any more."""

    code: ClassVar[str] = "no_such_version"


class UnfitPolicy(Refusal):
    """A draft that the program could not follow: the page shows each fault with its place."""

    code: ClassVar[str] = "unfit_policy"
    status: ClassVar[int] = 422
    sentence = _l("This policy cannot be followed.")

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__()
        self.faults = list(faults)


class NothingChanged(Refusal):
    """The draft says what the policy in force says."""

    code: ClassVar[str] = "nothing_changed"
    status: ClassVar[int] = 409
    sentence = _l("The draft says the same as the policy in force. There is nothing to approve.")


class DraftChanged(Refusal):
    """The draft is not what the approver looked at."""

    code: ClassVar[str] = "draft_changed"
    status: ClassVar[int] = 409
    sentence = _l("The draft has changed since you looked at it. Look at it again first.")


class ApprovedAlready(Refusal):
    """Two people means two."""

    code: ClassVar[str] = "approved_already"
    status: ClassVar[int] = 409
    sentence = _l("You have approved this draft already. Somebody else has to be the second.")


class NotForAdministrators(Refusal):
    """Who runs the machine does not make its rules."""

    code: ClassVar[str] = "not_for_administrators"
    status: ClassVar[int] = 403
    sentence = _l(
        "An administrator cannot approve the policy unless they are the data protection officer."
    )


class PlanChanged(Refusal):
    """What would be purged now is not what was looked at."""

    code: ClassVar[str] = "plan_changed"
    status: ClassVar[int] = 409
    sentence = _l("The plan has changed since you looked at it. Look at the new one first.")


class Braked(Refusal):
    """More than a fifth of a class would go at once, and time alone does not explain it."""

    code: ClassVar[str] = "purge_braked"
    status: ClassVar[int] = 409
    sentence = _l(
        "Unusually much would be deleted at once. A second person has to agree first and say why."
    )


class ClockWentBack(Refusal):
    """The clock shows a moment before the last purge: nothing it says can be relied on."""

    code: ClassVar[str] = "clock_went_back"
    status: ClassVar[int] = 409
    sentence = _l(
        "The clock shows a time before the last purge. Nothing was purged: set the clock right, "
        "or let a second person agree."
    )


class NothingToAgree(Refusal):
    """No purge waits for a second person."""

    code: ClassVar[str] = "nothing_to_agree"
    status: ClassVar[int] = 409
    sentence = _l("No purge is waiting for a second person now.")


class NoHolds(Refusal):
    """The policy allows no hold on this class, or not on one record of it."""

    code: ClassVar[str] = "no_holds"
    status: ClassVar[int] = 422
    sentence = _l("The policy allows no such hold on this kind of data.")


class HoldTooLong(Refusal):
    """A hold ends within `hold_max` of the policy."""

    code: ClassVar[str] = "hold_too_long"
    status: ClassVar[int] = 422
    sentence = _l("A hold has to end in the future, and no later than the policy allows.")


class NoSuchHold(Refusal):
    """There is no such hold, or it has ended."""

    code: ClassVar[str] = "no_such_hold"
    status: ClassVar[int] = 404
    sentence = _l("There is no such hold any more.")


class NoSuchRequest(NotFound):
    """No open request has this number."""

    code: ClassVar[str] = "no_such_request"


class TooLateToExtend(Refusal):
    """More time has to be told within the first month (GDPR, article 12(3)), and once."""

    code: ClassVar[str] = "too_late_to_extend"
    status: ClassVar[int] = 409
    sentence = _l("More time can be taken once, and within the first month only.")


class NotThatDay(Refusal):
    """A day that lies in the future, or before the request came."""

    code: ClassVar[str] = "not_that_day"
    status: ClassVar[int] = 422
    sentence = _l("The day cannot be in the future, nor before the request came.")

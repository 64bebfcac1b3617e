"""What the policies room refuses."""

from typing import ClassVar

from flask_babel import lazy_gettext as _l

from core.errors import Refusal


class PolicyError(Exception):
    """The policy cannot be followed: one sentence a fault, each naming its place in the file."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class PlanChanged(Refusal):
    """What would be purged now is not what was looked at."""

    code: ClassVar[str] = "plan_changed"
    status: ClassVar[int] = 409
    sentence = _l("The plan has changed since you looked at it. Look at the new one first.")

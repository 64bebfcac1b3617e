"""Parts of the policy's section `[chat]`: the work at the desk, and how a visitor comes back."""

from typing import Literal, Self

from pydantic import Field, model_validator

from policies.duration import Duration
from policies.parts import Part, Words


class Desk(Part):
    """When the desk says that it is quiet, and how long "no more for now" holds."""

    visitor_silent: Duration = Duration(minutes=10)
    responder_silent: Duration = Duration(minutes=3)
    brake_lapses: Duration = Duration(minutes=30)

    @model_validator(mode="after")
    def _some_time(self) -> Self:
        for name in type(self).model_fields:
            if getattr(self, name) == Duration():
                raise ValueError(f"{name} must be longer than nothing")
        return self


class Returning(Part):
    """Coming back with a return code; how long it lives is its retention rule's `keep`.

    `waits_for_worker`: for so long others are offered somebody last whom a colleague on duty knows.
    """

    enabled: bool = Field(False, strict=True)
    waits_for_worker: Duration = Duration(minutes=2)


class Step(Words):
    """One step of a line's protocol when somebody may be in danger."""

    key: str = Field(pattern=r"^[a-z0-9-]{1,24}$")
    phone: str = Field("", pattern=r"^[0-9 +]{0,20}$")


class Safeguarding(Part):
    """What is done when a responder is worried for a visitor's safety (R21)."""

    follow_up: Duration = Duration(days=2)
    steps: tuple[Step, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        keys = [step.key for step in self.steps]
        if len(set(keys)) < len(keys):
            raise ValueError("a step's key stands there twice")
        return self


class DebriefRule(Part):
    """A worker's notes to themselves (R48): whether a coordinator may know how many there are."""

    count_shown: bool = Field(False, strict=True)


class SecondReadingRule(Part):
    """Who besides the responder may class a conversation, and for how long after its end.

    `within` is cut to how long the words are kept: where nothing is, nothing is read twice.
    """

    within: Duration = Duration(days=7)
    readers: frozenset[Literal["before", "joining", "shadow"]] = Field(
        frozenset({"before", "joining", "shadow"}), min_length=1
    )


class PlanRule(Part):
    """Plans with those who come often; how long one lives is its retention rule's `keep`."""

    enabled: bool = Field(True, strict=True)
    from_visits: int = Field(3, ge=2, le=50, strict=True)
    review_after: Duration = Duration(months=1)

    @model_validator(mode="after")
    def _some_time(self) -> Self:
        if self.review_after == Duration():
            raise ValueError("review_after must be longer than nothing")
        return self


class Misuse(Part):
    """How the door is held against misuse without knowing anybody (R22)."""

    cool_down: Duration = Duration(minutes=30)
    reach: Literal["visit", "network"] = "visit"
    puzzle_from: int = Field(40, ge=5, le=10_000, strict=True)

    @model_validator(mode="after")
    def _short(self) -> Self:
        if self.cool_down > Duration(hours=24):
            raise ValueError(
                "cool_down must not be longer than PT24H: what it hangs on is forgotten daily"
            )
        return self

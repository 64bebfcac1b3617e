"""The policy's section `[roster]`: rest, waiting lists, what the roster reckons with."""

from typing import Literal, Self

from pydantic import Field, model_validator

from policies.duration import Duration
from policies.parts import Part

A_DAY = Duration(hours=24)
LONGEST_MARGIN = Duration(hours=1)


class Roster(Part):
    """How the roster treats those who keep it.

    `rest_between` and `most_in_a_day` bound a worker's duties (Working Time Act 872/2019, section
    25). A place that falls free goes to the waiting list until `waitlist_until` before the shift;
    who cannot come says so in one step from `late_from` before it. `remind_…` say how long before,
    `remind_supervision` how long after the day on which supervision was due.
    """

    rest_between: Duration = Duration(hours=11)
    most_in_a_day: Duration = Duration(hours=12)
    waitlist_until: Duration = Duration(hours=24)
    training_minutes: int = Field(480, ge=1, le=6_000, strict=True)
    supervision_every: Duration = Duration(days=42)
    remind_supervision: tuple[Duration, ...] = (Duration(), Duration(days=14))
    debrief_shown: Duration = Duration(days=3)
    debrief_rest: Duration = Duration(days=1)
    debrief_call: str = Field("", max_length=60, strict=True)
    grace: Duration = Duration(minutes=15)
    soft_close: Duration = Duration(minutes=10)
    warn_unheld: tuple[Duration, ...] = (Duration(days=7), Duration(days=2), Duration(days=1))
    period_days: Literal[7, 14, 28] = 14
    carry_over: Duration = Duration(hours=4)
    excused_counts: bool = Field(False, strict=True)
    partners: tuple[str, ...] = ()
    hour_rate: float = Field(0.0, ge=0, le=1_000)
    late_from: Duration = Duration(hours=48)
    remind_duty: tuple[Duration, ...] = (Duration(days=1),)
    remind_cover: tuple[Duration, ...] = (
        Duration(days=28),
        Duration(days=21),
        Duration(days=14),
        Duration(days=7),
        Duration(days=3),
        Duration(days=2),
        Duration(days=1),
        Duration(hours=12),
    )

    @model_validator(mode="after")
    def _a_day(self) -> Self:
        for name in ("rest_between", "most_in_a_day"):
            if not Duration() <= getattr(self, name) < A_DAY:
                raise ValueError(f"{name} must be shorter than a day")
        for name in ("grace", "soft_close"):
            if not Duration() <= getattr(self, name) <= LONGEST_MARGIN:
                raise ValueError(f"{name} must not be longer than PT1H")
        return self

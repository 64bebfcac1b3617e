"""The policy's section `[appointments]`: booked times (R5, R16)."""

from typing import Self

from pydantic import Field, model_validator

from policies.duration import Duration
from policies.parts import Part


class Appointments(Part):
    """How far ahead one may book, how long a chosen time is held, and how long a page is good."""

    ahead: Duration = Duration(days=28)
    hold: Duration = Duration(minutes=10)
    page: Duration = Duration(minutes=30)
    grid_minutes: int = Field(15, ge=5, le=60, strict=True)

    @model_validator(mode="after")
    def _within_reason(self) -> Self:
        if not Duration(days=1) <= self.ahead <= Duration(days=180):
            raise ValueError("ahead must be from P1D to P180D")
        if not Duration(minutes=3) <= self.hold <= Duration(minutes=30):
            raise ValueError("hold must be from PT3M to PT30M")
        if not self.hold <= self.page <= Duration(hours=2):
            raise ValueError("page must be from hold to PT2H")
        return self

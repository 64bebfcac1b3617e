"""The policy's section `[calendars]`: what is taken from workers' own calendars."""

from typing import Self

from pydantic import Field, model_validator

from policies.duration import Duration
from policies.parts import Part


class Calendars(Part):
    """How large a worker's own calendar may be, and how far ahead we look in it."""

    max_bytes: int = Field(5_000_000, ge=10_000, le=20_000_000, strict=True)
    ahead: Duration = Duration(days=90)

    @model_validator(mode="after")
    def _within_reason(self) -> Self:
        if not Duration(days=7) <= self.ahead <= Duration(days=200):
            raise ValueError("ahead must be from P7D to P200D")
        return self

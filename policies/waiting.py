"""Parts of the policy's section `[chat]`: waiting in the queue, and words left for later."""

from typing import Self

from pydantic import Field, model_validator

from policies.duration import Duration
from policies.parts import Part

_LEAST, _MOST = Duration(minutes=1), Duration(minutes=60)


class ContactRequests(Part):
    """Whether words may be left to be answered later, and what is promised (R32)."""

    enabled: bool = Field(True, strict=True)
    for_somebody_else: bool = Field(False, strict=True)
    answer_within_days: int = Field(3, ge=1, le=14, strict=True)
    ends_after: Duration = Duration(days=30)

    @model_validator(mode="after")
    def _long_enough(self) -> Self:
        if self.ends_after < Duration(days=14):
            raise ValueError("ends_after must be at least P14D: an answer has to be read, too")
        return self


class Waiting(Part):
    """What is promised to somebody who waits for a responder."""

    keep_place: Duration = Duration(minutes=5)
    call_back: Duration = Duration(minutes=5)
    taken_within: Duration = Duration(minutes=10)

    @model_validator(mode="after")
    def _within_reason(self) -> Self:
        for name in type(self).model_fields:
            if not _LEAST <= getattr(self, name) <= _MOST:
                raise ValueError(f"{name} must be from PT1M to PT60M")
        return self

"""Parts of the policy's section `[chat]`: the work at the desk, and how a visitor comes back."""

from typing import Self

from pydantic import Field, model_validator

from policies.duration import Duration
from policies.parts import Part


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

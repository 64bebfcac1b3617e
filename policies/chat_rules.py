"""Parts of the policy's section `[chat]`: how the work at the desk is held, and misuse."""

from typing import Self

from pydantic import model_validator

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

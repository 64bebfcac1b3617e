"""The policy's sections `[outreach]` and `[pilots]`: rounds and processes, and lines on trial."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from policies.duration import Duration
from policies.parts import Part, Words
from policies.sections import Host

LONGEST_HOST = 253
Topic = Annotated[str, Field(pattern=r"^[a-z0-9_]{2,30}$")]


def _named(host: str) -> str:
    if host.rpartition(".")[2].isdigit() or len(host) > LONGEST_HOST:
        raise ValueError(f"{host!r} is no host name such as www.example.org")
    return host


LinkHost = Annotated[Host, AfterValidator(_named)]


class Outreach(Part):
    """Rounds, encounters and processes: one rule for the whole organisation."""

    new_encounter: Literal["ever", "this_year", "this_month"] = "this_year"
    age_bands: tuple[int, ...] = Field((13, 16, 18, 21, 25, 30), min_length=1)
    most_topics: int = Field(3, ge=1, le=5, strict=True)
    topics: dict[Topic, Words] = Field(default_factory=dict)
    late_entry: Duration = Duration(days=31)
    review_after: Duration = Duration(months=3)
    file_bytes: int = Field(5_000_000, ge=10_000, le=50_000_000, strict=True)
    file_rows: int = Field(20_000, ge=100, le=200_000, strict=True)
    link_hosts: tuple[LinkHost, ...] = ()

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if list(self.age_bands) != sorted(set(self.age_bands)) or self.age_bands[0] < 1:
            raise ValueError("age_bands must rise, from 1 at least")
        for name in ("late_entry", "review_after"):
            if getattr(self, name) == Duration():
                raise ValueError(f"{name} must be longer than nothing")
        return self


class Pilots(Part):
    """Lines on trial: what is looked at before one begins, and how its end is kept (R49, R77)."""

    checklist: dict[Topic, Words] = Field(default_factory=dict)
    remind_before: Duration = Duration(days=30)
    answered_for: Duration = Duration(days=14)

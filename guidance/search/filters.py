"""What somebody looks for, and what is found for it."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import UUID

from guidance.search.question import Question


class When(StrEnum):
    """When somebody should be there; `NEXT` is within a day, the soonest first."""

    ANY = ""
    NOW = "now"
    TONIGHT = "tonight"
    NEXT = "next"


@dataclass(frozen=True)
class Filters:
    """What somebody looks for.

    `age` fits when it lies within a service's ages or these are not limited. `traits` are names of
    `guidance.search.traits`; all of them must hold, and what is unknown does not.
    """

    text: str = ""
    municipality: str = ""
    age: int | None = None
    traits: frozenset[str] = frozenset()
    when: When = When.ANY

    @property
    def are_set(self) -> bool:
        """Whether anything narrows the list besides the words."""
        return bool(self.municipality or self.age is not None or self.traits or self.when)

    def anywhere(self) -> "Filters":
        """Give the same without the place."""
        return replace(self, municipality="")


@dataclass(frozen=True)
class Found:
    """Services in their order, how many have each trait, and how the question was understood."""

    service_ids: list[UUID] = field(default_factory=list)
    total: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    asked: Question = field(default_factory=Question)

    @property
    def corrected(self) -> str:
        """The question as it may have been meant; "" when nothing looks misspelt."""
        return self.asked.corrected

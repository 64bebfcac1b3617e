"""Which services fit what narrows a list, and what is known of those that do."""

from typing import Any, NamedTuple

from guidance.search.filters import Filters
from guidance.search.traits import mask

NEARER = 1.3
"""How much more a service of the chosen municipality weighs than one of the whole country."""

AGE = "d.age_min <= :age AND d.age_max >= :age"
TRAITS = "(d.traits & :mask) = :mask"
HERE = (
    "EXISTS (SELECT 1 FROM guidance_document_area a"
    " WHERE a.number = d.number AND a.municipality = :place)"
)


class Hit(NamedTuple):
    """A service that fits: its number, its bits, how well it meets the words, how near it is.

    `soonest` is the minute from which somebody is there at the asked time, or now when none is.
    """

    number: int
    traits: int
    score: float
    is_local: bool
    sorted_as: str
    soonest: int | None

    @property
    def near(self) -> float:
        """How well it meets the words, and more when it is of the chosen municipality."""
        return self.score * NEARER if self.is_local else self.score


class Met(NamedTuple):
    """The first of what fits or all of it, in no order; how many fit; how many have each trait.

    `counts` has `now` too: where somebody is there at this moment.
    """

    hits: list[Hit]
    total: int
    counts: dict[str, int]


class Fitting(NamedTuple):
    """The condition on `guidance_document d`, when a service is of the chosen place, the values."""

    limits: str
    here: str
    values: dict[str, Any]


def fitting(wanted: Filters) -> Fitting:
    """Say which services fit.

    Nothing is said of what was not asked: PostgreSQL expects few rows of each condition.
    """
    limits, values, here = ["d.is_published"], dict[str, Any](), "false"
    if wanted.age is not None:
        limits.append(AGE)
        values["age"] = wanted.age
    if bits := mask(wanted.traits):
        limits.append(TRAITS)
        values["mask"] = bits
    if wanted.municipality:
        here = HERE
        limits.append(f"(d.is_everywhere OR {HERE})")
        values["place"] = wanted.municipality
    return Fitting(" AND ".join(limits), here, values)

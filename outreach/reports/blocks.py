"""The two blocks of every report. Informing and outreach are never summed (R58).

`Informing(400) + Informing(7)` is `Informing(407)`; `Informing(400) + Outreach(7)` is refused by
the type checker, and a `TypeError` besides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from policies.disclosure import Cell


@dataclass(frozen=True, slots=True)
class Amount:
    """What the shown months add up to; not exact where a month is protected: at least so many."""

    n: int
    is_exact: bool = True

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> Self:
        """Add months up. Nothing is told that the months did not tell already."""
        told = [cell.n for cell in cells]
        return cls(sum(n or 0 for n in told), None not in told)

    @property
    def is_hidden(self) -> bool:
        """Whether nothing can be said of it."""
        return not self.is_exact and self.n == 0

    def __add__(self, other: Self) -> Self:
        if type(other) is not type(self):
            return NotImplemented
        return type(self)(self.n + other.n, self.is_exact and other.is_exact)


class Informing(Amount):
    """Links, pages, posts and tests: somebody was reached, nobody was met."""

    __slots__ = ()


class Outreach(Amount):
    """Encounters, meetings, conversations and processes: somebody was met."""

    __slots__ = ()


if TYPE_CHECKING:
    # Were the blocks one type, these lines would need no excuse, and mypy would say so.
    Informing(1) + Outreach(1)  # type: ignore[operator]
    Outreach(1) + Informing(1)  # type: ignore[operator]
    Informing(1) + 1  # type: ignore[operator]

"""How long a wait may be: a range, from who is on duty and how long conversations last (R6).

With every place taken, places come free at the rate places / mean length, so the k-th comes free
after a time that is Gamma(k) distributed; shown is the span from its 20th to its 80th percentile,
rounded outwards to five minutes.
"""

from dataclasses import dataclass
from math import ceil, floor, sqrt

USUAL_MINUTES = 35.0
"""Minutes a conversation lasts while too few have been measured (R17: 20 to 90)."""

ENOUGH_MEASURED = 5
GRID = 5
FEW_MINUTES = 5
_Z80 = 0.8416


@dataclass(frozen=True)
class Wait:
    """An estimate in whole minutes.

    Both are None when nobody can say, because nobody is on duty.
    """

    low: int | None
    high: int | None

    @property
    def is_known(self) -> bool:
        """Whether there is anything honest to say."""
        return self.high is not None


def mean_length(minutes: list[float]) -> float:
    """Give the mean of measured lengths in minutes, or the usual one while there are too few."""
    return sum(minutes) / len(minutes) if len(minutes) >= ENOUGH_MEASURED else USUAL_MINUTES


def wait(place: int, *, places: int, taken: int, length: float) -> Wait:
    """Estimate the wait of whoever stands at `place`, 1 being the next.

    There are `places` in all, of which `taken` are in use; a conversation lasts `length` minutes.
    """
    if places <= 0:
        return Wait(None, None)
    behind = place - max(places - taken, 0)
    if behind <= 0:
        return Wait(0, FEW_MINUTES)
    scale = length / places
    low, high = (_gamma_quantile(behind, z) * scale for z in (-_Z80, _Z80))
    return Wait(GRID * floor(low / GRID), max(GRID * ceil(high / GRID), FEW_MINUTES))


def _gamma_quantile(shape: int, z: float) -> float:
    """Wilson and Hilferty (1931): the cube root of a gamma variable is nearly normal."""
    return shape * max(1 - 1 / (9 * shape) + z / (3 * sqrt(shape)), 0.0) ** 3

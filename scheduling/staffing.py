"""How many people a line needs: Erlang B, C and A, with parallel conversations, as ranges.

Pure functions. `load` is in erlangs: arrivals × length of a conversation. A worker who talks with k
people at once counts as k servers; that is the best case, because conversations grow longer then,
so what is told is a lower bound of how many may give up.

Sources: A. K. Erlang (1917) for B and C; C. Palm (1957), O. Garnett, A. Mandelbaum and M. Reiman
(2002) for A, whose queue also loses those who lose patience.
"""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

TAIL, LARGE = 1e-12, 1e250
USUAL_PATIENCE, USUAL_MINUTES = 8.0, 32.0
_EIGHTY = NormalDist().inv_cdf(0.9)


def blocked(load: float, servers: int) -> float:
    """Give the share that finds every server busy where nobody waits (Erlang B)."""
    share = 1.0
    for n in range(1, servers + 1):
        share = load * share / (n + load * share)
    return share


def waits(load: float, servers: int) -> float:
    """Give the share that has to wait (Erlang C); all of them where the load is too great."""
    if load >= servers:
        return 1.0
    share = blocked(load, servers)
    return share / (1 - load / servers * (1 - share))


@dataclass(frozen=True)
class Patience:
    """An Erlang A queue in its long run: who waits, gives up, how long, how busy servers are."""

    has_to_wait: float
    gives_up: float
    waits: float
    busy: float


def with_patience(load: float, servers: int, impatience: float) -> Patience:
    """Solve the queue in which those who wait leave at the rate `impatience`.

    Rates are per mean length of a conversation: a patience of a quarter of it is 4.0. `waits` is in
    the same unit. Birth and death, followed until what is left of it no longer counts.
    """
    weight, total, working, waiting, full, n = 1.0, 1.0, 0.0, 0.0, 0.0, 0
    while n <= servers + load or weight > TAIL * total:
        n += 1
        weight *= load / (min(n, servers) + max(n - servers, 0) * impatience)
        total += weight
        working += weight * min(n, servers)
        waiting += weight * max(n - servers, 0)
        full += weight if n >= servers else 0.0
        if total > LARGE:  # keep the numbers small; only their shares matter
            weight, working, waiting, full, total = (
                one / total for one in (weight, working, waiting, full, total)
            )
    queue = waiting / total
    return Patience(
        full / total, impatience * queue / load, queue / load, working / total / servers
    )


@dataclass(frozen=True)
class Seen:
    """What was counted of some hours: how many came, in how many hours, and what is usual then."""

    came: int
    hours: float
    minutes: float = USUAL_MINUTES
    patience: float = USUAL_PATIENCE


@dataclass(frozen=True)
class Range:
    """A share with the range in which it lies in four of five cases."""

    low: float
    middle: float
    high: float


def may_give_up(seen: Seen, workers: int, each: int) -> Range | None:
    """Say how many may give up with so many workers, each with `each` conversations at once.

    None where nothing has been counted. The range is that of the arrivals (a Poisson count, with
    the score interval of Wilson's kind) and of a patience that nobody knows better than by half.
    """
    if seen.hours <= 0:
        return None
    low, high = _of_count(seen.came)
    middle = max(float(seen.came), 0.5)
    return Range(
        _gives_up(low, seen, workers * each, seen.patience * 1.5),
        _gives_up(middle, seen, workers * each, seen.patience),
        _gives_up(high, seen, workers * each, seen.patience / 1.5),
    )


def needed(seen: Seen, each: int, most: float, *, at_most: int = 20) -> int | None:
    """Give how many workers keep the likely share of those who give up at or below `most`."""
    for workers in range(1, at_most + 1):
        told = may_give_up(seen, workers, each)
        if told is not None and told.middle <= most:
            return workers
    return None


def _gives_up(came: float, seen: Seen, servers: int, patience: float) -> float:
    if servers == 0:
        return 1.0
    load = max(came, 1e-6) / seen.hours / 60 * seen.minutes
    return with_patience(load, servers, seen.minutes / patience).gives_up


def _of_count(came: int) -> tuple[float, float]:
    """Give the range of a Poisson mean of which `came` were seen (score interval, 80 %)."""
    middle, half = came + _EIGHTY**2 / 2, _EIGHTY * sqrt(came + _EIGHTY**2 / 4)
    return max(middle - half, 0.0), middle + half

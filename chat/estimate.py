"""How long a wait may be: a range, and whether it ends before the line closes (R6).

The evening is played forward a few hundred times from how things stand: an Erlang A queue (Palm
1957; Garnett, Mandelbaum and Reiman 2002) with a server for every place of a responder on duty. A
conversation that goes on ends by its length given how long it has lasted; places come and go with
those who keep them; people ahead lose patience; the end of the hours ends it all. What is unknown
about this line's lengths is drawn anew in every play, so that few measured conversations give a
wide range. Everything is a pure function of whole minutes, so pages may ask as often as they like.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from heapq import heapify, heappop, heapreplace
from math import ceil, exp, floor, inf, log, sqrt
from random import Random
from statistics import NormalDist

PLAYS = 120
FARTHEST = 360
"""Minutes: farther ahead nobody looks, and nobody is told to wait."""

LONGEST_QUEUE = 600
"""Nobody farther back is told anything but that it will probably not be today."""

BETWEEN = 1.0
"""Minutes from one conversation to the next: an outcome, a breath."""

LOW, HIGH = 0.08, 0.92
SURE, LIKELY = 0.9, 0.5

USUAL_MINUTES, USUAL_SPREAD = 32.0, 0.55
"""The median of conversations while none has been measured, and the deviation of its logarithm.

R17: 20 to 90 minutes.
"""

WORTH = 4.0
"""As many measured conversations as what is usual elsewhere is worth."""

LEAVERS, WATCHED = 1.0, 90.0
"""What is usual of patience: one in ninety minutes of waiting leaves."""

GRIDS = ((60, 5), (120, 15))
COARSE = 30
_UNIT = NormalDist()
_CERTAIN = 1e-6


class Closing(StrEnum):
    """How a wait stands to the end of the hours."""

    CERTAIN = "certain"
    UNCERTAIN = "uncertain"
    UNLIKELY = "unlikely"


@dataclass(frozen=True)
class Place:
    """A place at a responder's desk, in whole minutes from now.

    It is there from `starts` to `ends`; `age` is how long the conversation in it has lasted, None
    while it is free.
    """

    age: int | None = None
    starts: int = 0
    ends: int = FARTHEST


@dataclass(frozen=True)
class Habits:
    """What a line's recent evenings teach, and how far that can be relied on.

    `middle` and `spread` are of the logarithm of a conversation's minutes, `measured` is how many
    conversations that is worth, `leaving` the share of those waiting who leave in a minute.
    """

    middle: float = log(USUAL_MINUTES)
    spread: float = USUAL_SPREAD
    measured: float = WORTH
    leaving: float = LEAVERS / WATCHED


@dataclass(frozen=True)
class Wait:
    """An estimate in whole minutes.

    `low` is None when nobody can say, because nobody is on duty; `high` is None when it may take
    longer than can be seen.
    """

    low: int | None
    high: int | None
    closing: Closing = Closing.CERTAIN

    @property
    def is_known(self) -> bool:
        """Whether there is anything honest to say."""
        return self.low is not None


UNKNOWN = Wait(None, None)


def habits(minutes: list[float], waits: list[tuple[float, bool]]) -> Habits:
    """Learn from the lengths of conversations, and from waits with whether somebody left.

    Lengths are lognormal, as call durations are (Brown et al. 2005); patience is exponential, its
    rate the number who left through all the minutes that were waited (Palm's estimator).
    """
    logs = [log(max(one, 1.0)) for one in minutes]
    worth = WORTH + len(logs)
    middle = (WORTH * log(USUAL_MINUTES) + sum(logs)) / worth
    square = WORTH * USUAL_SPREAD**2 + sum((one - middle) ** 2 for one in logs)
    left = LEAVERS + sum(gone for _waited, gone in waits)
    watched = WATCHED + sum(waited for waited, _gone in waits)
    return Habits(round(middle, 3), round(sqrt(square / worth), 3), worth, round(left / watched, 5))


class Forecast:
    """How a line's evening may go on: when each place of the queue may come to its turn."""

    def __init__(self, plays: list[list[float]], closes_in: int | None) -> None:
        self._plays = plays
        self._closes_in = closes_in
        self._known: dict[int, Wait] = {}

    def wait(self, place: int) -> Wait:
        """Estimate the wait of whoever stands at `place`, 1 being the next."""
        if place not in self._known:
            self._known[place] = self._wait(place)
        return self._known[place]

    def chance(self, place: int) -> float:
        """Give the chance that the turn comes before the line closes."""
        return sum(len(one) >= place for one in self._plays) / len(self._plays)

    def _wait(self, place: int) -> Wait:
        if not any(self._plays):
            return UNKNOWN
        drawn = sorted(one[place - 1] if len(one) >= place else inf for one in self._plays)
        low, high = (drawn[floor(share * (len(drawn) - 1))] for share in (LOW, HIGH))
        low = min(low, FARTHEST)
        upper = None if high == inf else max(_outwards(high, ceil), GRIDS[0][1])
        return Wait(_outwards(low, floor), upper, self._closing(place))

    def _closing(self, place: int) -> Closing:
        if self._closes_in is None:
            return Closing.CERTAIN
        chance = self.chance(place)
        if chance < LIKELY:
            return Closing.UNLIKELY
        return Closing.CERTAIN if chance >= SURE else Closing.UNCERTAIN


@lru_cache(maxsize=256)
def forecast(places: tuple[Place, ...], learnt: Habits, closes_in: int | None) -> Forecast:
    """Play the evening forward from how it stands now, to its end in `closes_in` minutes."""
    end = FARTHEST if closes_in is None else min(closes_in, FARTHEST)
    chances = (Random(one) for one in range(PLAYS))  # noqa: S311  the same evenings for all who ask
    return Forecast([_play(one, places, learnt, end) for one in chances], closes_in)


def _play(chance: Random, places: tuple[Place, ...], learnt: Habits, end: int) -> list[float]:
    """Give, in one possible evening, the minute at which each place of the queue has its turn.

    Whoever loses patience is told of the turn they would have had; those behind move up.
    """
    drift = chance.gauss(0.0, learnt.spread / sqrt(learnt.measured))
    middle = learnt.middle + drift
    desk = [(_first_free(chance, one, middle, learnt.spread), min(one.ends, end)) for one in places]
    desk = [one for one in desk if one[0] < one[1]]
    heapify(desk)
    turns: list[float] = []
    while desk and len(turns) < LONGEST_QUEUE:
        at, until = desk[0]
        # Patience counts from now for all, because it is exponential and has no memory.
        while len(turns) < LONGEST_QUEUE and chance.expovariate(learnt.leaving) < at:
            turns.append(at)
        turns.append(at)
        again = at + BETWEEN + exp(chance.gauss(middle, learnt.spread))
        if again < until:
            heapreplace(desk, (again, until))
        else:
            heappop(desk)
    return turns


def _first_free(chance: Random, place: Place, middle: float, spread: float) -> float:
    """Draw when a place is first free: now, or when the conversation in it ends."""
    if place.age is None:
        return float(place.starts)
    lasted = _UNIT.cdf((log(max(place.age, 1)) - middle) / spread)
    # Of those that have lasted so long already, the share that ends by then (inverse survival).
    share = lasted + (1 - lasted) * chance.random()
    length = exp(middle + spread * _UNIT.inv_cdf(min(max(share, _CERTAIN), 1 - _CERTAIN)))
    return max(place.starts, length - place.age + BETWEEN)


def _outwards(minutes: float, to: Callable[[float], int]) -> int:
    """Round as finely as anybody can know: to 5, 15 or 30 minutes."""
    grid = next((step for until, step in GRIDS if minutes <= until), COARSE)
    return grid * to(minutes / grid)

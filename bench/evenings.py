"""`python -m bench.evenings`: whether the waits that are promised come true.

Evenings of a line, minute by minute: people come, wait, lose patience or talk; responders take,
breathe and go home. Everybody who comes is promised what the house would promise. Nothing here is
as the estimate assumes: lengths are a mixture of short and long talks, patience is uneven, whole
evenings are heavier or lighter than the last ones.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from math import ceil, exp, floor, gamma, inf, log, sqrt
from pathlib import Path
from random import Random
from statistics import fmean, median
from typing import Any

from bench import report
from chat.estimate import Closing, Place, Wait, forecast, habits

OPEN = 180.0
"""Minutes that an evening lasts."""

REMEMBERED = 30
SOON, ENOUGH = 5, 5
PROMISED = 0.8
"""Of the promises, as many come true at least."""

Said = tuple[float, float, Closing]


@dataclass(frozen=True)
class Kind:
    """A kind of evening: how many come in an hour and how many places there are to serve them."""

    name: str
    an_hour: float
    places: int
    short: float = 0.25
    late_shift: bool = False


KINDS = (
    Kind("light", an_hour=6, places=9),
    Kind("heavy", an_hour=16, places=9),
    Kind("understaffed", an_hour=10, places=2),
    Kind("changing hands", an_hour=12, places=6, late_shift=True),
    Kind("campaign", an_hour=60, places=9),
)


@dataclass
class Evening:
    """What was promised to those who came, and what came true (inf: nobody took them)."""

    promises: list[dict[str, Said]] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    lengths: list[float] = field(default_factory=list)
    patience: list[tuple[float, bool]] = field(default_factory=list)


@dataclass(frozen=True)
class Past:
    """What is known of earlier evenings, the newest last."""

    lengths: list[float]
    patience: list[tuple[float, bool]]
    waits: list[float]

    def and_then(self, evening: Evening) -> "Past":
        """Remember an evening, and of the older ones what still fits."""
        served = [one for one in evening.waits if one < inf]
        return Past(
            (self.lengths + evening.lengths)[-REMEMBERED:],
            (self.patience + evening.patience)[-REMEMBERED:],
            (self.waits + served)[-REMEMBERED:],
        )


NOTHING = Past([], [], [])


def length(chance: Random, kind: Kind, mood: float) -> float:
    """Draw a conversation's minutes: a short question, or a talk of an hour (Erlang)."""
    if chance.random() < kind.short:
        return mood * chance.uniform(4, 20)
    return mood * max(8.0, chance.gammavariate(4, 44 / 4))


def patience(chance: Random) -> float:
    """Draw how long somebody waits: many leave soon, some stay the whole evening (Weibull)."""
    return chance.weibullvariate(75 / gamma(1 + 1 / 0.8), 0.8)


def play(
    seed: int, kind: Kind, past: Past, oracles: dict[str, "Oracle"], share: float = 1.0
) -> Evening:
    """Play an evening of a kind; every oracle says to a share of those who come how long it is."""
    chance, asks = Random(seed), Random(-seed)
    mood = exp(chance.gauss(0, 0.12))
    house, evening = _House(chance, kind, mood), Evening()
    for at in _arrivals(chance, kind):
        house.go_on_to(at)
        asked = oracles if asks.random() < share else {}
        house.come(at, {name: ask(house, past, at) for name, ask in asked.items()})
    house.go_on_to(OPEN)
    for person in house.people:
        evening.promises.append(person.said)
        evening.waits.append(person.turn - person.came)
        evening.patience.append(person.seen)
    evening.lengths = house.ended
    return evening


def _arrivals(chance: Random, kind: Kind) -> Iterator[float]:
    at = 0.0
    while (at := at + chance.expovariate(kind.an_hour / 60)) < OPEN:
        yield at


@dataclass
class Person:
    """Somebody who came."""

    came: float
    gives_up: float
    said: dict[str, Said]
    turn: float = inf

    @property
    def seen(self) -> tuple[float, bool]:
        """Give how long they were seen waiting, and whether they left."""
        waited = min(self.turn, self.gives_up, OPEN) - self.came
        return waited, self.gives_up < min(self.turn, OPEN)


class _House:
    """The desk and the queue: places as (free at, until, began), the earliest first."""

    def __init__(self, chance: Random, kind: Kind, mood: float) -> None:
        self.chance, self.kind, self.mood = chance, kind, mood
        half = kind.places // 2 if kind.late_shift else kind.places
        self.desk = [(chance.uniform(0, 3), OPEN, -inf) for _ in range(half)]
        if kind.late_shift:
            self.desk += [(90.0 + chance.uniform(0, 3), OPEN, -inf) for _ in range(kind.places)]
            self.desk[: half // 2] = [(f, 100.0, b) for f, _u, b in self.desk[: half // 2]]
        heapify(self.desk)
        self.people: list[Person] = []
        self.first = 0
        self.ended: list[float] = []

    def come(self, at: float, said: dict[str, Said]) -> None:
        """Let somebody join the queue."""
        self.people.append(Person(at, at + patience(self.chance), said))

    def go_on_to(self, at: float) -> None:
        """Let everything happen that happens before `at`."""
        while self.desk and self.first < len(self.people):
            free, until, _began = self.desk[0]
            if free >= until:
                heappop(self.desk)
                continue
            person = self.people[self.first]
            turn = max(free, person.came + self.chance.uniform(0, 1.5)) if free < at else free
            if free >= at or turn >= at:
                break
            person.turn = turn
            self.first += 1
            if person.gives_up > turn:
                heappop(self.desk)
                self._take(turn, until)

    def _take(self, at: float, until: float) -> None:
        lasts = length(self.chance, self.kind, self.mood)
        if at + lasts < OPEN:
            self.ended.append(lasts)
        heappush(self.desk, (at + lasts + self.chance.uniform(0, 3), until, at))

    def waiting(self, at: float) -> int:
        """Count those who wait."""
        return sum(one.gives_up > at for one in self.people[self.first :])


Oracle = Callable[[_House, Past, float], Said]


def ours(house: _House, past: Past, at: float) -> Said:
    """Say what the house says."""
    places = tuple(
        sorted(
            (_place(one, at) for one in house.desk if one[1] > at),
            key=lambda one: (one.starts, one.age or 0, one.ends),
        )
    )
    learnt = habits(past.lengths, past.patience)
    seen = forecast(places, learnt, floor(OPEN - at)).wait(house.waiting(at) + 1)
    return _said(seen)


def _place(desk: tuple[float, float, float], at: float) -> Place:
    free, until, began = desk
    ends = floor(until - at)
    if began == -inf:  # nobody yet: there from the beginning of a shift
        return Place(None, max(0, ceil(free - at)) if free - at > SOON else 0, ends)
    return Place(floor(at - began) if free > at else None, 0, ends)


def _said(seen: Wait) -> Said:
    low = inf if seen.low is None else float(seen.low)
    return low, inf if seen.high is None else float(seen.high), seen.closing


def gamma_only(house: _House, past: Past, at: float) -> Said:
    """Say what the house said before: a gamma's 20th to 80th percentile, blind to ages and ends."""
    mean = fmean(past.lengths) if len(past.lengths) >= ENOUGH else 35.0
    places = [one for one in house.desk if one[0] <= at or one[2] > -inf]
    taken = sum(one[0] > at for one in places)
    behind = house.waiting(at) + 1 - max(len(places) - taken, 0)
    closing = Closing.CERTAIN
    if behind <= 0 or not places:
        return 0.0, 5.0, closing
    low, high = (
        behind * max(1 - 1 / (9 * behind) + z / (3 * sqrt(behind)), 0) ** 3 * mean / len(places)
        for z in (-0.8416, 0.8416)
    )
    low, high = 5.0 * floor(low / 5), max(5.0 * ceil(high / 5), 5.0)
    return low, high, Closing.UNLIKELY if low > OPEN - at else closing


def last_waits(_house: _House, past: Past, _at: float) -> Said:
    """Say what many do: the mean of the last waits, give or take a half."""
    mean = fmean(past.waits) if past.waits else 30.0
    return 5.0 * floor(mean / 2 / 5), max(5.0, 5.0 * ceil(mean * 1.5 / 5)), Closing.CERTAIN


ORACLES: dict[str, Oracle] = {"house": ours, "gamma": gamma_only, "last waits": last_waits}


@dataclass
class Tally:
    """How often an oracle was right."""

    asked: int = 0
    covered: int = 0
    widths: list[float] = field(default_factory=list)
    warned: int = 0
    warned_rightly: int = 0
    let_down: int = 0

    def add(self, said: Said, wait: float) -> None:
        """Count one promise and what became of it."""
        low, high, closing = said
        self.asked += 1
        if closing is Closing.UNLIKELY:
            self.warned += 1
            self.warned_rightly += wait == inf
            self.covered += wait == inf
            return
        self.let_down += wait == inf and closing is Closing.CERTAIN
        may_miss = closing is Closing.UNCERTAIN and wait == inf
        self.covered += may_miss or low <= wait <= high
        if high < inf:
            self.widths.append(high - low)

    def figures(self) -> dict[str, Any]:
        """Sum up."""
        return {
            "asked": self.asked,
            "covered": round(self.covered / max(self.asked, 1), 3),
            "mean_width_min": round(fmean(self.widths), 1) if self.widths else None,
            "median_width_min": median(self.widths) if self.widths else None,
            "warned": self.warned,
            "warned_rightly": round(self.warned_rightly / self.warned, 3) if self.warned else None,
            "promised_and_not_taken": round(self.let_down / max(self.asked, 1), 4),
        }


def season(
    kind: Kind,
    evenings: int,
    seed: int,
    oracles: dict[str, Oracle] = ORACLES,
    share: float = 1.0,
) -> dict[str, Tally]:
    """Play evenings one after the other, each remembering the last ones; the first knows none."""
    tallies = {name: Tally() for name in oracles}
    past = NOTHING
    for number in range(evenings):
        evening = play(seed * 100_003 + number, kind, past, oracles, share)
        past = past.and_then(evening)
        for said, wait in zip(evening.promises, evening.waits, strict=True):
            for name, one in said.items():
                tallies[name].add(one, wait)
    return tallies


def main() -> int:
    """Play, print; gives 1 when the house covers less than 80 % on any kind of evening."""
    parser = argparse.ArgumentParser(prog="python -m bench.evenings", description=__doc__)
    parser.add_argument("--evenings", type=int, default=200, help="of each kind")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    asked = parser.parse_args()
    found = {
        "machine": report.machine(),
        "evenings_of_each_kind": asked.evenings,
        "kinds": {kind.name: _figures(kind, asked) for kind in KINDS},
        "speed": speed(),
    }
    text = json.dumps(found, indent=1)
    print(text)
    if asked.out:
        asked.out.write_text(text + "\n")
    return int(any(one["house"]["covered"] < PROMISED for one in found["kinds"].values()))


def _figures(kind: Kind, asked: argparse.Namespace) -> dict[str, Any]:
    tallies = season(kind, asked.evenings, asked.seed)
    return {name: tally.figures() for name, tally in tallies.items()}


def speed() -> dict[str, float]:
    """Give the milliseconds of one forecast with all 500 who wait told, anew and remembered."""
    learnt = habits([log(one) * 12 for one in range(3, 33)], [])
    anew: list[float] = []
    again: list[float] = []
    for age in range(10):
        places = tuple(Place(age + 2 * one) for one in range(12))
        for times in (anew, again):
            began = time.perf_counter()
            seen = forecast(places, learnt, 240)
            for place in range(1, 501):
                seen.wait(place)
            times.append(1000 * (time.perf_counter() - began))
    return {"anew_ms": round(median(anew), 2), "remembered_ms": round(median(again), 3)}


if __name__ == "__main__":
    sys.exit(main())

"""What can be worked out about hidden flows, and what else must be hidden so that it cannot.

With the shown arcs standing still, the flow of a hidden arc can rise as far as the hidden rest can
carry the surplus round (a maximum flow in the residual network), and fall likewise. That room is
exactly what a reader who knows every shown figure is left with, apart from all counts being whole
and not negative.
"""

import heapq
from collections import deque
from collections.abc import Hashable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Arc:
    """A count flowing from `tail` to `head`; `is_derived` ones are never shown anyway."""

    tail: Hashable
    head: Hashable
    value: int
    price: float
    is_derived: bool = False


@dataclass(frozen=True, slots=True)
class _Step:
    arc: int
    forward: bool
    to: int


def hide(arcs: Iterable[Arc], k: int) -> list[Arc]:
    """Name the arcs that may not be shown. Raises `ValueError` for a negative count."""
    network = _Network(list(arcs), k)
    while sum(network.widen(arc) for arc in network.in_danger()):
        pass
    return [network.arcs[arc] for arc in sorted(network.hidden)]


def may_show(arcs: Iterable[Arc], k: int, hidden: Iterable[Arc], shown: Arc) -> bool:
    """Whether `shown` can be told besides, and still nobody works out a small figure.

    What was told before stays told, so nothing can be hidden in its place. A large figure that was
    hidden for the sake of `shown` may become known with it: it is about nobody.
    """
    network = _Network(list(arcs), k)
    kept = {id(one) for one in hidden} - {id(shown)}
    network.hidden = {
        at for at, arc in enumerate(network.arcs) if arc.is_derived or id(arc) in kept
    }
    return all(network.is_safe(arc) for arc in network.small_and_hidden())


class _Network:
    """The arcs by number, and which of them are hidden so far."""

    def __init__(self, arcs: list[Arc], k: int) -> None:
        if k < 2 or any(arc.value < 0 for arc in arcs):  # noqa: PLR2004  1 protects nothing
            raise ValueError("Counts are not negative, and k is at least 2.")
        self.arcs, self.k = arcs, k
        self.hidden = {
            number for number, arc in enumerate(arcs) if arc.is_derived or self._is_small(arc)
        }
        places = {
            place: at
            for at, place in enumerate(dict.fromkeys(p for a in arcs for p in (a.tail, a.head)))
        }
        self.ends = [(places[arc.tail], places[arc.head]) for arc in arcs]
        self.steps: list[list[_Step]] = [[] for _ in places]
        for number, (tail, head) in enumerate(self.ends):
            self.steps[tail].append(_Step(number, forward=True, to=head))
            self.steps[head].append(_Step(number, forward=False, to=tail))

    def in_danger(self) -> list[int]:
        """Name the arcs that nobody may work out: the hidden ones, and small differences."""
        return [
            n
            for n in sorted(self.hidden)
            if not self.arcs[n].is_derived or self._is_small(self.arcs[n])
        ]

    def small_and_hidden(self) -> list[int]:
        """Name the arcs that are about few."""
        return [n for n in sorted(self.hidden) if self._is_small(self.arcs[n])]

    def widen(self, arc: int) -> bool:
        """Hide the cheapest arcs that give `arc` more room; False when it has room enough."""
        room, moved = self._room_for(arc)
        if room >= self.k:
            return False
        tail, head = self.ends[arc]
        self.hidden |= self._cheapest(head, tail, arc, moved)
        return True

    def is_safe(self, arc: int) -> bool:
        """Whether a reader is left in doubt about `arc` by at least k."""
        return self._room_for(arc)[0] >= self.k

    def _room_for(self, arc: int) -> tuple[int, dict[int, int]]:
        """Say how far `arc` can rise and fall together, and by what way it rose."""
        tail, head = self.ends[arc]
        rise, moved = self._flow(head, tail, arc, self.k)
        fall, _ = self._flow(tail, head, arc, min(self.arcs[arc].value, self.k))
        return rise + fall, moved

    def _is_small(self, arc: Arc) -> bool:
        return 0 < arc.value < self.k

    def _flow(
        self, source: int, sink: int, without: int, enough: int
    ) -> tuple[int, dict[int, int]]:
        """Send up to `enough` through hidden arcs (Edmonds–Karp): how much went, by what way."""
        moved: dict[int, int] = {}
        sent = 0
        while sent < enough:
            path = self._path(source, sink, without, moved)
            if path is None:
                break
            amount = min([self._room(step, moved) for step in path] + [enough - sent])
            for step in path:
                moved[step.arc] = moved.get(step.arc, 0) + (amount if step.forward else -amount)
            sent += amount
        return sent, moved

    def _room(self, step: _Step, moved: dict[int, int]) -> int:
        """How much more an arc can take: a count can grow without end, and shrink to zero."""
        change = moved.get(step.arc, 0)
        return self.k - change if step.forward else self.arcs[step.arc].value + change

    def _path(
        self, source: int, sink: int, without: int, moved: dict[int, int]
    ) -> list[_Step] | None:
        came: dict[int, tuple[int, _Step] | None] = {source: None}
        waiting = deque([source])
        while waiting and sink not in came:
            place = waiting.popleft()
            for step in self.steps[place]:
                if step.to not in came and self._is_open(step, without, moved):
                    came[step.to] = (place, step)
                    waiting.append(step.to)
        return _walked(came, sink) if sink in came else None

    def _is_open(self, step: _Step, without: int, moved: dict[int, int]) -> bool:
        return step.arc != without and step.arc in self.hidden and self._room(step, moved) > 0

    def _cheapest(self, source: int, sink: int, without: int, moved: dict[int, int]) -> set[int]:
        """Name the arcs to hide so that more can flow (Dijkstra over what is left open)."""
        best: dict[int, float] = {source: 0.0}
        came: dict[int, tuple[int, _Step] | None] = {source: None}
        waiting = [(0.0, source)]
        while waiting:
            price, place = heapq.heappop(waiting)
            for step in self.steps[place]:
                total = price + self._price(step)
                usable = step.arc != without and self._room(step, moved) > 0
                if usable and total < best.get(step.to, float("inf")):
                    best[step.to], came[step.to] = total, (place, step)
                    heapq.heappush(waiting, (total, step.to))
        return {step.arc for step in _walked(came, sink)}

    def _price(self, step: _Step) -> float:
        return 0.0 if step.arc in self.hidden else self.arcs[step.arc].price


def _walked(came: dict[int, tuple[int, _Step] | None], sink: int) -> list[_Step]:
    path: list[_Step] = []
    place = sink
    while (before := came[place]) is not None:
        place, step = before
        path.append(step)
    return path

"""A proposal of who could keep which shift: for a person to accept or change, never done by itself.

An optional part (`pip install rinnalla[proposal]`): OR-tools' CP-SAT fills as many places as it can
and shares the minutes as evenly as it can. It is imported only when somebody asks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import combinations
from typing import Any
from uuid import UUID

from scheduling.eligibility import Rest, rests
from scheduling.hours import Span
from scheduling.ledger import minutes_between

SECONDS = 1.0
"""Everybody waits meanwhile: the server has one thread. What it finds by then is even enough."""
A_PLACE = 100_000
"""One more place filled is worth more than any evenness of minutes."""


@dataclass(frozen=True)
class Lacking:
    """A shift that lacks people, and who could come to it."""

    shift_id: UUID
    span: Span
    people: int
    fitting: frozenset[UUID]

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return minutes_between(self.span.starts_at, self.span.ends_at)


def is_installed() -> bool:
    """Whether a proposal can be made here."""
    return find_spec("ortools") is not None


def propose(
    shifts: Sequence[Lacking], has: Mapping[UUID, int], rest: Rest
) -> list[tuple[UUID, UUID]]:
    """Give pairs of shift and worker: as many places as can be filled, evenly shared.

    `has` are the minutes that each worker has taken already. Raises `ImportError` where OR-tools is
    not installed.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415  large, and only asked for here

    model = cp_model.CpModel()
    takes = {
        (one.shift_id, worker): model.new_bool_var(f"{one.shift_id} {worker}")
        for one in shifts
        for worker in sorted(one.fitting)
    }
    for one in shifts:
        model.add(sum(takes[one.shift_id, worker] for worker in sorted(one.fitting)) <= one.people)
    for one, other in combinations(shifts, 2):
        if one.span.meets(other.span) or not rests([one.span], other.span, rest):
            for worker in sorted(one.fitting & other.fitting):
                model.add(takes[one.shift_id, worker] + takes[other.shift_id, worker] <= 1)
    model.maximize(A_PLACE * sum(takes.values()) - _uneven(model, shifts, has, takes))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = SECONDS
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    if solver.solve(model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return []
    return [pair for pair, var in takes.items() if solver.value(var)]


def _uneven(
    model: Any,
    shifts: Sequence[Lacking],
    has: Mapping[UUID, int],
    takes: Mapping[tuple[UUID, UUID], Any],
) -> Any:
    """Give the most minutes that one worker would have."""
    workers = sorted({worker for one in shifts for worker in one.fitting})
    total = sum(one.minutes * one.people for one in shifts) + max(has.values(), default=0)
    most = model.new_int_var(0, total, "most")
    for worker in workers:
        own = [one.minutes * takes[one.shift_id, worker] for one in shifts if worker in one.fitting]
        model.add(most >= sum(own) + has.get(worker, 0))
    return most

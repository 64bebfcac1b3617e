"""Figures ready to be shown: what belongs together is protected together (`policies.disclosure`).

A figure that appears in two drawings is one arc of one network, so that neither drawing gives the
other away.
"""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from policies.disclosure import HIDDEN, Cell, Shown
from policies.networks import Arc, hide, may_show
from policies.queries import policy

Key = TypeVar("Key", bound=Hashable)
ALL = "*"  # no slug is called that
_CELL, _SUM, _GRAND = 1.0, 20.0, 500.0


def threshold() -> int:
    """Give the least figure that is shown besides zero."""
    return policy().least_shown


def protect(
    arcs: Mapping[Key, Arc], released: Iterable[Key] = (), *, k: int | None = None
) -> dict[Key, Cell]:
    """Protect a whole network of figures. A derived arc is known to readers but never shown.

    `released` are figures that two people have let out, in their order: each is shown as long as
    nothing that stays hidden could then be worked out, and never one under the policy's least. `k`
    is the limit where it is not the policy's usual one; nothing is released then.
    """
    kept = {id(arc): arc for arc in hide(arcs.values(), k or threshold())}
    for key in released:
        arc = arcs.get(key)
        if arc and id(arc) in kept and _may_be_released(arcs, arc, kept.values()):
            del kept[id(arc)]
    hidden = kept.keys()
    return {key: HIDDEN if id(arc) in hidden else Shown(arc.value) for key, arc in arcs.items()}


def _may_be_released(arcs: Mapping[Key, Arc], arc: Arc, kept: Iterable[Arc]) -> bool:
    return arc.value >= policy().reports.release_least and may_show(
        arcs.values(), threshold(), kept, arc
    )


def alone(count: int) -> Cell:
    """Protect a figure that is part of no sum."""
    return HIDDEN if 0 < count < threshold() else Shown(count)


def cell_price(count: int) -> float:
    """Hide rather a small figure than a large one, and a zero last."""
    return _CELL + count / (count + 50) if count else 2.5


def tabled(
    rows: Mapping[str, Mapping[str, int]], total: str, released: Iterable[tuple[str, str]] = ()
) -> dict[tuple[str, str], Cell]:
    """Protect a table: cells by (row, column), sums under the row `ALL` and the column `total`."""
    columns = list(dict.fromkeys(name for row in rows.values() for name in row))
    arcs: dict[tuple[str, str], Arc] = {}
    for row, counts in rows.items():
        arcs[row, total] = Arc("out", ("row", row), sum(counts.values()), _SUM)
        for name in columns:
            arcs[row, name] = Arc(
                ("row", row), ("column", name), counts.get(name, 0), cell_price(counts.get(name, 0))
            )
    for name in columns:
        arcs[ALL, name] = Arc(
            ("column", name), "in", sum(row.get(name, 0) for row in rows.values()), _SUM
        )
    arcs[ALL, total] = Arc("in", "out", sum(sum(row.values()) for row in rows.values()), _GRAND)
    return protect(arcs, released)

"""Figures ready to be shown: what belongs together is protected together (`policies.disclosure`).

A figure that appears in two drawings is one arc of one network, so that neither drawing gives the
other away.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from policies.disclosure import HIDDEN, Cell, Shown
from policies.networks import Arc, hide
from policies.queries import policy

Key = TypeVar("Key", bound=Hashable)
ALL = "*"  # no slug is called that
_CELL, _SUM, _GRAND = 1.0, 20.0, 500.0


def threshold() -> int:
    """Give the least figure that is shown besides zero."""
    return policy().least_shown


def protect(arcs: Mapping[Key, Arc]) -> dict[Key, Cell]:
    """Protect a whole network of figures. A derived arc is known to readers but never shown."""
    hidden = {id(arc) for arc in hide(arcs.values(), threshold())}
    return {key: HIDDEN if id(arc) in hidden else Shown(arc.value) for key, arc in arcs.items()}


def alone(count: int) -> Cell:
    """Protect a figure that is part of no sum."""
    return HIDDEN if 0 < count < threshold() else Shown(count)


def cell_price(count: int) -> float:
    """Hide rather a small figure than a large one, and a zero last."""
    return _CELL + count / (count + 50) if count else 2.5


def tabled(rows: Mapping[str, Mapping[str, int]], total: str) -> dict[tuple[str, str], Cell]:
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
    return protect(arcs)

"""`python -m bench.disclosure`: how many hidden figures an attacker recovers.

Random tables of many small cells are hidden naively (every figure under k) and by the small-cell
rule, and attacked with the bounds solver of the tests, which knows every total. Also: what one
table costs, and how much of it stays visible.
"""

import argparse
import json
import random
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

from bench import report
from policies.disclosure import protect_table
from tests.policies.test_disclosure import K, Rows, grid, hidden_naively, recovered

TABLES = 400
ROWS, COLUMNS = 5, 4
MOST = 2_000


def main() -> int:
    """Measure and print; gives 1 when anything hidden by the rule was recovered."""
    parser = argparse.ArgumentParser(prog="python -m bench.disclosure", description=__doc__)
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    out = parser.parse_args().out
    found = measure()
    text = json.dumps(found, indent=1)
    print(text)
    if out:
        out.write_text(text + "\n")
    return int(found["by_the_rule"]["cells_recovered"] > 0)


def measure() -> dict[str, Any]:
    """Attack the same tables twice."""
    dice = random.Random(22)
    tables = [_table(dice) for _table_number in range(TABLES)]
    naive = [recovered(hidden_naively(rows), MOST) for rows in tables]
    seen, times = [], []
    for rows in tables:
        began = time.perf_counter()
        protected = protect_table(rows, K)
        times.append((time.perf_counter() - began) * 1e3)
        seen.append(grid(protected))
    ours = [recovered(one, MOST) for one in seen]
    hidden = [_hidden(one) for one in seen]
    return {
        "machine": report.machine(),
        "tables": TABLES,
        "shape": f"{ROWS} x {COLUMNS}, many cells from 0 to 9",
        "k": K,
        "naively": _told(naive),
        "by_the_rule": _told(ours),
        "share_of_figures_hidden": round(sum(hidden) / len(hidden), 3),
        "ms_a_table": {"median": round(median(times), 2), "worst": round(max(times), 2)},
    }


def _table(dice: random.Random) -> Rows:
    return {f"r{r}": {f"c{c}": _count(dice) for c in range(COLUMNS)} for r in range(ROWS)}


def _count(dice: random.Random) -> int:
    return dice.randint(0, 9) if dice.random() < 0.5 else dice.randint(0, 40)  # noqa: PLR2004


def _told(found: list[int]) -> dict[str, Any]:
    return {
        "tables_with_a_recovered_cell": round(sum(map(bool, found)) / len(found), 3),
        "cells_recovered": sum(found),
    }


def _hidden(seen: list[list[int | None]]) -> float:
    cells = [n for line in seen for n in line]
    return sum(n is None for n in cells) / len(cells)


if __name__ == "__main__":
    sys.exit(main())

"""`python -m bench.decide`: what one decision costs, in microseconds, as JSON.

Every role asks for every action about every kind of record; the target is 5 µs a call.
"""

import argparse
import json
import sys
import time
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

from bench import report
from core.access import Resource
from core.identity import CONSOLE, SYSTEM, Actor, Kind
from policies.decide import Gate
from policies.schema import load

ROUNDS = 21
TARGET_US = 5.0


def main() -> int:
    """Measure and print; gives 1 when a call takes longer than the target."""
    parser = argparse.ArgumentParser(prog="python -m bench.decide", description=__doc__)
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    out = parser.parse_args().out
    found = measure()
    text = json.dumps(found, indent=1)
    print(text)
    if out:
        out.write_text(text + "\n")
    return int(found["us_per_call"]["median"] > TARGET_US)


def measure() -> dict[str, Any]:
    """Give the microseconds a call, the median and the worst of the rounds."""
    gate, cases = Gate(load()), _cases()
    decide = gate.decide
    each = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        for actor, action, record in cases:
            decide(actor, action, record)
        each.append((time.perf_counter() - began) / len(cases) * 1e6)
    return {
        "machine": report.machine(),
        "calls_a_round": len(cases),
        "rounds": ROUNDS,
        "us_per_call": {"median": round(median(each), 3), "worst": round(max(each), 3)},
        "decisions_per_second": round(1e6 / median(each)),
        "target_us": TARGET_US,
    }


def _cases() -> list[tuple[Actor, str, Resource | str]]:
    me, line, home = uuid4(), uuid4(), uuid4()
    workers = [
        Actor(Kind.WORKER, me, None, home, frozenset({role}), frozenset({line}), datetime.now(UTC))
        for role in load().roles.grants()
    ]
    visitor = Actor(Kind.VISITOR, id=me, roles=frozenset({"visitor"}))
    records: list[Resource | str] = [
        "",
        Resource((me,), line, home),
        Resource((), line, home),
        Resource((), uuid4(), home),
        Resource((), uuid4(), uuid4()),
    ]
    actors = [*workers, visitor, SYSTEM, CONSOLE]
    return list(product(actors, sorted(load().permissions), records))


if __name__ == "__main__":
    sys.exit(main())

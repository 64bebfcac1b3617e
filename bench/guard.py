"""`python -m bench.guard`: how long the personal-data guard takes, and how often it cries wolf.

Measures messages of ordinary talk and messages with something to find, here and, where there is
Node, in the browser's twin; and texts made to be slow. Appends the figures to `guard.json`.
"""

import json
import random
import shutil
import subprocess
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from statistics import mean, median, quantiles
from typing import Any

from bench import report
from core import clock
from policies.guard.asking import asks
from policies.guard.find import find
from tests.guard_vectors import benign, vectors

HERE = Path(__file__).resolve().parent
KEPT = HERE / "guard.json"
ROUNDS = 9
MOST_US = 200.0
LENGTH = 4000
SLOW = (
    "1 ",
    "0 4 0 ",
    "0",
    "a",
    "a.a",
    "a-",
    "fi12",
    "katu ",
    "aatie ",
    "12 A ",
    "@a",
    "ät ",
    "insta ",
    "kerro a b ",
)
Look = Callable[[str], list[Any]]


def main() -> int:
    """Measure, print, append. Gives 1 when a message takes longer than it may."""
    texts = {"ordinary": benign(), "marked": [text for text, _found in vectors("finds")]}
    found = {
        "at": f"{clock.local_day()}",
        "machine": report.machine(),
        "versions": {name: version(name) for name in ("phonenumbers", "python-stdnum")},
        "messages": {name: len(held) for name, held in texts.items()},
        "python_us": {
            look.__name__: {name: _per_message(look, held) for name, held in texts.items()}
            for look in (find, asks)
        },
        "python_worst_ms_of_4000_characters": {
            look.__name__: _worst(look) for look in (find, asks)
        },
        "false_alarms": {look.__name__: _alarms(look, texts["ordinary"]) for look in (find, asks)},
        "browser": _browser(texts),
    }
    kept = json.loads(KEPT.read_text()) if KEPT.exists() else []
    KEPT.write_text(json.dumps([*kept, found], indent=1, ensure_ascii=False) + "\n")
    print(json.dumps(found, indent=1, ensure_ascii=False))
    means = [one["mean"] for by in found["python_us"].values() for one in by.values()]
    return int(max(means) > MOST_US)


def _per_message(look: Look, texts: list[str]) -> dict[str, float]:
    """Give microseconds a message: the median round's mean, and the slowest hundredth."""
    rounds = [[_us(look, text) for text in texts] for _round in range(ROUNDS)]
    each = [median(times) for times in zip(*rounds, strict=True)]
    return {
        "mean": round(median(mean(one) for one in rounds), 1),
        "p99": round(quantiles(each, n=100)[98], 1),
    }


def _us(look: Look, text: str) -> float:
    began = time.perf_counter_ns()
    look(text)
    return (time.perf_counter_ns() - began) / 1000


def _worst(look: Look) -> float:
    dice = random.Random(1)
    texts = [(piece * LENGTH)[:LENGTH] for piece in SLOW]
    texts += ["".join(dice.choices(SLOW, k=LENGTH // 3))[:LENGTH] for _time in range(20)]
    return round(max(min(_us(look, text) for _round in range(3)) for text in texts) / 1000, 1)


def _alarms(look: Look, texts: list[str]) -> float:
    return round(sum(bool(look(text)) for text in texts) / len(texts), 5)


def _browser(texts: dict[str, list[str]]) -> Any:
    node = shutil.which("node")
    if node is None:
        return "not measured: no Node.js here"
    asked = subprocess.run(
        [node, HERE / "guard.mjs"],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(asked.stdout)


if __name__ == "__main__":
    raise SystemExit(main())

"""Sums rounds up and says them in a table."""

import json
import os
import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).resolve().parent
LAST = HERE / "last.json"
PICTURES = HERE.parent / "docs" / "img"
LIBRARIES = ("eventlet", "flask", "flask-socketio", "python-socketio", "sqlalchemy", "sqlmodel")
TARGETS = {"delivery_p50_ms": 10.0, "delivery_p99_ms": 50.0, "start_s": 2.0}
RATIOS = {"node": 0.25, "stock": 4.0}
"""Of the messages a second that a reference takes in the same run."""
SHOWN = (
    ("delivery p50 ms", ("rate", "delivery_ms", "p50")),
    ("delivery p95 ms", ("rate", "delivery_ms", "p95")),
    ("delivery p99 ms", ("rate", "delivery_ms", "p99")),
    ("delivery max ms", ("rate", "delivery_ms", "max")),
    ("acknowledged p50 ms", ("rate", "acknowledgement_ms", "p50")),
    ("acknowledged p99 ms", ("rate", "acknowledgement_ms", "p99")),
    ("server CPU us/message", ("rate", "server_cpu_us_per_message")),
    ("most messages/s", ("most", "messages_per_s")),
    ("  delivery p99 ms then", ("most", "delivery_ms", "p99")),
    ("  server CPU us/message", ("most", "server_cpu_us_per_message")),
    ("  generator's CPU share", ("most", "generator_cpu_share")),
    ("new sockets/s", ("opening", "sockets_per_s")),
    ("memory kB/conversation", ("opening", "memory_kb_per_conversation")),
    ("memory MB", ("opening", "memory_mb")),
)
NEVER = ("lost", "doubled", "out_of_order", "unanswered")


def machine() -> dict[str, Any]:
    """Describe the machine without naming it."""
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return {
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(pages * size / 2**30),
        "architecture": platform.machine(),
        "load_before": round(os.getloadavg()[0], 2),
    }


def versions() -> dict[str, str]:
    """Name the versions that decide the figures."""
    lock = json.loads((HERE / "node" / "package-lock.json").read_text())["packages"]
    return {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **{name: version(name) for name in LIBRARIES},
        **{
            name: lock[f"node_modules/{name}"]["version"]
            for name in ("socket.io", "better-sqlite3")
        },
    }


def medians(rounds: list[dict[str, Any]]) -> dict[str, Any]:
    """Give the median of every figure over the rounds; what must be zero is summed."""
    first = rounds[0]
    summed: dict[str, Any] = {}
    for name, value in first.items():
        held = [one[name] for one in rounds if name in one]
        if isinstance(value, dict):
            summed[name] = medians(held)
        else:
            summed[name] = sum(held) if name in NEVER else round(median(held), 2)
    return summed


def ratios(found: dict[str, dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Put the house beside each reference: messages a second, processor time, delivery."""
    house = found["house"]
    return {
        name: {
            "most_messages_per_s": _ratio(house, other, "most", "messages_per_s"),
            "cpu_per_message_at_most": _ratio(house, other, "most", "server_cpu_us_per_message"),
            "cpu_per_message_at_rate": _ratio(house, other, "rate", "server_cpu_us_per_message"),
            "delivery_p50": _ratio(house["rate"], other["rate"], "delivery_ms", "p50"),
            "delivery_p99": _ratio(house["rate"], other["rate"], "delivery_ms", "p99"),
        }
        for name, other in found.items()
        if name != "house"
    }


def _ratio(ours: dict[str, Any], theirs: dict[str, Any], *path: str) -> float:
    return round(float(_at(ours, path)) / float(_at(theirs, path)), 2)


def _at(found: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        found = found.get(name, float("nan"))
    return found


def targets(report: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Hold the medians against what was promised."""
    delivery = report["medians"]["house"]["rate"]["delivery_ms"]
    measured = {
        "delivery_p50_ms": delivery["p50"],
        "delivery_p99_ms": delivery["p99"],
        "start_s": report["start_to_first_page_s"]["production"]["median"],
    }
    held: dict[str, dict[str, Any]] = {
        name: {"at_most": most, "measured": measured[name], "met": measured[name] < most}
        for name, most in TARGETS.items()
    }
    for name, least in RATIOS.items():
        if (beside := report["ratios_house_to"].get(name)) is not None:
            ratio = beside["most_messages_per_s"]
            held[f"most_messages_to_{name}"] = {
                "at_least": least,
                "measured": ratio,
                "met": ratio >= least,
            }
    return held


def say(report: dict[str, Any], last: dict[str, Any] | None) -> None:
    """Print the medians side by side, with the figures of `last.json` where there are any."""
    columns = dict(report["medians"])
    if last:
        columns["house, last"] = last["medians"]["house"]
    print(f"\n{'':<26}" + "".join(f"{name:>14}" for name in columns))
    for words, path in SHOWN:
        print(f"{words:<26}" + "".join(f"{_at(one, path):>14}" for one in columns.values()))
    for word in NEVER:
        sums = [one["rate"][word] + one["most"][word] for one in columns.values()]
        print(f"{word.replace('_', ' '):<26}" + "".join(f"{n:>14}" for n in sums))
    for kind, starts in report["start_to_first_page_s"].items():
        print(f"start to first page, {kind}: {starts['median']} s (of {starts['all']})")
    for name, held in report["targets"].items():
        verdict = "met" if held["met"] else "MISSED"
        limit = f"< {held['at_most']}" if "at_most" in held else f">= {held['at_least']}"
        print(f"target {name} {limit}: {held['measured']}: {verdict}")

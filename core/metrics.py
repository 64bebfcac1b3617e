"""What Prometheus may count: sums and durations, never a person, an address or an id in a label."""

import time
from collections.abc import Callable
from functools import cache

from prometheus_client import Counter, Gauge, Histogram

ANSWERS = Counter(
    "rinnalla_answers_total",
    "Pages, forms and files answered, by door and status.",
    ["door", "status"],
)
ANSWER_SECONDS = Histogram(
    "rinnalla_answer_seconds",
    "Seconds from a request's arrival to its answer.",
    ["door"],
    buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2, 10),
)
PURGED = Gauge("rinnalla_last_purge_timestamp_seconds", "When the last purge ran (Unix time).")

CONNECTED = Gauge("rinnalla_live_sockets", "Open live sockets of this process.", ["kind"])
BUS = Gauge("rinnalla_bus_joined", "1 while this process hears the others, 0 while it does not.")
LIVE_EVENTS = Counter(
    "rinnalla_live_events_total", "Live events answered, by event and code.", ["event", "code"]
)
LIVE_SECONDS = Histogram(
    "rinnalla_live_event_seconds",
    "Seconds from a live event's arrival to its answer.",
    ["event"],
    buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2),
)

COMMIT = Histogram(
    "rinnalla_live_commit_seconds",
    "Seconds that a transaction took in which live events were written.",
    ["event"],
    buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2),
)
LATE = Histogram(
    "rinnalla_loop_late_seconds",
    "How much later than wanted a task of this process went on: everybody waited that long.",
    buckets=(0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2),
)
GATHERED = Histogram(
    "rinnalla_live_gathered",
    "How many live events were written in one transaction.",
    ["event"],
    buckets=(1, 2, 5, 10, 20, 50, 100, 200),
)


LOOK_SECONDS = 0.5


def watch_the_loop(sleep: Callable[[float], None]) -> None:
    """Note, for ever, how late this process goes on with what is due."""
    while True:
        began = time.perf_counter()
        sleep(LOOK_SECONDS)
        LATE.observe(max(0.0, time.perf_counter() - began - LOOK_SECONDS))


def count(event: str, code: str, seconds: float) -> None:
    """Count one answered live event; `event` is one of our own names, never a client's word."""
    _events(event, code).inc()
    _seconds(event).observe(seconds)


def count_answer(door: str, status: int, seconds: float) -> None:
    """Count one answer over HTTP; `door` is the name of one of our own, never an address."""
    ANSWERS.labels(door=door, status=str(status)).inc()
    ANSWER_SECONDS.labels(door=door).observe(seconds)


@cache
def _events(event: str, code: str) -> Counter:
    return LIVE_EVENTS.labels(event=event, code=code)


@cache
def _seconds(event: str) -> Histogram:
    return LIVE_SECONDS.labels(event=event)

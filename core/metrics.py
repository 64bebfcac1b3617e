"""What Prometheus may count: sums and durations, never a person, an address or an id in a label."""

from functools import cache

from prometheus_client import Counter, Gauge, Histogram

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

GATHERED = Histogram(
    "rinnalla_live_gathered",
    "How many live events were written in one transaction.",
    ["event"],
    buckets=(1, 2, 5, 10, 20, 50, 100, 200),
)


def count(event: str, code: str, seconds: float) -> None:
    """Count one answered live event; `event` is one of our own names, never a client's word."""
    _events(event, code).inc()
    _seconds(event).observe(seconds)


@cache
def _events(event: str, code: str) -> Counter:
    return LIVE_EVENTS.labels(event=event, code=code)


@cache
def _seconds(event: str) -> Histogram:
    return LIVE_SECONDS.labels(event=event)

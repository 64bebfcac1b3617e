"""What of the scheduling room may be purged when: the policy says how long, this says what."""

from scheduling.retention import (
    appointments,
    busy,
    deliveries,
    duties,
    feeds,
    ledger,
    notices,
    profiles,
    training,
)

__all__ = [
    "appointments",
    "busy",
    "deliveries",
    "duties",
    "feeds",
    "ledger",
    "notices",
    "profiles",
    "training",
]

"""Background work of the scheduling room."""

from scheduling.jobs import (
    appointments,
    busy,
    deliveries,
    duties,
    ledger,
    notices,
    promises,
    shifts,
    training,
)

__all__ = [
    "appointments",
    "busy",
    "deliveries",
    "duties",
    "ledger",
    "notices",
    "promises",
    "shifts",
    "training",
]

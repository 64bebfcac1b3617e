"""Background work of the scheduling room."""

from scheduling.jobs import appointments, duties, ledger, notices, promises, shifts

__all__ = [
    "appointments",
    "duties",
    "ledger",
    "notices",
    "promises",
    "shifts",
]

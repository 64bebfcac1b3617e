"""Background work of the scheduling room."""

from scheduling.jobs import appointments, duties, notices, shifts

__all__ = [
    "appointments",
    "duties",
    "notices",
    "shifts",
]

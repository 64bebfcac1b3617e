"""Background work of the scheduling room."""

from scheduling.jobs import appointments, duties, shifts

__all__ = [
    "appointments",
    "duties",
    "shifts",
]

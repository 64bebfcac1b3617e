"""Background work of the scheduling room."""

from scheduling.jobs import appointments, duties

__all__ = ["appointments", "duties"]

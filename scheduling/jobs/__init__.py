"""Background work of the scheduling room."""

from scheduling.jobs import duties

__all__ = ["duties"]

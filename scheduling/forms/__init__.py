"""Forms of the scheduling room."""

from scheduling.forms.mine import DropInForm, FeedForm
from scheduling.forms.shifts import ShiftForm

__all__ = ["DropInForm", "FeedForm", "ShiftForm"]

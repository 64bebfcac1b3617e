"""Forms of the scheduling room."""

from scheduling.forms.appointments import CodeForm, FreeForm, TypeForm
from scheduling.forms.mine import DropInForm, FeedForm
from scheduling.forms.shifts import ShiftForm

__all__ = ["CodeForm", "DropInForm", "FeedForm", "FreeForm", "ShiftForm", "TypeForm"]

"""Forms of the scheduling room."""

from scheduling.forms.appointments import CodeForm, FreeForm, TypeForm
from scheduling.forms.calendars import BusyForm, CalDavForm, FeedForm
from scheduling.forms.cover import CoverForm
from scheduling.forms.ledger import CommitmentForm, DisputeForm, PartnerForm
from scheduling.forms.mine import DropInForm
from scheduling.forms.shifts import ShiftForm
from scheduling.forms.templates import DayRuleForm, EndForm, SpecialDayForm, TemplateForm, TermForm

__all__ = [
    "BusyForm",
    "CalDavForm",
    "CodeForm",
    "CommitmentForm",
    "CoverForm",
    "DayRuleForm",
    "DisputeForm",
    "DropInForm",
    "EndForm",
    "FeedForm",
    "FreeForm",
    "PartnerForm",
    "ShiftForm",
    "SpecialDayForm",
    "TemplateForm",
    "TermForm",
    "TypeForm",
]

"""Forms of the scheduling room."""

from scheduling.forms.appointments import CodeForm, FreeForm, TypeForm
from scheduling.forms.calendars import BusyForm, CalDavForm, FeedForm
from scheduling.forms.cover import CoverForm
from scheduling.forms.ledger import CommitmentForm, DisputeForm, PartnerForm
from scheduling.forms.mine import DropInForm
from scheduling.forms.shifts import ShiftForm
from scheduling.forms.templates import DayRuleForm, EndForm, SpecialDayForm, TemplateForm, TermForm
from scheduling.forms.training import CohortForm, CourseForm, MeetingForm, StudiedForm

__all__ = [
    "BusyForm",
    "CalDavForm",
    "CodeForm",
    "CohortForm",
    "CommitmentForm",
    "CourseForm",
    "CoverForm",
    "DayRuleForm",
    "DisputeForm",
    "DropInForm",
    "EndForm",
    "FeedForm",
    "FreeForm",
    "MeetingForm",
    "PartnerForm",
    "ShiftForm",
    "SpecialDayForm",
    "StudiedForm",
    "TemplateForm",
    "TermForm",
    "TypeForm",
]

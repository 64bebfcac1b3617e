"""The forms of the outreach room."""

from outreach.forms.campaigns import CampaignForm, ChangeForm
from outreach.forms.channels import ChannelForm
from outreach.forms.links import LinkForm
from outreach.forms.processes import EndForm, PhaseForm, ProcessForm
from outreach.forms.releases import ReleaseForm
from outreach.forms.rounds import MeetingForm, PlaceForm, RoundForm

__all__ = [
    "CampaignForm",
    "ChangeForm",
    "ChannelForm",
    "EndForm",
    "LinkForm",
    "MeetingForm",
    "PhaseForm",
    "PlaceForm",
    "ProcessForm",
    "ReleaseForm",
    "RoundForm",
]

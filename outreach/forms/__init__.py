"""The forms of the outreach room."""

from outreach.forms.campaigns import CampaignForm, ChangeForm
from outreach.forms.channels import ChannelForm
from outreach.forms.links import LinkForm
from outreach.forms.releases import ReleaseForm

__all__ = ["CampaignForm", "ChangeForm", "ChannelForm", "LinkForm", "ReleaseForm"]

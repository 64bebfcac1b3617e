"""The forms of the outreach room."""

from outreach.forms.campaigns import CampaignForm, ChangeForm
from outreach.forms.channels import ChannelForm
from outreach.forms.checkins import QuestionForm, SheetForm
from outreach.forms.coming import ComingForm
from outreach.forms.links import LinkForm
from outreach.forms.pilots import EvaluationForm, PilotForm, VerdictForm
from outreach.forms.post_feeds import LookBackForm, PostFeedForm
from outreach.forms.posters import PosterForm
from outreach.forms.posts import MoveForm, PostForm, ProducersForm
from outreach.forms.processes import EndForm, PhaseForm, ProcessForm
from outreach.forms.releases import ReleaseForm
from outreach.forms.requests import AssessmentForm, DecisionForm, KeepersForm
from outreach.forms.rounds import MeetingForm, PlaceForm, RoundForm

__all__ = [
    "AssessmentForm",
    "CampaignForm",
    "ChangeForm",
    "ChannelForm",
    "ComingForm",
    "DecisionForm",
    "EndForm",
    "EvaluationForm",
    "KeepersForm",
    "LinkForm",
    "LookBackForm",
    "MeetingForm",
    "MoveForm",
    "PhaseForm",
    "PilotForm",
    "PlaceForm",
    "PostFeedForm",
    "PostForm",
    "PosterForm",
    "ProcessForm",
    "ProducersForm",
    "QuestionForm",
    "ReleaseForm",
    "RoundForm",
    "SheetForm",
    "VerdictForm",
]

"""What somebody had before them while they wrote or decided, told apart from what is there now."""

import json
from dataclasses import fields
from hashlib import sha256

from outreach.models import Channel, ChannelRequest, MonthQuestion
from outreach.schemas import ChannelPlan
from outreach.schemas.checkins import QuestionPlan
from outreach.schemas.requests import Assessment

LENGTH = 16


def print_of(row: object, plan: type, *also: str) -> str:
    """Give a short print of what a row says in the words of a plan, and in some more."""
    names = [*(one.name for one in fields(plan)), *also]
    said = json.dumps({name: getattr(row, name) for name in names}, sort_keys=True, default=str)
    return sha256(said.encode()).hexdigest()[:LENGTH]


def offered(question: MonthQuestion) -> str:
    """Give the print of what may be chosen: an answer is to the words that somebody saw."""
    return print_of(question, QuestionPlan, "id")


def asked_for(channel: Channel, request: ChannelRequest) -> str:
    """Give the print of what a step decides on: the channel, its assessment and the step itself."""
    return f"{print_of(channel, ChannelPlan)}{print_of(request, Assessment, 'step')}"

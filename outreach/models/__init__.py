"""Tables of the outreach room.

No column holds an address, a user agent, a cookie or a time finer than a day for what a visitor
does, and none shares a key with a conversation: counters only ever know their day, link and line.
"""

from outreach.models.campaign import Campaign, Change, Producer
from outreach.models.channel import Channel
from outreach.models.checkins import MonthQuestion, QuestionCount, Sheet
from outreach.models.coming import ComingRound
from outreach.models.count import LinkCount, StageCount, StageMonth
from outreach.models.insights import HeaderWord, Snapshot, SnapshotFigure
from outreach.models.link import Link
from outreach.models.pilots import Pilot, PilotDecision, PilotTick
from outreach.models.population import Population
from outreach.models.post_feeds import PostFeed
from outreach.models.posters import PosterCheck
from outreach.models.posts import Post, PostMove
from outreach.models.processes import PhaseChange, Process
from outreach.models.release import Release
from outreach.models.requests import ChannelRequest, RequestDecision
from outreach.models.rounds import Area, ClientMeeting, Encounter, OutreachSession, Pair

__all__ = [
    "Area",
    "Campaign",
    "Change",
    "Channel",
    "ChannelRequest",
    "ClientMeeting",
    "ComingRound",
    "Encounter",
    "HeaderWord",
    "Link",
    "LinkCount",
    "MonthQuestion",
    "OutreachSession",
    "Pair",
    "PhaseChange",
    "Pilot",
    "PilotDecision",
    "PilotTick",
    "Population",
    "Post",
    "PostFeed",
    "PostMove",
    "PosterCheck",
    "Process",
    "Producer",
    "QuestionCount",
    "Release",
    "RequestDecision",
    "Sheet",
    "Snapshot",
    "SnapshotFigure",
    "StageCount",
    "StageMonth",
]

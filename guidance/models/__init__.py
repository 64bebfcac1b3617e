"""Tables of the guidance room.

A service and the channels it is reached by are apart and joined many to many, as in the Finnish
Service Catalogue. Texts stand in one row per language. Nothing in this room is about a person:
referrals are counted per day.
"""

from guidance.models.area import Area, Municipality, ServiceArea
from guidance.models.channel import Channel, Connection
from guidance.models.columns import BY_CODE_POINT, CHANNEL, SERVICE
from guidance.models.desk import Change, ReadingCount, Suggestion
from guidance.models.document import (
    NO_LIMIT,
    WORDS,
    Document,
    DocumentArea,
    IndexState,
    KnownWord,
    NearWord,
    OpenSpan,
)
from guidance.models.guide import Guide, GuideCount, GuideService, GuideText, GuideWork
from guidance.models.hours import Hours
from guidance.models.imports import ImportRun, RefusedRecord
from guidance.models.links import LinkCheck
from guidance.models.packet import Packet
from guidance.models.provider import Provider
from guidance.models.referral import ReactionCount, Referral
from guidance.models.searched import NeedCount, SearchCount
from guidance.models.service import Service, ServiceText
from guidance.models.source import Overlay, SourceChannel, SourceLink, SourceRecord, Withheld
from guidance.models.term import ServiceTerm, Term
from guidance.models.trust import Capacity, Verification
from guidance.models.worry import WorryCount

__all__ = [
    "BY_CODE_POINT",
    "CHANNEL",
    "NO_LIMIT",
    "SERVICE",
    "WORDS",
    "Area",
    "Capacity",
    "Change",
    "Channel",
    "Connection",
    "Document",
    "DocumentArea",
    "Guide",
    "GuideCount",
    "GuideService",
    "GuideText",
    "GuideWork",
    "Hours",
    "ImportRun",
    "IndexState",
    "KnownWord",
    "LinkCheck",
    "Municipality",
    "NearWord",
    "NeedCount",
    "OpenSpan",
    "Overlay",
    "Packet",
    "Provider",
    "ReactionCount",
    "ReadingCount",
    "Referral",
    "RefusedRecord",
    "SearchCount",
    "Service",
    "ServiceArea",
    "ServiceTerm",
    "ServiceText",
    "SourceChannel",
    "SourceLink",
    "SourceRecord",
    "Suggestion",
    "Term",
    "Verification",
    "Withheld",
    "WorryCount",
]

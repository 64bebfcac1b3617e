"""Words and shapes of the guidance room that cross a border: wire, room or database."""

from guidance.schemas.card import ServiceCard
from guidance.schemas.channel import AddressVisibility, ChannelKind
from guidance.schemas.desk import Declined, LinkAnswer, SuggestionState, Wrong
from guidance.schemas.entry import AreaKind, FieldGroup, Method, Status, TermKind, TextStatus
from guidance.schemas.facts import KNOWN_FACTS, Known, WhoAnswers
from guidance.schemas.guide import (
    ANSWERS,
    BY_REVIEWERS,
    BY_WRITERS,
    LEADS_TO,
    Edition,
    GuideDeed,
    GuideDraft,
    GuideFor,
    GuideKind,
    GuidePart,
    GuideSaid,
    GuideStatus,
    GuideWords,
)
from guidance.schemas.hours import Door, HoursKind, Weeks
from guidance.schemas.packet import PacketState, PacketView, SealedPacket
from guidance.schemas.referral import CameOf, Reaction, ReferralKind
from guidance.schemas.source import RecordKind, RunState, SourceSystem

__all__ = [
    "ANSWERS",
    "BY_REVIEWERS",
    "BY_WRITERS",
    "KNOWN_FACTS",
    "LEADS_TO",
    "AddressVisibility",
    "AreaKind",
    "CameOf",
    "ChannelKind",
    "Declined",
    "Door",
    "Edition",
    "FieldGroup",
    "GuideDeed",
    "GuideDraft",
    "GuideFor",
    "GuideKind",
    "GuidePart",
    "GuideSaid",
    "GuideStatus",
    "GuideWords",
    "HoursKind",
    "Known",
    "LinkAnswer",
    "Method",
    "PacketState",
    "PacketView",
    "Reaction",
    "RecordKind",
    "ReferralKind",
    "RunState",
    "SealedPacket",
    "ServiceCard",
    "SourceSystem",
    "Status",
    "SuggestionState",
    "TermKind",
    "TextStatus",
    "Weeks",
    "WhoAnswers",
    "Wrong",
]

"""Words and shapes of the guidance room that cross a border: wire, room or database."""

from guidance.schemas.card import ServiceCard
from guidance.schemas.channel import AddressVisibility, ChannelKind
from guidance.schemas.entry import Status, TermKind, TextStatus
from guidance.schemas.facts import Known, WhoAnswers
from guidance.schemas.hours import Door, HoursKind
from guidance.schemas.referral import ReferralKind
from guidance.schemas.source import RecordKind, SourceSystem

__all__ = [
    "AddressVisibility",
    "ChannelKind",
    "Door",
    "HoursKind",
    "Known",
    "RecordKind",
    "ReferralKind",
    "ServiceCard",
    "SourceSystem",
    "Status",
    "TermKind",
    "TextStatus",
    "WhoAnswers",
]

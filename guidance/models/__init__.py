"""Tables of the guidance room.

A service and the channels it is reached by are apart and joined many to many, as in the Finnish
Service Catalogue. Texts stand in one row per language. Nothing in this room is about a person:
referrals are counted per day.
"""

from guidance.models.area import Municipality, ServiceArea
from guidance.models.channel import Channel, Connection
from guidance.models.columns import BY_CODE_POINT, CHANNEL, SERVICE
from guidance.models.hours import Hours
from guidance.models.imports import ImportRun, RefusedRecord
from guidance.models.referral import Referral
from guidance.models.service import Service, ServiceText
from guidance.models.source import SourceChannel, SourceLink, SourceRecord
from guidance.models.term import ServiceTerm, Term
from guidance.models.token import Token
from guidance.models.worry import WorryCount

__all__ = [
    "BY_CODE_POINT",
    "CHANNEL",
    "SERVICE",
    "Channel",
    "Connection",
    "Hours",
    "ImportRun",
    "Municipality",
    "Referral",
    "RefusedRecord",
    "Service",
    "ServiceArea",
    "ServiceTerm",
    "ServiceText",
    "SourceChannel",
    "SourceLink",
    "SourceRecord",
    "Term",
    "Token",
    "WorryCount",
]

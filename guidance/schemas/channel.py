"""How a service is reached, and how much of its address is told."""

from enum import StrEnum


class ChannelKind(StrEnum):
    """How a service is reached."""

    PHONE = "phone"
    SMS = "sms"
    CHAT = "chat"
    WEB = "web"
    PLACE = "place"
    EMAIL = "email"
    FORM = "form"
    OUTREACH = "outreach"


class AddressVisibility(StrEnum):
    """How much of an address is told. A shelter's street is nobody's business."""

    FULL = "full"
    PARTIAL = "partial"
    HIDDEN = "hidden"

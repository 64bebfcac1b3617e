"""Words and shapes of the guidance room that cross a border: wire, room or database."""

from enum import StrEnum
from uuid import UUID

from pydantic import Field

from core.realtime import Wire


class Known(StrEnum):
    """A fact that may simply not be known. Unknown is told as unknown, never as no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class ReferralKind(StrEnum):
    """How a service was named to somebody."""

    ADVISED = "advised"
    GUIDED = "guided"
    ACCOMPANIED = "accompanied"


class Status(StrEnum):
    """Where an entry stands. Only published ones are found."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class TextStatus(StrEnum):
    """Where a text in one language comes from."""

    ORIGINAL = "original"
    HUMAN = "human"
    MACHINE = "machine"
    STALE = "stale"


class ChannelKind(StrEnum):
    """How a service is reached."""

    PHONE = "phone"
    SMS = "sms"
    CHAT = "chat"
    WEB = "web"
    PLACE = "place"


class AddressVisibility(StrEnum):
    """How much of an address is told. A shelter's street is nobody's business."""

    FULL = "full"
    PARTIAL = "partial"
    HIDDEN = "hidden"


class WhoAnswers(StrEnum):
    """Who is at the other end."""

    PROFESSIONAL = "professional"
    VOLUNTEER = "volunteer"
    PEER = "peer"
    UNKNOWN = "unknown"


class HoursKind(StrEnum):
    """What a period of hours is: the weekly rule, a dated exception to it, or always."""

    WEEKLY = "weekly"
    EXCEPTION = "exception"
    ALWAYS = "always"


class Door(StrEnum):
    """Whether somebody can be reached now.

    By appointment is a state of its own, and unknown is not closed.
    """

    OPEN = "open"
    APPOINTMENT = "appointment"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class TermKind(StrEnum):
    """What a classification code is of."""

    SERVICE_CLASS = "service_class"
    TARGET_GROUP = "target_group"
    LIFE_EVENT = "life_event"


class SourceSystem(StrEnum):
    """Where an entry was written."""

    OWN = "own"
    PTV11 = "ptv11"


class RecordKind(StrEnum):
    """What a source record describes."""

    SERVICE = "service"
    CHANNEL = "channel"


class ServiceCard(Wire):
    """A directory entry as it is sent into a conversation and shown in lists, in one language.

    `is_open_now` is None when nobody knows; `hours_text` says it in words. `municipality` is empty
    for the whole country. A hidden address is not in here at all.
    """

    id: UUID
    name: str
    summary: str = ""
    municipality: list[str] = Field(default_factory=list)
    ages: str = ""
    anonymous: Known = Known.UNKNOWN
    free_of_charge: Known = Known.UNKNOWN
    phone: str = ""
    sms: str = ""
    chat_url: str = ""
    web_url: str = ""
    address: str = ""
    door: Door = Door.UNKNOWN
    is_open_now: bool | None = None
    hours_text: str = ""
    lang: str = "fi"

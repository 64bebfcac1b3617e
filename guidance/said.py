"""What an entry says, in the directory's own words, whoever wrote it: an editor or a register."""

from dataclasses import dataclass, field

from guidance.schemas import AddressVisibility, ChannelKind, Known


@dataclass(frozen=True)
class Text:
    """What is said of a service in one language."""

    name: str
    summary: str = ""
    description: str = ""
    instruction: str = ""
    keywords: str = ""
    alternative_name: str = ""
    conditions: str = ""
    fees: str = ""


PARTS = tuple(Text.__dataclass_fields__)


@dataclass(frozen=True)
class Contact:
    """One way to reach a service."""

    kind: ChannelKind
    address: str = ""
    street: str = ""
    postal_code: str = ""
    post_office: str = ""
    visibility: AddressVisibility = AddressVisibility.FULL
    municipality: str = ""
    latitude: float | None = None
    longitude: float | None = None
    free_of_charge: Known = Known.UNKNOWN
    note: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Room:
    """How much room a service has of something: beds tonight, times this week, group places."""

    unit: str
    available: int
    maximum: int | None = None
    note: dict[str, str] = field(default_factory=dict)

"""Street rounds and online patrols: their closed lists, and how one comes from a phone."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from pydantic import Field, model_validator

from core.realtime import Wire

LONGEST_NOTE = 500
MOST_AT_ONCE = 300


class PartOfDay(StrEnum):
    """When a round was; the hour itself is not kept."""

    MORNING = "morning"
    DAY = "day"
    EVENING = "evening"
    NIGHT = "night"


class Setting(StrEnum):
    """Where people were met (R53)."""

    STREET = "street"
    PARK = "park"
    SHOPPING_CENTRE = "shopping_centre"
    LIBRARY = "library"
    HOUSING_UNIT = "housing_unit"
    SERVICE = "service"
    HOME = "home"
    ONLINE = "online"


class Mode(StrEnum):
    """How people met."""

    IN_PERSON = "in_person"
    GROUP = "group"
    CHAT = "chat"
    DM = "dm"
    VOICE = "voice"
    VIDEO = "video"
    PHONE = "phone"


class Depth(StrEnum):
    """How deep an encounter went."""

    BRIEF = "brief"
    CONVERSATION = "conversation"
    WORK = "work"


class Minutes(StrEnum):
    """How long it took, in bands."""

    UNDER_5 = "under_5"
    FROM_5 = "from_5"
    FROM_15 = "from_15"
    FROM_30 = "from_30"
    FROM_60 = "from_60"


class Started(StrEnum):
    """Who began."""

    WORKER = "worker"
    YOUNG = "young"
    OTHER = "other"


class EncounterOutcome(StrEnum):
    """What came of it: the four classes of the chat (R37); none is "not analysed" (R38)."""

    HELPED = "helped"
    GUIDED = "guided"
    HELPED_AND_GUIDED = "helped_and_guided"
    UNCLEAR = "unclear"


class MeetingState(StrEnum):
    """What became of an agreed meeting."""

    DONE = "done"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


class EncounterTold(Wire):
    """One line of a tally: one meeting of any depth, with one person or a crowd of fourteen."""

    depth: Depth
    people: int = Field(1, ge=1, le=500)
    new: int = Field(0, ge=0, le=500)
    mode: Mode = Mode.IN_PERSON
    minutes: Minutes | None = None
    age: str = Field("", max_length=8)
    topics: tuple[str, ...] = Field((), max_length=10)
    started: Started | None = None
    outcome: EncounterOutcome | None = None
    guided_to: tuple[UUID, ...] = Field((), max_length=5)

    @model_validator(mode="after")
    def _no_more_new_than_people(self) -> "EncounterTold":
        if self.new > self.people:
            raise ValueError("there cannot be more new people than people")
        return self


class RoundTold(Wire):
    """A round as a phone tells it. `id` is drawn there, so that it counts once however often sent.

    A round without encounters is as true as any other: nobody was met.
    """

    id: UUID
    day: date
    part: PartOfDay
    pair_id: UUID
    area_id: UUID
    setting: Setting
    channel_id: UUID | None = None
    minutes: int = Field(0, ge=0, le=1440)
    refused: int = Field(0, ge=0, le=500)
    note: str = Field("", max_length=LONGEST_NOTE)
    encounters: tuple[EncounterTold, ...] = Field((), max_length=MOST_AT_ONCE)


@dataclass(frozen=True, kw_only=True)
class MeetingPlan:
    """What is told of a client meeting."""

    day: date
    pair_id: UUID
    area_id: UUID
    mode: Mode
    minutes: Minutes | None
    state: MeetingState
    process_id: UUID | None = None


@dataclass(frozen=True)
class WorkTotal:
    """What one pair did in one area within a span: people are never summed with informing."""

    rounds: int = 0
    empty: int = 0
    minutes: int = 0
    refused: int = 0
    encounters: int = 0
    new: int = 0
    meetings: int = 0
    in_person: int = 0


@dataclass(frozen=True)
class Named:
    """Something to choose, by its name."""

    id: UUID
    name: str


@dataclass(frozen=True)
class Choices:
    """What a tally offers to choose from."""

    pairs: list[Named] = field(default_factory=list)
    areas: list[Named] = field(default_factory=list)
    channels: list[Named] = field(default_factory=list)
    services: list[Named] = field(default_factory=list)


@dataclass(frozen=True)
class ComingPlan:
    """A round that is announced: two aware moments, and where in words for each language."""

    municipality: str
    place: dict[str, str]
    starts_at: datetime
    ends_at: datetime

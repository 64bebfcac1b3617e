"""Sections of the policy file about lines, channels, workers, sign-in, embedding and the outside.

What each says is told in Finnish beside it in `policy.toml`, and so is which of them nothing reads
yet. A section that is left out has the strictest values, which are those here.
"""

import re
from enum import StrEnum
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from core.identity import Level
from policies.duration import Duration
from policies.parts import Part, Words
from policies.talk_rules import AttachmentKind


class Scope(StrEnum):
    """How far a role's permission reaches."""

    OWN = "own"
    LINE = "line"
    ORGANISATION = "organisation"


_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?:\.(?!-)[a-z0-9-]{1,63})+")
_SLUG = re.compile(r"[a-z0-9-]{2,40}")


def _exact_origin(text: str) -> str:
    """Take an origin exactly as browsers write it (RFC 6454): https, no path, no wildcard."""
    parts = urlsplit(text)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    if parts.scheme != "https" or not _HOST.fullmatch(host) or text != f"https://{host}{port}":
        raise ValueError(f"{text!r} is no exact origin such as https://www.example.org")
    return text


def _host(text: str) -> str:
    if not _HOST.fullmatch(text):
        raise ValueError(f"{text!r} is no host name such as api.example.org")
    return text


Origin = Annotated[str, AfterValidator(_exact_origin)]
Host = Annotated[str, AfterValidator(_host)]
Slug = Annotated[str, Field(pattern=rf"^{_SLUG.pattern}$")]
StepUpReason = Literal["personal_matter", "disclose_identity", "share_document"]
Claim = Literal["name", "birth_date", "identity_code"]
LONGEST_SHOWN = Duration(minutes=60)


class LineRule(Part):
    """What one line does more strictly than the whole."""

    sealed: Literal["off", "required"] | None = None
    k: int | None = Field(None, ge=3, le=100, strict=True)
    contact_requests: bool | None = Field(None, strict=True)
    for_somebody_else: bool | None = Field(None, strict=True)
    attachments: frozenset[AttachmentKind] | None = None


class ChannelKindRule(Part):
    """What one kind of channel is for and what it is not for."""

    purposes: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    identity: Literal["organisation", "role", "named_professional"] = "organisation"


class Channels(Part):
    """Channels: an approval is for a time (R72), and a channel says whose it is (R67)."""

    review_after: Duration = Duration(months=12)
    disclosure: Literal["required"] = "required"
    check_every: Duration = Duration(months=3)
    poster_check_every: Duration = Duration(months=1)
    poster_quiet: Duration = Duration(days=28)
    sheet_due_day: int = Field(5, ge=1, le=28, strict=True)
    sheet_reminders: tuple[Annotated[int, Field(ge=1, le=28)], ...] = (1, 4, 6)
    kinds: dict[str, ChannelKindRule] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _ends(self) -> Self:
        if Duration() in {self.review_after, self.check_every}:
            raise ValueError("review_after and check_every must be longer than nothing")
        return self


class Capacity(Part):
    """What a unit must be able to do before it opens a channel (R65)."""

    min_workers: int = Field(2, ge=1, strict=True)
    min_hours_a_week: int = Field(6, ge=1, strict=True)
    substitute: bool = Field(True, strict=True)
    closing_plan: bool = Field(True, strict=True)


class RequestSteps(Part):
    """Which roles decide each step of a channel request, in this order (R68)."""

    unit_lead: tuple[str, ...] = Field(("coordinator",), min_length=1)
    communications: tuple[str, ...] = Field(("coordinator",), min_length=1)
    security: tuple[str, ...] = Field(("data_protection_officer",), min_length=1)


class ChannelRequest(Part):
    """The form before a new channel, and who answers it (R65, R66, R68)."""

    existing_channel_first: bool = Field(True, strict=True)
    approved_by: tuple[str, ...] = ("coordinator", "data_protection_officer")
    lapses_after: Duration = Duration(days=30)
    capacity: Capacity = Capacity()
    steps: RequestSteps = RequestSteps()
    weights: dict[str, Annotated[int, Field(ge=1, le=5)]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _everybody_is_asked(self) -> Self:
        asked = {*self.steps.unit_lead, *self.steps.communications, *self.steps.security}
        if missing := sorted({*self.approved_by} - asked):
            raise ValueError(f"approved_by names {missing[0]}, which decides no step")
        return self


class WorkerIdentity(Part):
    """As what a worker appears (R69)."""

    shown: Literal["first_name_or_title", "title"] = "first_name_or_title"
    forbidden: tuple[str, ...] = ("private_profile", "private_phone")


class WorkerStepUp(Part):
    """What a worker has to prove again before these actions."""

    actions: frozenset[str] = frozenset()
    level: Level = Level.SIGNED_IN
    max_age: Duration | None = None

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if self.level is Level.ANONYMOUS:
            raise ValueError("a worker is never anonymous; take the actions away instead")
        if self.max_age == Duration():
            raise ValueError("max_age must be longer than nothing")
        return self


class VisitorStepUp(Part):
    """When a visitor may be asked for strong authentication, and when never (R3, 306/2019 6 §).

    `claims` are seen by the worker who asked, and by nobody else, for `shown`.
    """

    lines: frozenset[Slug] = frozenset()
    triggers: tuple[StepUpReason, ...] = ()
    claims: tuple[Claim, ...] = ("name",)
    shown: Duration = Duration(minutes=15)
    most_asked: int = Field(2, ge=1, le=5, strict=True)
    never_for: tuple[str, ...] = ("open_chat", "read_services")
    acr: tuple[str, ...] = ()
    max_age: Duration = Duration(minutes=10)

    @model_validator(mode="after")
    def _never(self) -> Self:
        for one in sorted({*self.triggers} & {*self.never_for}):
            raise ValueError(f"{one} stands both in triggers and in never_for")
        for place in ("open_chat", "read_services"):
            if place not in self.never_for:
                raise ValueError(
                    f"{place} must stand in never_for: help is never behind an identity"
                )
        if self.lines and not (self.triggers and self.claims):
            raise ValueError("where lines may ask, triggers and claims say for what and for which")
        if not Duration() < self.shown <= LONGEST_SHOWN:
            raise ValueError("shown must be longer than nothing and not longer than PT60M")
        return self


class StepUp(Part):
    """Strong or fresh authentication in the middle of something."""

    worker: WorkerStepUp = WorkerStepUp()
    visitor: VisitorStepUp = VisitorStepUp()


class Groups(Part):
    """Group rooms (R36): where they may be held, and within what."""

    lines: frozenset[Slug] = frozenset()
    least_minutes: int = Field(30, ge=10, le=240, strict=True)
    most_minutes: int = Field(180, ge=10, le=240, strict=True)
    most_seats: int = Field(12, ge=2, le=50, strict=True)
    door_minutes: int = Field(30, ge=0, le=240, strict=True)

    @model_validator(mode="after")
    def _span(self) -> Self:
        if self.least_minutes > self.most_minutes:
            raise ValueError("least_minutes must not be more than most_minutes")
        return self


class Calls(Part):
    """On which lines one may talk by voice or video (R16), and whether addresses may be seen.

    `hidden`: only through our relay. `told`: through the relay where there is one, else directly,
    and both sides are told before that each other's device learns their network address.
    """

    lines: frozenset[Slug] = frozenset()
    kinds: tuple[Literal["voice", "video"], ...] = ("voice", "video")
    addresses: Literal["hidden", "told"] = "hidden"

    @model_validator(mode="after")
    def _voice_first(self) -> Self:
        if "voice" not in self.kinds:
            raise ValueError("kinds must name voice: every call begins with it")
        return self


class Emergency(Part):
    """What is known of where a visitor is when a life is in danger: with `none`, nothing.

    With `sealed` the address is sealed at the start so that only two workers together can open it.
    """

    locator: Literal["none", "sealed"] = "none"
    approvers: Literal[2] = 2
    reasons: tuple[Literal["life_danger"], ...] = ("life_danger",)
    keep: Duration = Duration(hours=24)
    agree_within: Duration = Duration(minutes=15)

    @model_validator(mode="after")
    def _short(self) -> Self:
        if not Duration(hours=1) <= self.keep <= Duration(hours=24):
            raise ValueError("keep must be from PT1H to PT24H")
        if not Duration(minutes=1) <= self.agree_within <= Duration(hours=1):
            raise ValueError("agree_within must be from PT1M to PT1H")
        return self

    @property
    def is_sealed(self) -> bool:
        """Whether an address may be sealed at all."""
        return self.locator == "sealed"


class Audit(Part):
    """The audit log: how long it is kept, how often it is vouched for, whom its head is told.

    `told` names roles. Each of their workers gets a mail a day in which the newest anchor stands:
    whoever rewrites log and anchors cannot reach what lies in their mailboxes.
    """

    keep: Duration = Duration(months=24)
    hold_max: Duration | None = None
    anchor_every: Duration = Duration(hours=1)
    told: tuple[Literal["data_protection_officer", "coordinator", "administrator"], ...] = (
        "data_protection_officer",
    )

    @model_validator(mode="after")
    def _often_enough(self) -> Self:
        if not Duration(hours=1) <= self.anchor_every <= Duration(hours=24):
            raise ValueError("anchor_every must be from PT1H to PT24H")
        return self


class Embed(Part):
    """Whose pages may show a line and its conversation in a frame: of every line, or of one."""

    origins: tuple[Origin, ...] = ()
    lines: dict[Slug, tuple[Origin, ...]] = Field(default_factory=dict)

    def of_line(self, slug: str) -> tuple[str, ...]:
        """Name the origins that may show one line, each once."""
        return tuple(dict.fromkeys((*self.origins, *self.lines.get(slug, ()))))

    @property
    def everywhere(self) -> tuple[str, ...]:
        """Name every origin that may show any line, each once."""
        listed = (origin for origins in self.lines.values() for origin in origins)
        return tuple(dict.fromkeys((*self.origins, *listed)))


class FreshDays(Part):
    """For how many days what somebody made sure of holds, by what it is."""

    contact: int = Field(90, ge=1, le=1_000, strict=True)
    hours: int = Field(90, ge=1, le=1_000, strict=True)
    eligibility: int = Field(365, ge=1, le=1_000, strict=True)
    description: int = Field(365, ge=1, le=1_000, strict=True)


class Links(Part):
    """Whether web addresses of the directory are asked now and then if they still answer."""

    check: bool = Field(False, strict=True)
    at_once: int = Field(60, ge=1, le=500, strict=True)
    every_days: int = Field(30, ge=1, le=365, strict=True)
    broken_after: int = Field(2, ge=1, le=10, strict=True)


class Directory(Part):
    """The directory of services."""

    fresh_days: FreshDays = FreshDays()
    links: Links = Links()
    check_ahead_days: int = Field(14, ge=0, le=60, strict=True)
    suggestions: bool = Field(True, strict=True)
    suggestions_each: int = Field(10, ge=1, le=100, strict=True)
    open_data: bool = Field(True, strict=True)
    packet_minutes: int = Field(5, ge=1, le=30, strict=True)
    worry_minutes: int = Field(60, ge=5, le=240, strict=True)
    night_pack_days: int = Field(30, ge=1, le=180, strict=True)
    guide_months: int = Field(12, ge=1, le=36, strict=True)
    room_days: int = Field(14, ge=1, le=90, strict=True)
    catalogue_hosts: tuple[Host, ...] = ()
    licence: str = Field("CC BY 4.0", min_length=1, max_length=80)
    licence_url: str = Field(
        "https://creativecommons.org/licenses/by/4.0/", pattern=r"^https://[^\s<>\"]+$"
    )


class Imports(Part):
    """What may be read in from elsewhere."""

    max_bytes: int = Field(20_000_000, ge=1_000, le=20_000_000, strict=True)
    https_only: Literal[True] = True
    hosts: tuple[Host, ...] = ()


class Records(Part):
    """What the records of processing need and no other section says (GDPR, article 30)."""

    recipients: Words
    transfers: Words
    security: tuple[Words, ...] = Field(min_length=1)


Professions = dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,31}$")], Words]
LinesBySlug = dict[Slug, LineRule]

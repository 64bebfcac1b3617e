"""The shape of the policy file: every key known, every class of data with purpose and end.

The file is TOML (YAML reads the country code `no` as False). What is wrong is refused with its
place and the reason.
"""

import hashlib
import json
import tomllib
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, PrivateAttr, ValidationError, model_validator

from policies import toml
from policies.appointment_rules import Appointments
from policies.calendar_rules import Calendars
from policies.contradictions import (
    ELSEWHERE,
    LEAST_KEPT,
    LOCATED,
    LOG,
    WITHOUT_CONTENT,
    contradictions,
)
from policies.duration import Duration
from policies.errors import PolicyError
from policies.guard.section import Chat
from policies.outreach_rules import Outreach, Pilots
from policies.parts import Basis, Deed, Part, Start, Subject, Words
from policies.roster_rules import Roster
from policies.sections import (
    Audit,
    Calls,
    ChannelRequest,
    Channels,
    Directory,
    Embed,
    Emergency,
    Groups,
    Imports,
    LinesBySlug,
    Professions,
    Records,
    Scope,
    StepUp,
    WorkerIdentity,
)
from policies.talk_rules import AttachmentKind

__all__ = [
    "LEAST_KEPT",
    "SHIPPED",
    "WITHOUT_CONTENT",
    "Basis",
    "DataClass",
    "Deed",
    "Part",
    "Policy",
    "Retention",
    "Start",
    "Subject",
    "Words",
    "canonical_hash",
    "load",
    "parse",
]

SHIPPED = Path(__file__).with_name("policy.toml")


class Meta(Part):
    """Whose policy this is, since when and by whose word."""

    format: Literal[1]
    name: Words
    controller: str = Field(min_length=1)
    data_protection_officer: str = Field(min_length=1)
    valid_from: date
    approved_by: tuple[str, ...] = ()
    replaces: str = Field("", pattern=r"^([0-9a-f]{64})?$")


class Roles(Part):
    """Which role holds which permissions, `name` or `name:own` or `name:line`."""

    visitor: frozenset[str]
    responder: frozenset[str]
    coordinator: frozenset[str]
    outreach_worker: frozenset[str] = frozenset()
    editor: frozenset[str]
    producer: frozenset[str] = frozenset()
    data_protection_officer: frozenset[str]
    administrator: frozenset[str]
    system: frozenset[str]
    console: frozenset[str]

    @model_validator(mode="after")
    def _scoped(self) -> Self:
        for role in type(self).model_fields:
            names = [one.partition(":") for one in sorted(getattr(self, role))]
            for name, _colon, scope in names:
                if scope not in {"", *Scope}:
                    raise ValueError(f"{role}: {name}:{scope}: no scope is called {scope!r}")
            if len({name for name, _colon, _scope in names}) < len(names):
                raise ValueError(f"{role}: a permission stands there twice, with two scopes")
        return self

    def scopes(self) -> dict[str, dict[str, Scope]]:
        """Give every role with its permissions and how far each reaches, in the file's order."""
        return {
            role: {
                name: Scope(scope or Scope.ORGANISATION)
                for name, _colon, scope in (one.partition(":") for one in getattr(self, role))
            }
            for role in type(self).model_fields
        }

    def grants(self) -> dict[str, frozenset[str]]:
        """Give every role with its permissions, however far they reach, in the file's order."""
        return {role: frozenset(held) for role, held in self.scopes().items()}


class Explained(Words):
    """A permission in words; `content` marks those that let somebody read what a visitor said."""

    content: bool = False


class DataClass(Part):
    """One class of data: what it is, why it is handled and about whom it is."""

    title: Words
    purpose: Words
    basis: Basis
    law: str = ""
    subjects: frozenset[Subject] = frozenset()
    special: bool = Field(False, strict=True)

    @model_validator(mode="after")
    def _about_somebody(self) -> Self:
        if (self.basis is Basis.NOT_PERSONAL) != (not self.subjects):
            raise ValueError(
                'data about nobody have the basis "not_personal" and no subjects, and only they'
            )
        return self


class Retention(Part):
    """How long a class is kept: `keep` counted from `after`, then `action`.

    A legal hold may put the end off by `hold_max` at most, however many holds there are.
    """

    after: Start | None = None
    keep: Duration | None = None
    action: Deed
    hold_max: Duration | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.action is Deed.KEEP and (self.after or self.keep or self.hold_max):
            raise ValueError(
                'what is never due (action "keep") has neither "after" nor "keep" nor "hold_max"'
            )
        if self.action is not Deed.KEEP and (self.after is None or self.keep is None):
            raise ValueError('a rule that deletes needs both "after" and "keep"')
        return self


class Reports(Part):
    """What may leave the house as figures: the small-cell rule."""

    k: int = Field(ge=3, le=100, strict=True)
    sensitive_k: int = Field(ge=3, le=100, strict=True)
    sensitive_topics: frozenset[str] = frozenset()
    closed_periods_only: bool = Field(True, strict=True)
    min_period: Duration = Duration(months=1)
    release_least: int = Field(3, ge=3, le=100, strict=True)
    hour_cost: int = Field(0, ge=0, le=1_000, strict=True)
    population_source: str = Field("", pattern=r"^(https://[^/\s@]+/\S+)?$", max_length=300)

    @model_validator(mode="after")
    def _stricter(self) -> Self:
        if self.sensitive_k < self.k:
            raise ValueError("sensitive_k must not be smaller than k")
        return self


class Notice(Part):
    """What a visitor is told: `first` names the classes of data that the short notice speaks of."""

    first: tuple[str, ...] = Field(min_length=1)


class Policy(Part):
    """The organisation's rules; `hash` names this version beside every decision that is kept."""

    meta: Meta
    roles: Roles
    permissions: dict[str, Explained]
    data_classes: dict[str, DataClass]
    retention: dict[str, Retention]
    reports: Reports
    notice: Notice
    records: Records
    chat: Chat = Chat()
    professions: Professions = Field(default_factory=dict)
    lines: LinesBySlug = Field(default_factory=dict)
    channels: Channels = Channels()
    channel_request: ChannelRequest = ChannelRequest()
    worker_identity: WorkerIdentity = WorkerIdentity()
    stepup: StepUp = StepUp()
    calls: Calls = Calls()
    groups: Groups = Groups()
    appointments: Appointments = Appointments()
    calendars: Calendars = Calendars()
    roster: Roster = Roster()
    outreach: Outreach = Outreach()
    pilots: Pilots = Pilots()
    emergency: Emergency = Emergency()
    embed: Embed = Embed()
    directory: Directory = Directory()
    imports: Imports = Imports()
    audit: Audit = Audit()
    _hash: str = PrivateAttr("")
    _raw: dict[str, Any] = PrivateAttr(default_factory=dict)

    @property
    def hash(self) -> str:
        """SHA-256 of the file's content as canonical JSON; comments and order do not change it."""
        return self._hash

    @property
    def raw(self) -> dict[str, Any]:
        """The file as it was read, a copy that may be changed."""
        return deepcopy(self._raw)

    @property
    def content(self) -> frozenset[str]:
        """Name the permissions that let somebody read or write what a visitor says."""
        return frozenset(name for name, explained in self.permissions.items() if explained.content)

    @property
    def least_shown(self) -> int:
        """Give the least figure that any table shows: the strictest line's, tables hold several."""
        return max([self.reports.k, *(line.k for line in self.lines.values() if line.k)])

    def attachments_on(self, slug: str) -> frozenset[AttachmentKind]:
        """Say what may be sent beside words on a line: what the line says, else what all may."""
        line = self.lines.get(slug)
        own = line.attachments if line else None
        return self.chat.attachments.kinds if own is None else own

    def sealed_on(self, slug: str, own: str) -> bool:
        """Say whether a line seals in the browser: its rule here says so, else its own setting."""
        line = self.lines.get(slug)
        return (line.sealed if line and line.sealed else own) == "required"

    def of_visitors(self) -> list[str]:
        """Name the classes of data about visitors that there may be, in the file's order."""
        unused = set() if self.emergency.is_sealed else {LOCATED}
        return [
            name
            for name, one in self.data_classes.items()
            if Subject.VISITOR in one.subjects and name not in unused
        ]


def parse(text: str) -> Policy:
    """Read a policy. Raises `PolicyError` with one sentence a fault."""
    try:
        raw = toml.read(text)
    except tomllib.TOMLDecodeError as wrong:
        raise PolicyError(f"The file is not TOML: {wrong}.") from wrong
    try:
        policy = Policy.model_validate(raw)
    except ValidationError as wrong:
        raise PolicyError(*(_sentence(dict(fault)) for fault in wrong.errors())) from wrong
    _take_in_from_elsewhere(policy)
    if faults := contradictions(policy):
        raise PolicyError(*faults)
    policy._hash, policy._raw = canonical_hash(raw), raw  # noqa: SLF001  the file as read
    return policy


def _take_in_from_elsewhere(policy: Policy) -> None:
    """Let the sections of the log and of emergencies be the retention rules of their classes."""
    said_twice = [
        f"retention.{name}: how long this is kept stands in [{place}]."
        for name, place in ELSEWHERE.items()
        if name in policy.retention
    ]
    if said_twice:
        raise PolicyError(*said_twice)
    log, emergency = policy.audit, policy.emergency
    policy.retention[LOG] = Retention(
        after=Start.CREATED, keep=log.keep, action=Deed.DELETE, hold_max=log.hold_max
    )
    policy.retention[LOCATED] = Retention(
        after=Start.CREATED, keep=emergency.keep, action=Deed.SHRED
    )


def load(path: Path | None = None) -> Policy:
    """Read the policy at `path`, by default the shipped one. Raises `PolicyError`."""
    try:
        return parse((path or SHIPPED).read_text("utf-8"))
    except OSError as wrong:
        raise PolicyError(f"The policy file cannot be read: {wrong.strerror}.") from wrong
    except UnicodeDecodeError as wrong:
        raise PolicyError("The policy file is not UTF-8 text.") from wrong


def canonical_hash(raw: dict[str, Any]) -> str:
    """Hash a parsed file: JSON with sorted keys and no spaces, SHA-256."""
    text = json.dumps(raw, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _sentence(fault: dict[str, Any]) -> str:
    place = ".".join(str(step) for step in fault["loc"])
    if fault["type"] == "extra_forbidden":
        return f"{place}: this key is not known; check its spelling or take it out."
    if fault["type"] == "missing":
        return f"{place}: this is missing."
    reason = str(fault["msg"]).removeprefix("Value error, ").rstrip(".")
    return f"{place}: {reason[:1].lower()}{reason[1:]}."

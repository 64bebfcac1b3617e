"""The shape of the policy file: every key known, every class of data with purpose and end.

The file is TOML (YAML reads the country code `no` as False). What is wrong is refused with its
place and the reason.
"""

import hashlib
import json
import tomllib
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError, model_validator

from policies.duration import Duration
from policies.errors import PolicyError

SHIPPED = Path(__file__).with_name("policy.toml")

WITHOUT_CONTENT = ("administrator", "editor", "data_protection_officer")
"""Roles that never read a conversation, whatever the file says."""

LEAST_KEPT = {"policies.audit": Duration(months=12)}
"""What may not be kept for less: an audit log that forgets at once audits nothing."""


class Part(BaseModel):
    """The base of every section: an unknown key is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Part):
    """One text in the three languages."""

    fi: str = Field(min_length=1)
    sv: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def say(self, lang: str) -> str:
        """Give the text in `lang`, Finnish for any language that is not ours."""
        return {"sv": self.sv, "en": self.en}.get(lang, self.fi)


class Basis(StrEnum):
    """Why data may be handled: a letter of GDPR article 6(1), or no personal data at all."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal_obligation"
    VITAL_INTERESTS = "vital_interests"
    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTERESTS = "legitimate_interests"
    NOT_PERSONAL = "not_personal"


class Subject(StrEnum):
    """Whom data are about."""

    VISITOR = "visitor"
    WORKER = "worker"


class Start(StrEnum):
    """What starts the clock of a retention rule."""

    CREATED = "created"
    CLOSED = "closed"
    ENDED = "ended"
    EXPIRED = "expired"
    ACCOUNT_CLOSED = "account_closed"
    COUNTED = "counted"


class Deed(StrEnum):
    """What happens in the end: rows go, the key goes before the rows, or nothing is ever due."""

    DELETE = "delete"
    SHRED = "shred"
    KEEP = "keep"


class Meta(Part):
    """Whose policy this is, since when and by whose word."""

    format: Literal[1]
    name: Words
    controller: str = Field(min_length=1)
    data_protection_officer: str = Field(min_length=1)
    valid_from: date
    approved_by: tuple[str, ...] = ()


class Roles(Part):
    """Which role holds which permissions."""

    visitor: frozenset[str]
    responder: frozenset[str]
    coordinator: frozenset[str]
    editor: frozenset[str]
    data_protection_officer: frozenset[str]
    administrator: frozenset[str]
    system: frozenset[str]

    def grants(self) -> dict[str, frozenset[str]]:
        """Give every role with its permissions, in the file's order."""
        return {name: getattr(self, name) for name in type(self).model_fields}


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
    _hash: str = PrivateAttr("")

    @property
    def hash(self) -> str:
        """SHA-256 of the file's content as canonical JSON; comments and order do not change it."""
        return self._hash

    @property
    def content(self) -> frozenset[str]:
        """Name the permissions that let somebody read or write what a visitor says."""
        return frozenset(name for name, explained in self.permissions.items() if explained.content)

    def of_visitors(self) -> list[str]:
        """Name the classes of data that are about visitors, in the file's order."""
        return [name for name, one in self.data_classes.items() if Subject.VISITOR in one.subjects]


def parse(text: str) -> Policy:
    """Read a policy. Raises `PolicyError` with one sentence a fault."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise PolicyError(f"The file is not TOML: {wrong}.") from wrong
    try:
        policy = Policy.model_validate(raw)
    except ValidationError as wrong:
        raise PolicyError(*(_sentence(dict(fault)) for fault in wrong.errors())) from wrong
    _refuse(_contradictions(policy))
    policy._hash = canonical_hash(raw)  # noqa: SLF001  it names the file as read
    return policy


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


def _refuse(faults: list[str]) -> None:
    if faults:
        raise PolicyError(*faults)


def _sentence(fault: dict[str, Any]) -> str:
    place = ".".join(str(step) for step in fault["loc"])
    if fault["type"] == "extra_forbidden":
        return f"{place}: this key is not known; check its spelling or take it out."
    if fault["type"] == "missing":
        return f"{place}: this is missing."
    reason = str(fault["msg"]).removeprefix("Value error, ").rstrip(".")
    return f"{place}: {reason[:1].lower()}{reason[1:]}."


def _contradictions(policy: Policy) -> list[str]:
    """Name what each section allows alone and the whole does not."""
    return [
        *_rules_without_class(policy),
        *_too_short(policy),
        *_readers_who_must_not(policy),
        *_told_of_nothing(policy),
    ]


def _rules_without_class(policy: Policy) -> list[str]:
    classes, rules = set(policy.data_classes), set(policy.retention)
    told = [f"retention.{name}: there is no such data class." for name in sorted(rules - classes)]
    told += [f"data_classes.{name}: it has no retention rule." for name in sorted(classes - rules)]
    for name in sorted(classes & rules):
        personal = policy.data_classes[name].basis is not Basis.NOT_PERSONAL
        if personal and policy.retention[name].action is Deed.KEEP:
            told.append(f"retention.{name}: data about people must have an end.")
    return told


def _too_short(policy: Policy) -> list[str]:
    return [
        f"retention.{name}: it must be kept for at least {least}."
        for name, least in LEAST_KEPT.items()
        if (rule := policy.retention.get(name)) and (rule.keep is None or rule.keep < least)
    ]


def _readers_who_must_not(policy: Policy) -> list[str]:
    grants = policy.roles.grants()
    return [
        f"roles.{role}: it must not hold {name}, which opens the content of conversations."
        for role in WITHOUT_CONTENT
        for name in sorted(grants[role] & policy.content)
    ]


def _told_of_nothing(policy: Policy) -> list[str]:
    return [
        f"notice.first: {name} is no data class about visitors."
        for name in policy.notice.first
        if name not in policy.of_visitors()
    ]

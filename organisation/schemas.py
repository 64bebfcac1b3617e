"""What passes between the organisation room's doors and its deeds."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

Texts = dict[str, str]


@dataclass(frozen=True)
class Identity:
    """Who a provider says this is. `subject` names provider and person, and never changes."""

    subject: str
    email: str = ""
    is_email_verified: bool = False


@dataclass(frozen=True)
class Proof:
    """Whose sign-in it is, and a fresher hash when the stored one was made at an older price."""

    worker_id: UUID
    fresher_hash: str | None = None


@dataclass(frozen=True, kw_only=True)
class Invited:
    """Whom an invitation is for."""

    email: str
    role: str
    name: str = ""
    line_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """What a person says when they accept; who uses a provider has no `password_hash`."""

    name: str
    shown_as: str
    language: str
    password_hash: str | None


@dataclass(frozen=True)
class Member:
    """A worker as the team page shows them."""

    id: UUID
    name: str
    shown_as: str
    email: str
    is_active: bool
    has_password: bool
    roles: tuple[str, ...]
    line_ids: frozenset[UUID]


@dataclass(frozen=True)
class OpenInvitation:
    """An invitation that waits for its person; `is_over` once its week has passed."""

    id: UUID
    email: str
    name: str
    role: str
    invited_by: UUID | None
    expires_at: datetime
    is_over: bool


@dataclass(frozen=True)
class SignedInPlace:
    """One live session of a worker. Nothing is known of the device: nothing is stored."""

    id: UUID
    started_at: datetime
    expires_at: datetime
    is_this: bool


@dataclass(frozen=True, kw_only=True)
class LineDetails:
    """Everything about a line that its page lets a coordinator change."""

    name: Texts
    audience: Texts
    description: Texts
    who_answers: Texts
    is_live: bool
    age_min: int | None
    age_max: int | None
    region_rule: str
    places_each: int
    pilot_ends: date | None
    unit_id: UUID | None = None
    municipalities: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    topics: list[dict[str, str]] = field(default_factory=list)
    hours: list[dict[str, str | int]] = field(default_factory=list)

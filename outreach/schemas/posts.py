"""Posts of a campaign: their states, and the one table of the deeds that lead between them."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from uuid import UUID


class PostState(StrEnum):
    """Where a post stands."""

    DRAFT = "draft"
    REVIEW = "review"
    APPROVED = "approved"
    POSTED = "posted"
    WITHDRAWN = "withdrawn"


class PostDeed(StrEnum):
    """What is done to a post."""

    WRITE = "write"
    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    POST = "post"
    WITHDRAW = "withdraw"


class PostGap(StrEnum):
    """What a post still lacks before it can be approved."""

    TEXT = "text"
    ALT = "alt"
    CHANNEL = "channel"


@dataclass(frozen=True)
class Step:
    """From which states a deed leads to which, and whether it says why."""

    start: frozenset[PostState]
    end: PostState
    needs_reason: bool = False


_DRAFT, _REVIEW, _APPROVED, _POSTED, _WITHDRAWN = PostState

STEPS: dict[PostDeed, Step] = {
    PostDeed.WRITE: Step(frozenset({_DRAFT}), _DRAFT),
    PostDeed.SUBMIT: Step(frozenset({_DRAFT}), _REVIEW),
    PostDeed.RETURN: Step(frozenset({_REVIEW, _APPROVED}), _DRAFT, needs_reason=True),
    PostDeed.APPROVE: Step(frozenset({_REVIEW}), _APPROVED),
    PostDeed.POST: Step(frozenset({_APPROVED}), _POSTED),
    PostDeed.WITHDRAW: Step(
        frozenset({_DRAFT, _REVIEW, _APPROVED, _POSTED}), _WITHDRAWN, needs_reason=True
    ),
}
"""What is said nowhere here cannot happen to a post; withdrawn is the end."""


def deeds_at(state: PostState) -> list[PostDeed]:
    """List what can be done to a post in this state, writing apart."""
    return [
        deed for deed, step in STEPS.items() if deed is not PostDeed.WRITE and state in step.start
    ]


@dataclass(frozen=True, kw_only=True)
class PostPlan:
    """What is told of a post when it is written: texts by language, a day, perhaps an hour.

    `alts` describe the picture, where there is one, to those who do not see it.
    """

    title: str
    texts: dict[str, str]
    channel_id: UUID | None
    link_id: UUID | None
    planned_on: date
    planned_at: time | None
    has_picture: bool
    alts: dict[str, str]


@dataclass(frozen=True)
class StepTold:
    """A step as somebody takes it: `seen` is the post's `sequence` as their page had it."""

    deed: PostDeed
    why: str = ""
    seen: str = ""


@dataclass(frozen=True)
class PostShown:
    """A post as lists and calendars show it."""

    id: UUID
    title: str
    campaign: str
    channel: str
    planned_on: date
    planned_at: time | None
    state: PostState

    @property
    def starts(self) -> str:
        """Say the planned day, and the hour if there is one, in ISO 8601 without a zone."""
        at = f"T{self.planned_at:%H:%M}" if self.planned_at else ""
        return f"{self.planned_on.isoformat()}{at}"

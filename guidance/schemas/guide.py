"""Guides and info bites: closed lists, the way from a draft to readers, and how one is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID


class GuideKind(StrEnum):
    """A guide is a page to read; an info bite is a sentence or two with a picture (R35)."""

    GUIDE = "guide"
    BITE = "bite"


class GuideFor(StrEnum):
    """For whom it is written; the last three are the audiences of the worry tests."""

    EVERYBODY = "everybody"
    YOUTH = "youth"
    PARENTS = "parents"
    YOUNG_ADULTS = "young_adults"


class GuideStatus(StrEnum):
    """Where the newest wording stands; readers may meanwhile have the one before it."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class GuideDeed(StrEnum):
    """What somebody does with a guide."""

    WRITE = "write"
    SEND = "send"
    RETURN = "return"
    PUBLISH = "publish"
    CONFIRM = "confirm"
    WITHDRAW = "withdraw"


LEADS_TO: Mapping[tuple[GuideStatus, GuideDeed], GuideStatus] = MappingProxyType(
    {
        (GuideStatus.DRAFT, GuideDeed.WRITE): GuideStatus.DRAFT,
        (GuideStatus.DRAFT, GuideDeed.SEND): GuideStatus.REVIEW,
        (GuideStatus.DRAFT, GuideDeed.WITHDRAW): GuideStatus.WITHDRAWN,
        (GuideStatus.REVIEW, GuideDeed.WRITE): GuideStatus.DRAFT,
        (GuideStatus.REVIEW, GuideDeed.RETURN): GuideStatus.DRAFT,
        (GuideStatus.REVIEW, GuideDeed.PUBLISH): GuideStatus.PUBLISHED,
        (GuideStatus.REVIEW, GuideDeed.WITHDRAW): GuideStatus.WITHDRAWN,
        (GuideStatus.PUBLISHED, GuideDeed.WRITE): GuideStatus.DRAFT,
        (GuideStatus.PUBLISHED, GuideDeed.CONFIRM): GuideStatus.PUBLISHED,
        (GuideStatus.PUBLISHED, GuideDeed.WITHDRAW): GuideStatus.WITHDRAWN,
        (GuideStatus.WITHDRAWN, GuideDeed.WRITE): GuideStatus.DRAFT,
    }
)
"""Where each deed leads from where; what is not here cannot be done."""

BY_WRITERS = frozenset({GuideDeed.SEND, GuideDeed.WITHDRAW})
BY_REVIEWERS = frozenset({GuideDeed.RETURN, GuideDeed.PUBLISH, GuideDeed.CONFIRM})


class Edition(StrEnum):
    """The wording that is being worked on, and the one that readers have."""

    WORKING = "working"
    SHOWN = "shown"


class GuidePart(StrEnum):
    """What somebody did for a guide."""

    WROTE = "wrote"
    REVIEWED = "reviewed"


class GuideSaid(StrEnum):
    """What is counted of readers: that a page was opened, and whether it helped."""

    OPENED = "opened"
    YES = "yes"
    SOMEWHAT = "somewhat"
    NO = "no"


ANSWERS = frozenset({GuideSaid.YES, GuideSaid.SOMEWHAT, GuideSaid.NO})


@dataclass(frozen=True)
class GuideWords:
    """A guide in one language; `body` is Markdown, `byline` says who wrote it as readers see it."""

    title: str
    lead: str = ""
    body: str = ""
    byline: str = ""
    sources: str = ""


@dataclass(frozen=True)
class GuideDraft:
    """All that the form says."""

    slug: str
    texts: dict[str, GuideWords]
    audience: GuideFor = GuideFor.EVERYBODY
    topics: tuple[str, ...] = ()
    services: tuple[UUID, ...] = ()
    leads_to: UUID | None = None

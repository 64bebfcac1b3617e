"""Guides and info bites: as readers have them, and as they are being written."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, func, select

from core import clock
from core.i18n import LANGUAGES
from guidance.entry import card_of, entries
from guidance.errors import NoSuchGuide
from guidance.guides import finding
from guidance.models import Guide, GuideCount, GuideService, GuideText, GuideWork
from guidance.schemas import (
    Edition,
    GuideFor,
    GuideKind,
    GuidePart,
    GuideSaid,
    GuideStatus,
    GuideWords,
    ServiceCard,
    Status,
    TextStatus,
)
from guidance.search import Filters, find

WORDS = ("title", "lead", "body", "byline", "sources")
SERVICES_BELOW = 4
GUIDES_ABOUT = 3


@dataclass(frozen=True)
class ShownGuide:
    """A guide as readers have it, in one language; `lang` differs where it was not translated."""

    id: UUID
    kind: GuideKind
    slug: str
    lang: str
    words: GuideWords
    topics: tuple[str, ...]
    audience: GuideFor
    leads_to_id: UUID | None
    checked_on: date | None
    is_old: bool


@dataclass
class WorkingGuide:
    """A guide as it is being written, with its wording and standing in each language."""

    guide: Guide
    texts: dict[str, GuideWords] = field(default_factory=dict)
    standing: dict[str, TextStatus] = field(default_factory=dict)
    services: list[UUID] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What it is called on the desk."""
        told = self.texts.get("fi") or next(iter(self.texts.values()), None)
        return told.title if told else self.guide.slug

    @property
    def is_old(self) -> bool:
        """Whether readers have it although its check has run out."""
        until = self.guide.fresh_until
        return until is not None and until < clock.local_day()


def shown_guides(session: Session, lang: str, kind: GuideKind) -> list[ShownGuide]:
    """List what readers have, by title."""
    rows = select(Guide).where(col(Guide.published_at).is_not(None), Guide.kind == kind)
    found = session.exec(rows).all()
    told = _texts(session, [one.id for one in found], Edition.SHOWN)
    shown = [_shown(one, told[one.id], lang) for one in found if told[one.id]]
    return sorted(shown, key=lambda one: one.words.title.casefold())


def shown_guide(session: Session, slug: str, lang: str, kind: GuideKind) -> ShownGuide:
    """Give one that readers have. Raises `NoSuchGuide`."""
    one = session.exec(select(Guide).where(Guide.slug == slug, Guide.kind == kind)).first()
    told = _texts(session, [one.id], Edition.SHOWN)[one.id] if one and one.published_at else {}
    if one is None or not told:
        raise NoSuchGuide
    return _shown(one, told, lang)


def guide_led_to(session: Session, shown: ShownGuide, lang: str) -> ShownGuide | None:
    """Give the guide that an info bite leads to, if readers have it."""
    return next(
        (
            one
            for one in shown_guides(session, lang, GuideKind.GUIDE)
            if one.id == shown.leads_to_id
        ),
        None,
    )


def found_guides(session: Session, text: str, lang: str) -> list[ShownGuide]:
    """Find guides by the words of the directory's search, best first."""
    shown = {one.id: one for one in shown_guides(session, lang, GuideKind.GUIDE)}
    told = _texts(session, shown, Edition.SHOWN)
    said = {
        guide_id: [(code, words, shown[guide_id].topics) for code, (words, _) in texts.items()]
        for guide_id, texts in told.items()
    }
    return [shown[one] for one in finding.found(session, text, said)][:GUIDES_ABOUT]


def guides_about(
    session: Session, topics: Iterable[str], audience: GuideFor, lang: str
) -> list[ShownGuide]:
    """Give guides on any of these topics for an audience, those nearest in topic first."""
    wanted = set(topics)
    near = [
        (len(wanted & set(one.topics)), one)
        for one in shown_guides(session, lang, GuideKind.GUIDE)
        if one.audience in {audience, GuideFor.EVERYBODY}
    ]
    met = sorted((pair for pair in near if pair[0]), key=lambda pair: -pair[0])
    return [one for _shared, one in met][:GUIDES_ABOUT]


def services_of_guide(session: Session, shown: ShownGuide, lang: str) -> list[ServiceCard]:
    """Give the services that a guide names, then those on its topics."""
    ids = dict.fromkeys(_named(session, shown.id))
    if shown.topics and len(ids) < SERVICES_BELOW:
        near = find(session, Filters(), meanings=frozenset(shown.topics), limit=SERVICES_BELOW)
        ids |= dict.fromkeys(near.service_ids)
    read = entries(session, ids).values()
    cards = [card_of(one, lang) for one in read if one.service.status is Status.PUBLISHED]
    return cards[:SERVICES_BELOW]


def working_guide(session: Session, guide_id: UUID) -> WorkingGuide:
    """Give a guide as it is being written. Raises `NoSuchGuide`."""
    found = session.get(Guide, guide_id)
    if found is None:
        raise NoSuchGuide
    return _working(session, [found])[0]


def guides_at_desk(session: Session, organisation_id: UUID | None) -> list[WorkingGuide]:
    """List an organisation's guides: what waits for a reviewer, what grew old, then the rest."""
    rows = select(Guide).where(Guide.organisation_id == organisation_id)
    found = _working(session, list(session.exec(rows).all()))
    return sorted(
        found,
        key=lambda one: (
            one.guide.status is not GuideStatus.REVIEW,
            not one.is_old,
            one.guide.status is GuideStatus.WITHDRAWN,
            one.guide.fresh_until or date.max,
            one.title.casefold(),
        ),
    )


def guide_workers(session: Session, guide_id: UUID) -> dict[GuidePart, list[UUID]]:
    """Tell who wrote in a guide and who reviewed it, the latest first."""
    rows = (
        select(GuideWork).where(GuideWork.guide_id == guide_id).order_by(col(GuideWork.at).desc())
    )
    found: dict[GuidePart, list[UUID]] = {part: [] for part in GuidePart}
    for one in session.exec(rows).all():
        found[one.did].append(one.worker_id)
    return found


def writers_since(session: Session, guide: Guide) -> set[UUID]:
    """Name who wrote in a guide since readers got it last."""
    rows = select(GuideWork).where(GuideWork.guide_id == guide.id, GuideWork.did == GuidePart.WROTE)
    since = guide.published_at
    return {one.worker_id for one in session.exec(rows).all() if since is None or one.at > since}


def guide_counts(
    session: Session, guide_ids: Iterable[UUID], *, since: date
) -> dict[UUID, dict[GuideSaid, int]]:
    """Sum what was counted of guides since a day, that day included."""
    rows = (
        select(GuideCount.guide_id, GuideCount.said, func.sum(GuideCount.n))
        .where(col(GuideCount.guide_id).in_(list(guide_ids)))
        .where(col(GuideCount.day) >= since)
        .group_by(col(GuideCount.guide_id), col(GuideCount.said))
    )
    found: dict[UUID, dict[GuideSaid, int]] = defaultdict(dict)
    for guide_id, said, n in session.exec(rows).all():
        found[guide_id][GuideSaid(said)] = int(n)
    return found


def slug_is_taken(session: Session, slug: str, besides: UUID | None) -> bool:
    """Whether another guide or info bite has an address."""
    held = session.exec(select(Guide.id).where(Guide.slug == slug)).first()
    return held is not None and held != besides


def _shown(one: Guide, told: dict[str, tuple[GuideWords, TextStatus]], lang: str) -> ShownGuide:
    code = lang if lang in told else "fi" if "fi" in told else next(iter(told))
    return ShownGuide(
        one.id,
        one.kind,
        one.slug,
        code,
        told[code][0],
        tuple(one.topics),
        one.audience,
        one.leads_to_id,
        one.checked_on,
        is_old=one.fresh_until is not None and one.fresh_until < clock.local_day(),
    )


def _working(session: Session, guides: list[Guide]) -> list[WorkingGuide]:
    told = _texts(session, [one.id for one in guides], Edition.WORKING)
    return [
        WorkingGuide(
            one,
            {lang: told[one.id][lang][0] for lang in LANGUAGES if lang in told[one.id]},
            {lang: told[one.id][lang][1] for lang in LANGUAGES if lang in told[one.id]},
            _named(session, one.id),
        )
        for one in guides
    ]


def _texts(
    session: Session, guide_ids: Iterable[UUID], edition: Edition
) -> dict[UUID, dict[str, tuple[GuideWords, TextStatus]]]:
    rows = select(GuideText).where(
        col(GuideText.guide_id).in_(list(guide_ids)), GuideText.edition == edition
    )
    found: dict[UUID, dict[str, tuple[GuideWords, TextStatus]]] = defaultdict(dict)
    for one in session.exec(rows).all():
        words = GuideWords(**{name: getattr(one, name) for name in WORDS})
        found[one.guide_id][one.lang] = (words, one.status)
    return found


def _named(session: Session, guide_id: UUID) -> list[UUID]:
    rows = (
        select(GuideService.service_id)
        .where(GuideService.guide_id == guide_id)
        .order_by(col(GuideService.position))
    )
    return list(session.exec(rows).all())

"""Writing guides and info bites, and bringing them to readers by another's eyes."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, col, delete, select

from core import clock
from core.db import add_up
from guidance import queries
from guidance.errors import CannotBeDone, NameTaken, OwnWork, WrittenMeanwhile
from guidance.models import Guide, GuideCount, GuideService, GuideText, GuideWork
from guidance.queries import WorkingGuide
from guidance.schemas import (
    LEADS_TO,
    Edition,
    GuideDeed,
    GuideDraft,
    GuideKind,
    GuidePart,
    GuideSaid,
    GuideStatus,
    GuideWords,
    TextStatus,
)
from policies.queries import policy

ORIGINAL = "fi"
MONTHS = 12


def begin_guide(
    session: Session, organisation_id: UUID, writer_id: UUID, kind: GuideKind, draft: GuideDraft
) -> Guide:
    """Begin a guide or an info bite. Raises `NameTaken`."""
    guide = Guide(organisation_id=organisation_id, kind=kind, slug=draft.slug, revision=0)
    _refuse_taken(session, draft.slug, None)
    session.add(guide)
    session.flush()
    _write(session, WorkingGuide(guide), writer_id, draft)
    return guide


def write_guide(
    session: Session, working: WorkingGuide, writer_id: UUID, draft: GuideDraft, *, revision: int
) -> None:
    """Write a guide anew; readers keep what they have until this was reviewed.

    Raises `WrittenMeanwhile` when `revision` is not the newest, `NameTaken`.
    """
    _hold(session, working.guide, revision)
    _refuse_taken(session, draft.slug, working.guide.id)
    _write(session, working, writer_id, draft)


def move_guide(
    session: Session, guide: Guide, worker_id: UUID, deed: GuideDeed, *, revision: int
) -> None:
    """Send a guide to review, give it back, publish, confirm or withdraw it.

    What goes out is the wording that was read: raises `WrittenMeanwhile` when `revision` is not the
    newest, `CannotBeDone` where `LEADS_TO` does not lead, `OwnWork` for what one wrote oneself.
    """
    _hold(session, guide, revision)
    status = _led(guide.status, deed)
    if deed is GuideDeed.PUBLISH:
        if worker_id in queries.writers_since(session, guide):
            raise OwnWork
        _show(session, guide)
    if deed in {GuideDeed.PUBLISH, GuideDeed.CONFIRM}:
        _trust(session, guide, worker_id)
    if deed is GuideDeed.WITHDRAW:
        _hide(session, guide)
    guide.status = status
    session.add(guide)


def count_guide(session: Session, guide_id: UUID, said: GuideSaid) -> None:
    """Count that a guide was opened, or what somebody said of it."""
    add_up(session, GuideCount, {"day": clock.local_day(), "guide_id": guide_id, "said": said})


def months_later(day: date, months: int) -> date:
    """Give the day some months later, or the last of a month that is too short for it."""
    year, month = divmod(day.month - 1 + months, MONTHS)
    first = date(day.year + year, month + 1, 1)
    return first.replace(day=min(day.day, (clock.next_month(first) - first).days))


def _hold(session: Session, guide: Guide, revision: int) -> None:
    """Hold a guide until the transaction ends, if nobody saved since `revision` was seen."""
    session.flush()
    session.refresh(guide, with_for_update=True)
    if guide.revision != revision:
        raise WrittenMeanwhile


def _led(status: GuideStatus, deed: GuideDeed) -> GuideStatus:
    found = LEADS_TO.get((status, deed))
    if found is None:
        raise CannotBeDone
    return found


def _refuse_taken(session: Session, slug: str, besides: UUID | None) -> None:
    if queries.slug_is_taken(session, slug, besides):
        raise NameTaken


def _write(session: Session, working: WorkingGuide, writer_id: UUID, draft: GuideDraft) -> None:
    guide = working.guide
    guide.status = _led(guide.status, GuideDeed.WRITE)
    guide.slug, guide.audience, guide.topics = draft.slug, draft.audience, list(draft.topics)
    guide.leads_to_id = draft.leads_to
    guide.revision += 1
    guide.changed_at = clock.now()
    session.add(guide)
    _write_texts(session, working, draft.texts)
    session.exec(delete(GuideService).where(col(GuideService.guide_id) == guide.id))
    session.add_all(
        GuideService(guide_id=guide.id, service_id=one, position=position)
        for position, one in enumerate(dict.fromkeys(draft.services))
    )
    _note(session, guide.id, writer_id, GuidePart.WROTE)
    session.flush()


def _write_texts(session: Session, working: WorkingGuide, texts: dict[str, GuideWords]) -> None:
    _drop(session, working.guide.id, Edition.WORKING)
    before = working.texts
    has_news = ORIGINAL in before and before[ORIGINAL] != texts.get(ORIGINAL)
    session.add_all(
        GuideText(
            guide_id=working.guide.id,
            edition=Edition.WORKING,
            lang=lang,
            status=_standing(working, lang, words, has_news=has_news),
            **vars(words),
        )
        for lang, words in texts.items()
    )


def _standing(working: WorkingGuide, lang: str, words: GuideWords, *, has_news: bool) -> TextStatus:
    """Tell where a wording stands: a translation is stale once its original changed alone."""
    if lang == ORIGINAL:
        return TextStatus.ORIGINAL
    if working.texts.get(lang) != words:
        return TextStatus.HUMAN
    return TextStatus.STALE if has_news else working.standing[lang]


def _show(session: Session, guide: Guide) -> None:
    """Give readers the wording that was reviewed; a stale translation stays with the writers."""
    _drop(session, guide.id, Edition.SHOWN)
    working = session.exec(
        select(GuideText).where(
            GuideText.guide_id == guide.id, GuideText.edition == Edition.WORKING
        )
    ).all()
    session.add_all(
        GuideText(**{**one.model_dump(), "edition": Edition.SHOWN})
        for one in working
        if one.status is not TextStatus.STALE
    )
    guide.published_at = clock.now()


def _hide(session: Session, guide: Guide) -> None:
    _drop(session, guide.id, Edition.SHOWN)
    guide.published_at = guide.fresh_until = None


def _trust(session: Session, guide: Guide, worker_id: UUID) -> None:
    guide.checked_on = clock.local_day()
    guide.fresh_until = months_later(guide.checked_on, policy().directory.guide_months)
    _note(session, guide.id, worker_id, GuidePart.REVIEWED)


def _drop(session: Session, guide_id: UUID, edition: Edition) -> None:
    session.exec(
        delete(GuideText).where(
            col(GuideText.guide_id) == guide_id, col(GuideText.edition) == edition
        )
    )
    session.flush()


def _note(session: Session, guide_id: UUID, worker_id: UUID, did: GuidePart) -> None:
    """Note who did something, once for each: only the last time counts."""
    known = select(GuideWork).where(
        GuideWork.guide_id == guide_id, GuideWork.worker_id == worker_id, GuideWork.did == did
    )
    work = session.exec(known).first() or GuideWork(guide_id=guide_id, worker_id=worker_id, did=did)
    work.at = clock.now()
    session.add(work)

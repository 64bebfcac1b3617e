"""Writing parts of an entry anew: texts, areas, hours."""

from uuid import UUID

from sqlmodel import Session, col, delete, select

from guidance.actions.draft import Names
from guidance.entry import row_of
from guidance.hours import Period
from guidance.models import Hours, Municipality, ServiceArea, ServiceText
from guidance.said import PARTS, Text
from guidance.schemas import TextStatus

ORIGINAL = "fi"


def write_texts(session: Session, service_id: UUID, texts: dict[str, Text]) -> None:
    """Replace the texts of a service.

    A translation that stays as it was while its original changed is stale from then on.
    """
    known = select(ServiceText).where(ServiceText.service_id == service_id)
    before = {one.lang: (_words(one), one.status) for one in session.exec(known).all()}
    session.exec(delete(ServiceText).where(col(ServiceText.service_id) == service_id))
    has_news = ORIGINAL in before and before[ORIGINAL][0] != vars(texts.get(ORIGINAL, Text("")))
    session.add_all(
        ServiceText(
            service_id=service_id,
            lang=lang,
            status=_status(lang, text, before.get(lang), has_news=has_news),
            **vars(text),
        )
        for lang, text in texts.items()
    )
    session.flush()


def _words(text: ServiceText) -> dict[str, str]:
    return {name: getattr(text, name) for name in PARTS}


def _status(
    lang: str, text: Text, before: tuple[dict[str, str], TextStatus] | None, *, has_news: bool
) -> TextStatus:
    if lang == ORIGINAL:
        return TextStatus.ORIGINAL
    if before is None or before[0] != vars(text):
        return TextStatus.HUMAN
    return TextStatus.STALE if has_news else before[1]


def write_areas(session: Session, service_id: UUID, names: Names) -> None:
    """Replace the municipalities that a service serves, learning those that are new."""
    session.exec(delete(ServiceArea).where(col(ServiceArea.service_id) == service_id))
    known = set(session.exec(select(Municipality.code)).all())
    session.add_all(
        Municipality(code=code, name=name) for code, name in names.items() if code not in known
    )
    session.flush()
    session.add_all(ServiceArea(service_id=service_id, municipality=code) for code in names)
    session.flush()


def write_hours(session: Session, periods: tuple[Period, ...], *, service_id: UUID) -> None:
    """Replace the hours of a service; those of its channels stay."""
    own = col(Hours.service_id) == service_id, col(Hours.channel_id).is_(None)
    session.exec(delete(Hours).where(*own))
    session.add_all(row_of(one, service_id=service_id) for one in periods)
    session.flush()

"""Writing parts of an entry anew: texts, areas, hours."""

from uuid import UUID

from sqlmodel import Session, col, delete, select

from guidance.actions.draft import Names, Text
from guidance.entry import row_of
from guidance.hours import Period
from guidance.models import Hours, Municipality, ServiceArea, ServiceText


def write_texts(session: Session, service_id: UUID, texts: dict[str, Text]) -> None:
    """Replace the texts of a service."""
    session.exec(delete(ServiceText).where(col(ServiceText.service_id) == service_id))
    session.add_all(
        ServiceText(service_id=service_id, lang=lang, **vars(text)) for lang, text in texts.items()
    )
    session.flush()


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


def write_hours(
    session: Session,
    periods: tuple[Period, ...],
    *,
    service_id: UUID | None = None,
    channel_id: UUID | None = None,
) -> None:
    """Replace the hours of a service, of a channel, or of a channel for one service."""
    session.exec(
        delete(Hours).where(
            col(Hours.service_id).is_not_distinct_from(service_id),
            col(Hours.channel_id).is_not_distinct_from(channel_id),
        )
    )
    rows = [row_of(one, service_id=service_id, channel_id=channel_id) for one in periods]
    session.add_all(rows)
    session.flush()

"""What a line's responders have ready, kept by those who may."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session, select

from chat.errors import NoSuchText
from chat.models import LineText
from chat.schemas.closing import LineTextKind

if TYPE_CHECKING:
    from organisation.models import Line


def keep_text(  # noqa: PLR0913  the columns of one text
    session: Session,
    line: "Line",
    kind: LineTextKind,
    key: str,
    *,
    text: dict[str, str],
    phone: str = "",
    position: int = 0,
) -> None:
    """Keep a text; the same kind and word again replaces the earlier one."""
    known = session.exec(
        select(LineText).where(
            LineText.line_id == line.id, LineText.kind == kind, LineText.key == key
        )
    ).first()
    kept = known or LineText(line_id=line.id, kind=kind, key=key, text=text)
    kept.text, kept.phone, kept.position = text, phone, position
    session.add(kept)


def drop_text(session: Session, line: "Line", text_id: UUID) -> None:
    """Take a text away. Raises `NoSuchText`."""
    found = session.get(LineText, text_id)
    if found is None or found.line_id != line.id:
        raise NoSuchText
    session.delete(found)

"""What a line has ready: replies, the safety protocol, partners."""

from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from chat.models import LineText
from chat.schemas.closing import LineTextKind
from core.i18n import pick
from policies.queries import policy


def line_texts(session: Session, line_id: UUID, kind: LineTextKind | None = None) -> list[LineText]:
    """List a line's texts in their order."""
    wanted = select(LineText).where(LineText.line_id == line_id)
    if kind is not None:
        wanted = wanted.where(LineText.kind == kind)
    ordered = wanted.order_by(col(LineText.kind), col(LineText.position), col(LineText.key))
    return list(session.exec(ordered).all())


def partner_keys(session: Session, line_id: UUID) -> set[str]:
    """Name the partners that a line's conversations may be said to be shared with."""
    return {one.key for one in line_texts(session, line_id, LineTextKind.PARTNER)}


def protocol(session: Session, line_id: UUID, lang: str | None) -> list[dict[str, str]]:
    """Give the steps when somebody may be in danger: the line's own, else the policy's (R21)."""
    own = line_texts(session, line_id, LineTextKind.STEP)
    if own:
        return [{"key": one.key, "text": pick(one.text, lang), "phone": one.phone} for one in own]
    return [
        {"key": one.key, "text": one.say(lang or "fi"), "phone": one.phone}
        for one in policy().chat.safeguarding.steps
    ]


def ready(session: Session, line_id: UUID, lang: str | None) -> dict[str, Any]:
    """Give a line's replies and partners as the desk uses them."""
    texts = line_texts(session, line_id)

    def of(kind: LineTextKind) -> list[dict[str, str]]:
        return [{"key": o.key, "text": pick(o.text, lang)} for o in texts if o.kind == kind]

    return {"replies": of(LineTextKind.REPLY), "partners": of(LineTextKind.PARTNER)}

"""Reads about return codes: whether there is one, until when, and with whom one has talked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session, col, select

from chat.models import Conversation, ReturnCode, Visit
from organisation.queries import shown_names
from policies.queries import policy
from scheduling.queries import next_duty

CODE = "chat.return_code"


if TYPE_CHECKING:
    from organisation.models import Line


@dataclass(frozen=True)
class Earlier:
    """Who talked with the visitor last: their shown name, and when their next duty is promised."""

    name: str
    next_on: datetime | None


def gives_codes() -> bool:
    """Whether the policy gives return codes."""
    return policy().chat.returning.enabled


def salt_of(line: "Line") -> str:
    """Give what makes the same words something else on every line: ids, which never change."""
    return f"{line.organisation_id}|{line.id}|v1"


def has_code(session: Session, conversation_id: UUID) -> bool:
    """Whether a conversation has a return code."""
    own = select(ReturnCode.conversation_id).where(ReturnCode.conversation_id == conversation_id)
    return session.exec(own).first() is not None


def ends_at(conversation: Conversation) -> datetime | None:
    """Give the moment at which a code of this conversation dies; None while it is going on."""
    keep = policy().retention[CODE].keep
    return keep.after(conversation.closed_at) if keep and conversation.closed_at else None


def last_responders(session: Session, conversation_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Name by conversation the worker who talked in its latest earlier visit."""
    found = session.exec(
        select(Visit.conversation_id, Visit.responder_id)
        .where(
            col(Visit.conversation_id).in_(list(conversation_ids)),
            col(Visit.responder_id).is_not(None),
        )
        .order_by(col(Visit.closed_at))
    ).all()
    return {conversation_id: worker for conversation_id, worker in found if worker}


def earlier(session: Session, conversation: Conversation) -> Earlier | None:
    """Say who talked with the visitor last and when they are next on; None when nobody did."""
    worker_id = conversation.responder_id or last_responders(session, [conversation.id]).get(
        conversation.id
    )
    if worker_id is None:
        return None
    name = shown_names(session, [worker_id]).get(worker_id, "")
    return Earlier(name, next_duty(session, worker_id, conversation.line_id)) if name else None

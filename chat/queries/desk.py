"""What a responder's desk shows."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlmodel import Session, col, select

from chat.models import Conversation
from chat.schemas import State
from chat.transcript import stamp
from core import clock
from core.i18n import pick
from core.identity import Actor
from organisation.queries import lines
from scheduling.queries import opening

if TYPE_CHECKING:
    from organisation.models import Line

from chat.queries.conversations import nickname_of, topic_name


def desk_view(session: Session, actor: Actor, code: str | None = None) -> dict[str, Any]:
    """Give what a responder's desk shows, in the page's language or in `code`.

    The queues of their lines and their own conversations.
    """
    own = session.exec(
        select(Conversation)
        .where(
            Conversation.responder_id == actor.id,
            col(Conversation.state).in_([State.OPEN, State.CLOSED]),
        )
        .where((Conversation.state == State.OPEN) | _to_be_classified())
        .order_by(col(Conversation.state) == State.CLOSED, col(Conversation.opened_at))
    ).all()
    waiting = session.exec(
        select(Conversation)
        .where(
            col(Conversation.line_id).in_(list(actor.lines)), Conversation.state == State.WAITING
        )
        .order_by(col(Conversation.started_at))
    ).all()
    found = {one.id: one for one in lines(session)}
    return {
        "queue": [_row(one, found, code) for one in waiting],
        "own": [_row(one, found, code) for one in own],
        "lines": [
            _line_row(session, found[line_id], actor, code)
            for line_id in actor.lines
            if line_id in found
        ],
        "now": stamp(clock.now()),
    }


def _to_be_classified() -> Any:
    return (
        (col(Conversation.state) == State.CLOSED)
        & col(Conversation.outcome).is_(None)
        & ~col(Conversation.is_misuse)
    )


def _line_row(session: Session, line: "Line", actor: Actor, code: str | None) -> dict[str, Any]:
    state = opening(session, line)
    return {
        "line_id": str(line.id),
        "name": pick(line.name, code),
        "is_open": state.is_open,
        "am_on_duty": actor.id in state.on_duty,
        "on_duty": len(state.on_duty),
        "places_each": line.places_each,
    }


def _row(conversation: Conversation, found: dict[UUID, "Line"], code: str | None) -> dict[str, Any]:
    line = found.get(conversation.line_id)
    return {
        "conversation_id": str(conversation.id),
        "line_id": str(conversation.line_id),
        "line": pick(line.name, code) if line else "",
        "topic": topic_name(line, conversation.topic, code) if line else "",
        "municipality": line.municipalities[0] if line and line.municipalities else "",
        "nickname": nickname_of(conversation),
        "language": conversation.language,
        "state": str(conversation.state),
        "last_seq": conversation.last_seq,
        "started_at": stamp(conversation.started_at),
        "opened_at": stamp(conversation.opened_at) if conversation.opened_at else None,
        "unanswered_since": stamp(conversation.unanswered_since)
        if conversation.unanswered_since
        else None,
    }

"""What a responder's desk shows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlmodel import Session, col, func, select

from chat.models import Conversation
from chat.queries.opening import opening
from chat.schemas import State
from chat.transcript import stamp, voice_of
from core import clock, dates
from core.house import house
from core.i18n import pick
from core.identity import Actor
from organisation.queries import lines, shown_names
from policies.queries import policy

if TYPE_CHECKING:
    from organisation.models import Line

from chat.queries.closings import coverage
from chat.queries.conversations import nickname_of, topic_name
from chat.queries.knowing import by_acquaintance
from chat.queries.places import brake_until, hands
from chat.queries.queue import in_order
from chat.queries.safety import flagged_of
from chat.queries.sealing import line_key_view, seals, with_line_box
from chat.queries.together import here_in, part_of

SHOWN = 50


def desk_view(session: Session, actor: Actor, code: str | None = None) -> dict[str, Any]:
    """Give what a responder's desk shows, in the page's language or in `code`.

    The queues of their lines and their own conversations.
    """
    own = session.exec(
        select(Conversation)
        .where(_is_at_the_desk_of(actor))
        .order_by(col(Conversation.state) == State.CLOSED, col(Conversation.opened_at))
    ).all()
    waiting = sorted(
        (one for line_id in actor.lines for one in _first_waiting(session, line_id)),
        key=lambda one: (-one.priority, one.started_at),
    )
    found = {one.id: one for one in lines(session)}
    queue, known = by_acquaintance(session, actor, waiting, found)
    flagged = flagged_of(session, [one.id for one in own])
    given = with_line_box(session, [one.id for one in waiting if one.is_sealed])
    line_rows = [
        _line_row(session, found[line_id], actor, code)
        for line_id in actor.lines
        if line_id in found
    ]
    return {
        "queue": [
            _row(one, found, code)
            | {"talked_with": known.get(one.id), "has_key": not one.is_sealed or one.id in given}
            for one in queue
        ],
        "waiting": _count_waiting(session, actor),
        "own": [_own_row(session, one, found, actor, code) | _marks(one, flagged) for one in own],
        "lines": line_rows,
        "load": _load(session, actor, line_rows),
        "silence": _silence(),
        "coverage": coverage(session, responder_id=actor.id),
        "me": shown_names(session, [actor.id]).get(actor.id, "") if actor.id else "",
        "now": stamp(clock.now()),
    }


def _load(session: Session, actor: Actor, line_rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Say how full one's hands are, and whether one takes more."""
    until = brake_until(session, actor.id)
    return {
        "open": hands(session, actor.id),
        "most": max((row["places_each"] for row in line_rows if row["am_on_duty"]), default=0),
        "brake_until": stamp(until) if until else None,
    }


def _silence() -> dict[str, int]:
    """Give the minutes after which the desk says that somebody is quiet; nobody is cut off."""
    rules = policy().chat.desk
    return {
        "visitor": rules.visitor_silent.in_minutes,
        "responder": rules.responder_silent.in_minutes,
    }


def _own_row(
    session: Session,
    conversation: Conversation,
    found: dict[UUID, "Line"],
    actor: Actor,
    code: str | None,
) -> dict[str, Any]:
    """Give a row with what one is in that conversation, and one's sign there."""
    return {
        **_row(conversation, found, code),
        "part": part_of(session, conversation, actor.id),
        "voice": voice_of(conversation.id, actor.id),
    }


def _is_at_the_desk_of(actor: Actor) -> Any:
    """One's own that are open or to be classified, and those that one has been let into."""
    is_open = col(Conversation.state) == State.OPEN
    mine = col(Conversation.responder_id) == actor.id
    let_into = is_open & col(Conversation.id).in_(here_in(actor.id))
    return (mine & (is_open | _to_be_classified())) | let_into


def _first_waiting(session: Session, line_id: UUID) -> Sequence[Conversation]:
    """Give the first of a line's queue: nobody takes the four hundredth, and each costs a key."""
    return session.exec(
        select(Conversation)
        .where(Conversation.line_id == line_id, Conversation.state == State.WAITING)
        .order_by(*in_order())
        .limit(SHOWN)
    ).all()


def _count_waiting(session: Session, actor: Actor) -> int:
    waiting = select(func.count()).where(
        col(Conversation.line_id).in_(list(actor.lines)), Conversation.state == State.WAITING
    )
    return session.exec(waiting).one()


def _to_be_classified() -> Any:
    return (
        (col(Conversation.state) == State.CLOSED)
        & col(Conversation.outcome).is_(None)
        & col(Conversation.asked_at).is_(None)
        & ~col(Conversation.is_misuse)
    )


def _line_row(session: Session, line: "Line", actor: Actor, code: str | None) -> dict[str, Any]:
    state = opening(session, line)
    return {
        "line_id": str(line.id),
        "name": pick(line.name, code),
        "is_open": state.is_open or state.is_closing,
        "is_sealed": seals(line),
        "key": line_key_view(session, line.id),
        "am_on_duty": actor.id in state.on_duty,
        "on_duty": len(state.on_duty),
        "places_each": line.places_each,
        "closes": dates.clock_time(state.closes_at) if state.closes_at else "",
    }


def _marks(one: Conversation, flagged: set[UUID]) -> dict[str, Any]:
    """Say when it ended, and whether one is worried for the visitor."""
    closed_at = stamp(one.closed_at) if one.closed_at else None
    return {"closed_at": closed_at, "is_flagged": one.id in flagged}


def _row(conversation: Conversation, found: dict[UUID, "Line"], code: str | None) -> dict[str, Any]:
    line = found.get(conversation.line_id)
    return {
        "conversation_id": str(conversation.id),
        "line_id": str(conversation.line_id),
        "line": pick(line.name, code) if line else "",
        "topic": topic_name(line, conversation.topic, code) if line else "",
        "municipality": line.municipalities[0] if line and line.municipalities else "",
        "nickname": nickname_of(conversation),
        "is_sealed": conversation.is_sealed,
        "language": conversation.language,
        "state": str(conversation.state),
        "here": house().live.is_here(conversation.id),
        "last_seq": conversation.last_seq,
        "started_at": stamp(conversation.started_at),
        "opened_at": stamp(conversation.opened_at) if conversation.opened_at else None,
        "unanswered_since": stamp(conversation.unanswered_since)
        if conversation.unanswered_since
        else None,
    }

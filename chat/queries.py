"""Reads of the chat room."""

import base64
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import url_for
from sqlmodel import Session, col, func, select

from chat.bodies import from_rest, key_of
from chat.errors import ConversationIsClosed
from chat.estimate import Wait, mean_length, wait
from chat.models import Conversation
from chat.schemas import State
from chat.transcript import stamp
from core import clock
from core.i18n import pick
from core.identity import Actor
from organisation.queries import line as line_by_id
from organisation.queries import lines, shown_names
from scheduling.queries import opening

if TYPE_CHECKING:
    from organisation.models import Line

MEASURED_CONVERSATIONS = 30


@dataclass(frozen=True)
class Queue:
    """A line's waiting room at one moment: who waits, and what there is to serve them with."""

    waiting: tuple[UUID, ...]
    places: int
    taken: int
    length: float

    def place_of(self, conversation_id: UUID) -> int:
        """Give the place in the queue, from 1; 0 when it waits no longer."""
        return self.waiting.index(conversation_id) + 1 if conversation_id in self.waiting else 0

    def wait_of(self, place: int) -> Wait:
        """Estimate the wait of whoever stands at `place`."""
        return wait(place, places=self.places, taken=self.taken, length=self.length)


def queue_of(session: Session, line: "Line") -> Queue:
    """Look at a line's waiting room."""
    waiting = session.exec(
        select(Conversation.id)
        .where(Conversation.line_id == line.id, Conversation.state == State.WAITING)
        .order_by(col(Conversation.started_at), col(Conversation.id))
    ).all()
    taken = session.exec(
        select(func.count()).where(
            Conversation.line_id == line.id, Conversation.state == State.OPEN
        )
    ).one()
    on_duty = opening(session, line).on_duty
    return Queue(
        tuple(waiting),
        len(on_duty) * line.places_each,
        taken,
        mean_length(_measured(session, line.id)),
    )


def _measured(session: Session, line_id: UUID) -> list[float]:
    """Give the lengths of the last conversations in minutes."""
    ended = session.exec(
        select(Conversation.opened_at, Conversation.closed_at)
        .where(
            Conversation.line_id == line_id,
            Conversation.state == State.CLOSED,
            ~col(Conversation.is_misuse),
        )
        .order_by(col(Conversation.closed_at).desc())
        .limit(MEASURED_CONVERSATIONS)
    ).all()
    return [(closed - opened).total_seconds() / 60 for opened, closed in ended if opened and closed]


def waiting_view(queue: Queue, conversation_id: UUID) -> dict[str, Any]:
    """Give what a waiting visitor is told (`docs/protocol.md`, `waiting`)."""
    place = queue.place_of(conversation_id)
    estimate = queue.wait_of(place) if place else Wait(None, None)
    return {"place": place, "low": estimate.low, "high": estimate.high}


def conversation_view(session: Session, conversation: Conversation) -> dict[str, Any]:
    """Give the state of a conversation as either side sees it (`docs/protocol.md`, `state`)."""
    names = shown_names(session, [conversation.responder_id]) if conversation.responder_id else {}
    return {
        "conversation_id": str(conversation.id),
        "state": str(conversation.state),
        "last_seq": conversation.last_seq,
        "responder": names.get(conversation.responder_id) if conversation.responder_id else None,
        "ended_by": conversation.ended_by,
    }


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


def nickname_of(conversation: Conversation) -> dict[str, str] | None:
    """Give the nickname's envelope, or None when there is none or its key is gone."""
    if conversation.nickname is None:
        return None
    try:
        kept = from_rest(
            key_of(conversation.id), conversation.id, conversation.id, conversation.nickname
        )
    except ConversationIsClosed:
        return None
    return {"alg": "plain/1", "body": base64.b64encode(kept).decode()}


def topic_name(line: "Line", key: str | None, lang: str | None = None) -> str:
    """Give a topic's name in a language; "" for none."""
    return next((pick(topic, lang) for topic in line.topics if topic.get("key") == key), "")


def line_of(session: Session, conversation: Conversation) -> "Line":
    """Give the line a conversation was on."""
    return line_by_id(session, conversation.line_id)


@dataclass(frozen=True)
class LineCard:
    """A line as the home page and its own page show it; texts in the page's language."""

    slug: str
    name: str
    audience: str
    hours_text: str
    state: str
    pill_text: str
    state_text: str
    ages_text: str
    url: str


def line_cards(session: Session) -> list[LineCard]:
    """List the live lines with their state, those that are open first."""
    return sorted(
        (line_card(session, one) for one in lines(session)), key=lambda card: card.state != "open"
    )


def line_card(session: Session, line: "Line") -> LineCard:
    """Describe a line in the page's language."""
    from chat import words  # noqa: PLC0415  words stand above queries

    state = opening(session, line)
    return LineCard(
        slug=line.slug,
        name=pick(line.name),
        audience=pick(line.audience),
        hours_text=words.hours(line),
        state="open" if state.is_open else "closed",
        pill_text=words.pill(state),
        state_text=words.state(state),
        ages_text=words.ages(line),
        url=url_for("chat.line", slug=line.slug),
    )


def wait_text(queue: Queue, closes_at: datetime | None) -> str:
    """Say how long somebody who comes now would wait."""
    from chat import words  # noqa: PLC0415

    return words.wait(queue.wait_of(len(queue.waiting) + 1), closes_at)

"""Contact requests: which wait for an answer, since when, and what was promised (R32)."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlmodel import Session, col, func, select

from chat.models import Conversation
from chat.queries.conversations import topic_name
from chat.schemas import State
from chat.schemas.requests import Asked, Standing
from core import clock
from core.identity import Actor
from core.workdays import working_days_after
from organisation.queries import lines
from policies.queries import policy

if TYPE_CHECKING:
    from organisation.models import Line

REQUEST_STATES = (State.ASKED, State.ANSWERED)


def takes_requests(line: "Line") -> bool:
    """Whether a line takes contact requests: the policy says so, for all or for this one.

    One that has ended takes them only as long as somebody is there to answer.
    """
    if is_left(line):
        return False
    own = policy().lines.get(line.slug)
    said = own.contact_requests if own else None
    return policy().chat.contact_requests.enabled if said is None else said


def is_left(line: "Line") -> bool:
    """Whether a line has ended so long ago that nobody answers there any more."""
    return line.has_ended(clock.local_day(policy().pilots.answered_for.before(clock.now())))


def promised_by(asked: datetime) -> datetime:
    """Give the end of the working day by which an answer is promised."""
    days = policy().chat.contact_requests.answer_within_days
    last = working_days_after(clock.local_day(asked), days)
    return clock.day_starts(last + timedelta(days=1))


def last_day_if_asked_now() -> date:
    """Give the last day of the promise to somebody who writes today."""
    return clock.local_day(promised_by(clock.now())) - timedelta(days=1)


def last_day(conversation: Conversation) -> date:
    """Give the last day on which an answer to what waits now keeps the promise."""
    since = conversation.unanswered_since or conversation.started_at
    return clock.local_day(promised_by(since)) - timedelta(days=1)


def requests_of(session: Session, actor: Actor) -> list[Asked]:
    """List the requests on one's lines that wait for an answer and are nobody's or one's own."""
    found = {line.id: line for line in lines(session)}
    rows = session.exec(
        select(Conversation)
        .where(
            col(Conversation.line_id).in_(list(actor.lines)),
            col(Conversation.state).in_(REQUEST_STATES),
            (col(Conversation.responder_id) == actor.id)
            | (
                col(Conversation.responder_id).is_(None)
                & col(Conversation.unanswered_since).is_not(None)
            ),
        )
        .order_by(col(Conversation.unanswered_since).nulls_last(), col(Conversation.asked_at))
    ).all()
    return [_asked(one, found[one.line_id], actor) for one in rows if one.line_id in found]


def _asked(one: Conversation, line: "Line", actor: Actor) -> Asked:
    waits = one.unanswered_since
    since = waits or one.answered_at or one.started_at
    due = promised_by(since)
    return Asked(
        id=one.id,
        line=line.name,
        topic=topic_name(line, one.topic),
        since=since,
        last_day=clock.local_day(due) - timedelta(days=1),
        is_late=waits is not None and due <= clock.now(),
        is_new=waits is not None,
        is_mine=one.responder_id == actor.id,
    )


def standings(session: Session) -> list[Standing]:
    """Say by line how many contact requests wait, how many too long, and how many were answered."""
    return [_standing(session, line) for line in lines(session) if takes_requests(line)]


def _standing(session: Session, line: "Line") -> Standing:
    waits = session.exec(
        select(Conversation.unanswered_since).where(
            Conversation.line_id == line.id,
            col(Conversation.state).in_(REQUEST_STATES),
            col(Conversation.unanswered_since).is_not(None),
        )
    ).all()
    since = sorted(one for one in waits if one)
    answered = select(func.count()).where(
        Conversation.line_id == line.id, col(Conversation.answered_at).is_not(None)
    )
    return Standing(
        line=line.name,
        unanswered=len(since),
        late=sum(promised_by(one) <= clock.now() for one in since),
        longest=since[0] if since else None,
        answered=session.exec(answered).one(),
    )

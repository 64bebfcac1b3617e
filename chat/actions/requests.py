"""Contact requests for oneself: words left for later, answered in the same thread (R32).

The visitor stays as unknown as in a conversation: what they wrote is its first message, and the
return code is how they read the answer. `asked → answered → closed`, or `left` when it never was
answered; never `open`, so that requests are counted apart from conversations (R7).
"""

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from chat import messages
from chat.access import access_conversation
from chat.actions.conversation import end
from chat.actions.sealing import forget_box
from chat.bodies import at_rest
from chat.errors import AlreadyTaken, NoContactRequests, WroteNothing
from chat.events import ContactRequested
from chat.models import Conversation, Message
from chat.queries.conversations import has_said_something
from chat.queries.requests import REQUEST_STATES, takes_requests
from chat.schemas import Envelope, State
from core import clock
from core.events import record
from core.house import house
from core.identity import Actor
from organisation.queries import line as line_by_id
from policies.queries import policy

if TYPE_CHECKING:
    from organisation.models import Line

LAPSED = "silence"


def ask(
    session: Session,
    line: "Line",
    *,
    nickname: str,
    topic: str | None,
    language: str,
    is_sealed: bool = False,
) -> Conversation:
    """Open a thread for a contact request; its words follow. Raises `NoContactRequests`."""
    if not takes_requests(line):
        raise NoContactRequests
    at = clock.now()
    asked = Conversation(
        id=uuid4(),
        line_id=line.id,
        state=State.ASKED,
        is_sealed=is_sealed,
        topic=topic if any(one.get("key") == topic for one in line.topics) else None,
        language=language,
        started_at=at,
        asked_at=at,
        policy_hash=policy().hash,
    )
    key = house().keys.create(asked.id)
    if nickname and not is_sealed:  # sealed, it comes with the key
        asked.nickname = at_rest(key, asked.id, asked.id, nickname.encode())
    session.add(asked)
    session.flush()
    record(session, ContactRequested(line_id=line.id))
    return asked


def write_first(session: Session, visitor: Actor, asked: Conversation, sealed: Envelope) -> None:
    """Add the words of a request, as the visitor's first message."""
    messages.post(session, visitor, asked.id, uuid4(), sealed)


def leave_as_request(session: Session, visitor: Actor) -> None:
    """Make a request of what somebody wrote in a queue in which nobody came to them.

    Raises `NoSuchConversation`, `NoContactRequests`, `WroteNothing`; asked twice, it is one.
    """
    conversation = access_conversation(session, visitor, visitor.id or UUID(int=0))
    if conversation.state in REQUEST_STATES:
        return
    if not takes_requests(line_by_id(session, conversation.line_id)):
        raise NoContactRequests
    if not has_said_something(session, conversation.id):
        raise WroteNothing
    at = clock.now()
    moved = session.connection().execute(
        update(Conversation)
        .where(col(Conversation.id) == conversation.id, col(Conversation.state) == State.LEFT)
        .values(state=State.ASKED, asked_at=at, unanswered_since=at, closed_at=None, ended_by=None)
    )
    if moved.rowcount == 1:
        record(session, ContactRequested(line_id=conversation.line_id))


def take_request(session: Session, actor: Actor, conversation: Conversation) -> None:
    """Take a request to answer it: one of many who try succeeds. Raises `AlreadyTaken`."""
    taken = session.connection().execute(
        update(Conversation)
        .where(
            col(Conversation.id) == conversation.id,
            col(Conversation.state).in_(REQUEST_STATES),
            col(Conversation.responder_id).is_(None) | (col(Conversation.responder_id) == actor.id),
        )
        .values(responder_id=actor.id)
    )
    if taken.rowcount != 1:
        raise AlreadyTaken


def put_back(session: Session, actor: Actor, conversation: Conversation) -> None:
    """Leave a request to a colleague; what has been answered stays."""
    session.connection().execute(
        update(Conversation)
        .where(
            col(Conversation.id) == conversation.id,
            col(Conversation.state).in_(REQUEST_STATES),
            col(Conversation.responder_id) == actor.id,
        )
        .values(responder_id=None)
    )
    forget_box(session, conversation.id, actor.known_id)


def lapse(session: Session) -> int:
    """End the requests in which nothing has been said for as long as the policy keeps them."""
    before = policy().chat.contact_requests.ends_after.before(clock.now())
    last = func.max(col(Message.sent_at))
    quiet = session.exec(
        select(Message.conversation_id)
        .join(Conversation, col(Conversation.id) == col(Message.conversation_id))
        .where(col(Conversation.state).in_(REQUEST_STATES))
        .group_by(col(Message.conversation_id))
        .having(last < before)
    ).all()
    started = col(Conversation.started_at) < before
    never = session.exec(
        select(Conversation.id).where(
            col(Conversation.state).in_(REQUEST_STATES), Conversation.last_seq == 0, started
        )
    ).all()
    for conversation_id in (*quiet, *never):
        conversation = session.get(Conversation, conversation_id)
        if conversation:
            end(session, conversation, by=LAPSED)
    return len(quiet) + len(never)

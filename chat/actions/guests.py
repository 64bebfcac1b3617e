"""The receiving service's worker in the same chat: invited by a link, let in by the visitor.

Whoever holds the link must be signed in as a worker of this house, and the visitor says yes before
a word is seen. A guest reads and writes; everything else stays with the responder, because a
guest's grants reach this one conversation only, as one of its owners (`chat.access.about`).
"""

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col

from chat.access import HAND_OVER, JOIN
from chat.actions.rooms import drop_link
from chat.actions.together import add_once, answer_until, named, needs_keys, own_open
from chat.errors import NoSuchColleague, NoSuchInvitation, SwitchedOff
from chat.events import RoomChanged
from chat.models import Conversation, GuestLink, Participant
from chat.schemas import State
from chat.schemas.together import Because, RoomPart
from core import clock
from core.events import record
from core.identity import Actor
from organisation.queries import responders_of
from policies.actions import audit
from policies.queries import policy


def make_link(session: Session, actor: Actor, conversation_id: UUID) -> tuple[str, datetime]:
    """Make the one link into one's conversation; gives its token, kept nowhere, and its end.

    An earlier link is dead at once. Raises `NoSuchConversation`, `ConversationIsClosed`,
    `SwitchedOff`.
    """
    conversation = own_open(session, actor, conversation_id)
    rules = policy().chat.together
    if not rules.has_guests:
        raise SwitchedOff
    drop_link(session, conversation.id)
    token, until = secrets.token_urlsafe(32), rules.guest_link_within.after(clock.now())
    session.add(
        GuestLink(
            conversation_id=conversation.id,
            token_hash=_hashed(token),
            made_by=actor.id,  # type: ignore[arg-type]
            expires_at=until,
        )
    )
    audit(session, actor, HAND_OVER.name, named(conversation), reason="guest: link made")
    return token, until


def use_link(session: Session, actor: Actor, token: str) -> UUID:
    """Turn a link into an invitation of the actor's, to be answered like any other; gives its id.

    Raises `NoSuchInvitation` for a link that is wrong, used, too old or over with its
    conversation, all alike; `NoSuchColleague` for the line's own team, which is asked at the desk
    (the link stays good then), `NoWorkerKey`, `AlreadyAsked`.
    """
    conversation, made_by = _taken(session, token)
    if actor.id in {made_by, *responders_of(session, conversation.line_id)}:
        raise NoSuchColleague
    needs_keys(session, conversation, actor.known_id)
    asked = Participant(
        conversation_id=conversation.id,
        worker_id=actor.id,  # type: ignore[arg-type]
        part=RoomPart.GUEST,
        because=Because.NEXT_SERVICE,
        asked_by=made_by,
        expires_at=answer_until(),
    )
    add_once(session, asked)
    audit(session, actor, JOIN.name, named(conversation), reason="guest: link used")
    record(
        session, RoomChanged(conversation_id=conversation.id, workers=(asked.worker_id, made_by))
    )
    return asked.id


def _taken(session: Session, token: str) -> tuple[Conversation, UUID]:
    """Take a link away in one statement, so that of two who use it one does."""
    taken = session.connection().execute(
        delete(GuestLink)
        .where(col(GuestLink.token_hash) == _hashed(token), col(GuestLink.expires_at) > clock.now())
        .returning(col(GuestLink.conversation_id), col(GuestLink.made_by))
    )
    link = taken.first()
    conversation = session.get(Conversation, link.conversation_id) if link else None
    if link is None or conversation is None or conversation.state != State.OPEN:
        raise NoSuchInvitation
    if conversation.responder_id != link.made_by:
        raise NoSuchInvitation  # handed over in the meantime: whoever goes on asks anew
    return conversation, link.made_by


def drop_old_links(session: Session) -> None:
    """Forget the links that nobody has used in time."""
    session.connection().execute(delete(GuestLink).where(col(GuestLink.expires_at) <= clock.now()))


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

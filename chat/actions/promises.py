"""The third way out of an open conversation at the end of a duty: to go on at a time.

Only with somebody who has a return code: without it nobody could come back to the same thread.
"""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from chat.access import HAND_OVER
from chat.actions.conversation import close
from chat.actions.rooms import drop_promise
from chat.actions.together import named, own_open
from chat.errors import NoReturnCodes
from chat.models import Promise
from chat.queries.returning import CODE, has_code
from core import clock
from core.errors import BadInput
from core.identity import Actor
from policies.actions import audit
from policies.queries import policy


def promise(session: Session, actor: Actor, conversation_id: UUID, at: datetime) -> None:
    """End the visit with the promise to go on with the visitor at a time.

    Raises `NoSuchConversation`, `ConversationIsClosed`, `NoReturnCodes` when the visitor has none,
    `BadInput` for a time that is past, or after which the code would be dead.
    """
    conversation = own_open(session, actor, conversation_id)
    if not has_code(session, conversation.id):
        raise NoReturnCodes
    keep = policy().retention[CODE].keep
    if at <= clock.now() or (keep and at >= keep.after(clock.now())):
        raise BadInput
    drop_promise(session, conversation.id)
    session.add(Promise(conversation_id=conversation.id, worker_id=actor.known_id, at=at))
    audit(session, actor, HAND_OVER.name, named(conversation), reason="promised to go on")
    close(session, actor, conversation)

"""What hangs on a duty in the chat goes along when somebody else takes it over."""

from sqlmodel import Session, col, select, update

from chat.models import Conversation, Promise
from scheduling.handing_on import HandedOn, when_handed_on


@when_handed_on
def promises_follow(session: Session, handed: HandedOn) -> None:
    """Let whoever takes a duty over also keep what was promised for its time on that line.

    A duty that nobody takes leaves the promise with the one who gave it.
    """
    if handed.to_worker_id is None:
        return
    of_line = select(Conversation.id).where(Conversation.line_id == handed.line_id)
    session.exec(
        update(Promise)
        .where(
            col(Promise.worker_id) == handed.from_worker_id,
            col(Promise.at) >= handed.starts_at,
            col(Promise.at) < handed.ends_at,
            col(Promise.conversation_id).in_(of_line),
        )
        .values(worker_id=handed.to_worker_id)
        .execution_options(synchronize_session=False)
    )

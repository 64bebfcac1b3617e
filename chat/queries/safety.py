"""The safeguarding flag as those may see it who work with it."""

from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from chat.models import Conversation, Flag, FlagStep
from chat.queries.line_texts import protocol
from chat.transcript import stamp
from organisation.queries import names


def flag_of(session: Session, conversation_id: UUID) -> Flag | None:
    """Give a conversation's flag, or None."""
    return session.exec(select(Flag).where(Flag.conversation_id == conversation_id)).first()


def flagged_of(session: Session, conversation_ids: list[UUID]) -> set[UUID]:
    """Name those of these conversations in which somebody is worried for the visitor."""
    raised = select(Flag.conversation_id).where(col(Flag.conversation_id).in_(conversation_ids))
    return {one for one in session.exec(raised).all() if one}


def steps_taken(session: Session, flag_id: UUID) -> list[FlagStep]:
    """List the steps that have been taken, in the order they were."""
    taken = select(FlagStep).where(FlagStep.flag_id == flag_id)
    return list(session.exec(taken.order_by(col(FlagStep.done_at))).all())


def safety_view(session: Session, conversation: Conversation, lang: str | None) -> dict[str, Any]:
    """Give the protocol of a conversation's line, with who took which step when."""
    flag = flag_of(session, conversation.id)
    taken = {one.step: one for one in (steps_taken(session, flag.id) if flag else ())}
    known = names(session, [one.done_by for one in taken.values()])
    return {
        "raised_at": stamp(flag.raised_at) if flag else None,
        "steps": [
            {
                **step,
                "done_at": stamp(taken[step["key"]].done_at) if step["key"] in taken else None,
                "done_by": known.get(taken[step["key"]].done_by, "")
                if step["key"] in taken
                else "",
            }
            for step in protocol(session, conversation.line_id, lang)
        ],
    }

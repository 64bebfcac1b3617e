"""The handover sheet: written before a conversation is given on, read once, then gone."""

import base64
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlmodel import Session, col, select

from chat.actions.sealing import require_sealed
from chat.actions.together import own_open
from chat.bodies import at_rest, from_rest, key_of
from chat.models import HandoverSheet
from chat.schemas import Envelope
from chat.transcript import stamp
from core.identity import Actor
from organisation.queries import names


def write_sheet(session: Session, actor: Actor, conversation_id: UUID, sealed: Envelope) -> None:
    """Write the sheet of one's conversation; a new one takes the place of the old.

    Raises `NoSuchConversation`, `ConversationIsClosed`, `TooLong` above 8 kB, `MustBeSealed`.
    """
    body = sealed.raw
    require_sealed(own_open(session, actor, conversation_id), sealed.alg)
    tear_up(session, conversation_id)
    sheet_id = uuid4()
    sheet = HandoverSheet(
        id=sheet_id,
        conversation_id=conversation_id,
        written_by=actor.known_id,
        alg=sealed.alg,
        body=at_rest(key_of(conversation_id), conversation_id, sheet_id, body),
    )
    session.add(sheet)


def sheet_of(session: Session, actor: Actor, conversation_id: UUID) -> dict[str, Any] | None:
    """Give the sheet that somebody else left for the responder of now; None when there is none.

    Raises `NoSuchConversation`, `ConversationIsClosed`.
    """
    own_open(session, actor, conversation_id)
    found = session.exec(
        select(HandoverSheet).where(HandoverSheet.conversation_id == conversation_id)
    ).first()
    if found is None or found.written_by == actor.id:
        return None
    plain = from_rest(key_of(conversation_id), conversation_id, found.id, found.body)
    return {
        "name": names(session, [found.written_by]).get(found.written_by, ""),
        "at": stamp(found.written_at),
        "sealed": {"alg": found.alg, "body": base64.b64encode(plain).decode()},
    }


def sheet_read(session: Session, actor: Actor, conversation_id: UUID) -> None:
    """Tear up a sheet that has been read. Raises `NoSuchConversation`, `ConversationIsClosed`."""
    own_open(session, actor, conversation_id)
    session.connection().execute(
        delete(HandoverSheet).where(
            col(HandoverSheet.conversation_id) == conversation_id,
            col(HandoverSheet.written_by) != actor.id,
        )
    )


def tear_up(session: Session, conversation_id: UUID) -> None:
    """Delete the sheet of a conversation, read or not."""
    session.connection().execute(
        delete(HandoverSheet).where(col(HandoverSheet.conversation_id) == conversation_id)
    )


def tear_up_older(session: Session, before: datetime) -> int:
    """Delete the sheets that nobody has read in time; gives how many."""
    done = session.connection().execute(
        delete(HandoverSheet).where(col(HandoverSheet.written_at) < before)
    )
    return done.rowcount

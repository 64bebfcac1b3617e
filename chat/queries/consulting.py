"""Reads of consultations."""

import base64
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from chat.bodies import from_rest, key_of
from chat.models import Consultant, Consultation, Conversation, Note
from chat.queries.professions import choices_by_profession, rows_with_professions
from chat.schemas import State
from chat.transcript import stamp
from core.i18n import pick
from core.identity import Actor
from organisation.queries import line as line_by_id
from organisation.queries import names, responders_in, worker_keys
from scheduling.queries import on_duty

MOST_NOTES = 200


def open_beside(session: Session, conversation_id: UUID) -> Consultation | None:
    """Find the consultation that is open beside a conversation."""
    found = select(Consultation).where(
        Consultation.conversation_id == conversation_id, col(Consultation.closed_at).is_(None)
    )
    return session.exec(found).first()


def members(session: Session, thread: Consultation) -> list[UUID]:
    """Name who reads a consultation: the conversation's responder of now, and who was asked."""
    asked = session.exec(
        select(Consultant.worker_id).where(Consultant.consultation_id == thread.id)
    ).all()
    responder = session.exec(
        select(Conversation.responder_id).where(Conversation.id == thread.conversation_id)
    ).first()
    return list(dict.fromkeys(one for one in (responder, *asked) if one))


def consultations_of(session: Session, worker_id: UUID | None) -> list[Consultation]:
    """List the open consultations that a worker reads."""
    asked = select(Consultant.consultation_id).where(Consultant.worker_id == worker_id)
    own = select(Conversation.id).where(
        Conversation.responder_id == worker_id, Conversation.state == State.OPEN
    )
    found = select(Consultation).where(
        col(Consultation.closed_at).is_(None),
        col(Consultation.id).in_(asked) | col(Consultation.conversation_id).in_(own),
    )
    return list(session.exec(found.order_by(col(Consultation.opened_at))).all())


def consultations_view(session: Session, actor: Actor, lang: str) -> list[dict[str, Any]]:
    """Give a worker's consultations; which conversation it is only its responder is told."""
    return [_row(session, one, actor.id, lang) for one in consultations_of(session, actor.id)]


def _row(
    session: Session, thread: Consultation, worker_id: UUID | None, lang: str
) -> dict[str, Any]:
    conversation = session.get_one(Conversation, thread.conversation_id)
    is_mine = conversation.responder_id == worker_id
    people = members(session, thread)
    called = names(session, people)
    return {
        "consultation_id": str(thread.id),
        "conversation_id": str(conversation.id) if is_mine else None,
        "line": pick(line_by_id(session, conversation.line_id).name, lang),
        "people": [called[one] for one in people if one in called],
        "last_seq": thread.last_seq,
        "key": _key_for(session, thread, worker_id, is_mine=is_mine),
        "opened_at": stamp(thread.opened_at),
    }


def _key_for(
    session: Session, thread: Consultation, worker_id: UUID | None, *, is_mine: bool
) -> dict[str, str] | None:
    """Give what opens a sealed thread: under the conversation's key, or sealed to the worker."""
    if thread.wrapped is None:
        return None
    asked = select(Consultant).where(
        Consultant.consultation_id == thread.id, Consultant.worker_id == worker_id
    )
    mine = None if is_mine else session.exec(asked).first()
    kept = mine.box if mine and mine.box else thread.wrapped
    opened = from_rest(key_of(thread.id), thread.id, thread.id, kept)
    return {"wrapped" if is_mine else "box": base64.b64encode(opened).decode()}


def consultants_view(
    session: Session, actor: Actor, conversation: Conversation, lang: str
) -> dict[str, list[dict[str, Any]]]:
    """List whom a responder may ask for advice: the organisation's responders, the line's first.

    By profession it says whom to ask who needs, say, a nurse (R20). Beside a sealed conversation
    only those can be asked who have keys.
    """
    team = [one for one in responders_in(session, actor.organisation_id) if one != actor.id]
    keys = worker_keys(session, team)
    if conversation.is_sealed:
        team = [one for one in team if one in keys]
    called, on = names(session, team), set(on_duty(session, conversation.line_id))
    rows = [
        {
            "worker_id": str(one),
            "name": called.get(one, ""),
            "on_duty": one in on,
            "public": base64.b64encode(keys[one].sealing_public).decode() if one in keys else None,
        }
        for one in team
    ]
    rows.sort(key=lambda row: (not row["on_duty"], row["name"]))
    return {
        "consultants": rows_with_professions(session, rows, lang),
        "professions": choices_by_profession(session, team, conversation.line_id, lang),
    }


def notes_since(session: Session, thread: Consultation, after: int) -> list[dict[str, Any]]:
    """Give the notes after a number, in order. Raises `ConversationIsClosed` without the key."""
    if thread.last_seq <= after:
        return []
    key = key_of(thread.id)
    found = session.exec(
        select(Note)
        .where(Note.consultation_id == thread.id, Note.seq > after)
        .order_by(col(Note.seq))
        .limit(MOST_NOTES)
    ).all()
    called = names(session, {one.worker_id for one in found})
    return [
        {
            "consultation_id": str(thread.id),
            "seq": one.seq,
            "name": called.get(one.worker_id, ""),
            "worker_id": str(one.worker_id),
            "client_id": str(one.client_id),
            "sealed": {
                "alg": one.alg,
                "body": base64.b64encode(
                    from_rest(key, thread.id, one.client_id, one.body)
                ).decode(),
            },
            "at": stamp(one.sent_at),
        }
        for one in found
    ]

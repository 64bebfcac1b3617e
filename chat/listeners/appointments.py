"""A booked time that belongs to a conversation is a promise to go on in it then."""

from uuid import UUID

from sqlmodel import Session

from chat.actions.rooms import drop_promise
from chat.models import Conversation, Promise
from chat.queries.returning import has_code
from core.db import transaction
from core.events import listens
from core.identity import Kind, actor_here
from scheduling.events import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentChanged,
    AppointmentMoved,
)
from scheduling.threads import thread_by


@thread_by
def own_thread(session: Session, line_id: UUID) -> UUID | None:
    """Give the visitor's conversation on the line if it has a return code to go on with."""
    here = actor_here(Kind.VISITOR)
    found = session.get(Conversation, here.id) if here.id else None
    if found is None or found.line_id != line_id or not has_code(session, found.id):
        return None
    return found.id


@listens(AppointmentBooked)
def promise_the_time(booked: AppointmentBooked) -> None:
    """Promise to go on at the booked time."""
    _promise(booked)


@listens(AppointmentMoved)
def promise_the_other_time(moved: AppointmentMoved) -> None:
    """Promise to go on at the time to which it moved, with whoever keeps it now."""
    _promise(moved)


def _promise(happened: AppointmentChanged) -> None:
    if happened.thread_id is None:
        return
    with transaction() as session:
        if session.get(Conversation, happened.thread_id) is None:
            return
        drop_promise(session, happened.thread_id)
        session.add(
            Promise(
                conversation_id=happened.thread_id,
                worker_id=happened.worker_id,
                at=happened.starts_at,
            )
        )


@listens(AppointmentCancelled)
def take_the_promise_back(happened: AppointmentCancelled) -> None:
    """Promise nothing for a time that was cancelled."""
    if happened.thread_id is not None:
        with transaction() as session:
            drop_promise(session, happened.thread_id)

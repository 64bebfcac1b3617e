"""How requests for somebody else go: key and words when they are done, the row by its age."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlmodel import Session, col

from chat.models import NamedRequest
from policies.retention import Due, Ids, RetentionTask, in_parts, rows

WORDS = "chat.named_request"


def _done(session: Session, before: datetime) -> list[Due]:
    """Find requests that have been done and still have their words."""
    found = session.connection().execute(
        select(col(NamedRequest.id), col(NamedRequest.done_at)).where(
            col(NamedRequest.done_at) < before, col(NamedRequest.body).is_not(None)
        )
    )
    return [Due(request_id, done) for request_id, done in found if done]


def _forget(session: Session, ids: Ids) -> int:
    gone = 0
    for some in in_parts(ids):
        unsaid = update(NamedRequest).where(
            col(NamedRequest.id).in_(some), col(NamedRequest.body).is_not(None)
        )
        gone += session.connection().execute(unsaid.values(body=None)).rowcount
    return gone


def _held(session: Session) -> int:
    told = select(func.count()).where(col(NamedRequest.body).is_not(None))
    return int(session.connection().execute(told).scalar_one())


def _own_keys(_session: Session, ids: Ids) -> list[UUID]:
    return list(ids)


_rows = rows("chat.named_request_fact", NamedRequest, since=col(NamedRequest.asked_at))

NAMED = (
    RetentionTask(data_class=WORDS, find=_done, purge=_forget, keys=_own_keys, held=_held),
    replace(_rows, keys=_own_keys, takes=(WORDS,)),
)

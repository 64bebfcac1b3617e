"""Contact requests for somebody else: which wait, since when, and what one of them says (R32)."""

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import Session, col, func, select

from chat.bodies import from_rest, key_of
from chat.errors import NoSuchNamedRequest
from chat.models import NamedRequest
from chat.queries.requests import is_left, promised_by
from chat.schemas.named import NamedRow, NamedStanding, Relation, Worry
from core import clock
from core.identity import Actor
from organisation.queries import lines
from policies.queries import policy

if TYPE_CHECKING:
    from organisation.models import Line


def takes_named(line: "Line") -> bool:
    """Whether one may ask for somebody else on a line: the policy says so, for all or for this."""
    if is_left(line):
        return False
    own = policy().lines.get(line.slug)
    said = own.for_somebody_else if own else None
    return policy().chat.contact_requests.for_somebody_else if said is None else said


def is_free(asked: NamedRequest) -> bool:
    """Whether a colleague may take it: nobody has, or whoever has let the promised time pass."""
    if asked.done_at is not None:
        return False
    return asked.taken_at is None or promised_by(asked.taken_at) <= clock.now()


def named_of(session: Session, actor: Actor) -> list[NamedRow]:
    """List what may be taken on one's lines and what one has taken, the longest wait first."""
    found = {line.id: line for line in lines(session)}
    rows = session.exec(
        select(NamedRequest)
        .where(col(NamedRequest.line_id).in_(list(actor.lines)))
        .where(
            col(NamedRequest.done_at).is_(None)
            | ((col(NamedRequest.taken_by) == actor.id) & col(NamedRequest.body).is_not(None))
        )
        .order_by(col(NamedRequest.done_at).is_not(None), col(NamedRequest.asked_at))
    ).all()
    return [
        _row(one, found[one.line_id], actor)
        for one in rows
        if one.line_id in found and (one.taken_by == actor.id or is_free(one))
    ]


def _row(one: NamedRequest, line: "Line", actor: Actor) -> NamedRow:
    due = promised_by(one.asked_at)
    return NamedRow(
        id=one.id,
        line=line.name,
        since=one.asked_at,
        last_day=clock.local_day(due) - timedelta(days=1),
        is_late=one.done_at is None and due <= clock.now(),
        is_mine=one.taken_by == actor.id,
        is_free=is_free(one),
        is_done=one.done_at is not None,
    )


def worry_of(asked: NamedRequest) -> Worry:
    """Open what the requester wrote. Raises `NoSuchNamedRequest` once its words have gone."""
    if asked.body is None:
        raise NoSuchNamedRequest
    said = json.loads(from_rest(key_of(asked.id), asked.id, asked.id, asked.body))
    return Worry(**said | {"relation": Relation(said["relation"])})


def named_standings(session: Session) -> list[NamedStanding]:
    """Say by line how many wait, how many too long, and how many of those still kept are done."""
    return [_standing(session, line) for line in lines(session) if takes_named(line)]


def _standing(session: Session, line: "Line") -> NamedStanding:
    own = select(NamedRequest.asked_at).where(
        NamedRequest.line_id == line.id, col(NamedRequest.done_at).is_(None)
    )
    since = sorted(session.exec(own).all())
    done = select(func.count()).where(
        NamedRequest.line_id == line.id, col(NamedRequest.done_at).is_not(None)
    )
    return NamedStanding(
        line=line.name,
        waiting=len(since),
        late=sum(promised_by(one) <= clock.now() for one in since),
        longest=since[0] if since else None,
        done=session.exec(done).one(),
    )

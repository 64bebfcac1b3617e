"""Contact requests for somebody else: a named person worries, a responder contacts them (R32).

Nothing of the young person is asked. What the requester wrote is sealed under a key of its own;
only the responder who has taken the request opens it.
"""

import hmac
import json
import re
import secrets
from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from chat.bodies import at_rest
from chat.errors import NoContactRequests, NoSuchReference, RequestMoved
from chat.models import NamedRequest
from chat.queries.named import is_free, takes_named
from chat.schemas.named import Done, Worry
from core import clock
from core.crypto import derive
from core.house import house
from core.identity import Actor, Kind
from policies.actions import audit

if TYPE_CHECKING:
    from uuid import UUID

    from organisation.models import Line

REFERENCE_DIGITS = 12
"""40 bits: read out over a telephone; what they open is only a deletion, behind a limiter."""


def ask_for_another(session: Session, line: "Line", worry: Worry, *, once: str = "") -> str:
    """Keep a request; gives its reference number, which is kept nowhere.

    `once` names the page it was written on: sent twice, it is kept once and has the same number.
    Raises `NoContactRequests`.
    """
    if not takes_named(line):
        raise NoContactRequests
    number = _number(once or secrets.token_hex(16), worry)
    if _with_number(session, line, number) is None:
        _keep(session, line, worry, number)
    return " ".join(number[start : start + 4] for start in range(0, REFERENCE_DIGITS, 4))


def _keep(session: Session, line: "Line", worry: Worry, number: str) -> None:
    request_id = uuid4()
    key = house().keys.create(request_id)
    session.add(
        NamedRequest(
            id=request_id,
            line_id=line.id,
            asked_at=clock.now(),
            reference_hash=_hashed(number),
            body=at_rest(key, request_id, request_id, json.dumps(asdict(worry)).encode()),
        )
    )


def delete_by_reference(session: Session, line: "Line", number: str) -> None:
    """Delete a request for good, its key first. Raises `NoSuchReference`, whatever is wrong."""
    found = _with_number(session, line, re.sub(r"\D", "", number))
    if found is None:
        raise NoSuchReference
    house().keys.destroy([found.id])
    session.connection().execute(delete(NamedRequest).where(col(NamedRequest.id) == found.id))
    session.expunge(found)
    audit(session, Actor(kind=Kind.VISITOR), "chat.erase", "named_request", reason="own wish")


def take_named(session: Session, actor: Actor, asked: NamedRequest) -> None:
    """Take a request that is nobody's or has lain too long: one of many who try succeeds.

    Raises `RequestMoved`.
    """
    if asked.taken_by == actor.id and asked.done_at is None:
        return
    if not is_free(asked):
        raise RequestMoved
    _move(session, asked.id, asked.taken_by, taken_by=actor.id, taken_at=clock.now())


def put_named_back(session: Session, actor: Actor, asked: NamedRequest) -> None:
    """Leave a request to a colleague. Raises `RequestMoved` once it is done or another's."""
    _move(session, asked.id, actor.id, taken_by=None, taken_at=None)


def finish_named(session: Session, actor: Actor, asked: NamedRequest, how: Done) -> None:
    """Say how a request was done; its time to be kept begins. Raises `RequestMoved`."""
    _move(session, asked.id, actor.id, done_at=clock.now(), done_how=how)


def _move(session: Session, request_id: "UUID", held_by: "UUID | None", **values: object) -> None:
    """Change a request that is not done and still held as it was seen."""
    holder = col(NamedRequest.taken_by)
    moved = session.connection().execute(
        update(NamedRequest)
        .where(
            col(NamedRequest.id) == request_id,
            col(NamedRequest.done_at).is_(None),
            holder.is_(None) if held_by is None else holder == held_by,
        )
        .values(**values)
    )
    if moved.rowcount != 1:
        raise RequestMoved


def _with_number(session: Session, line: "Line", number: str) -> NamedRequest | None:
    return session.exec(
        select(NamedRequest).where(
            NamedRequest.reference_hash == _hashed(number), NamedRequest.line_id == line.id
        )
    ).first()


def _number(once: str, worry: Worry) -> str:
    """Make a number of the page and of what was written: other words are another request."""
    key = derive(house().settings.secret_key.get_secret_value(), "named-number/1")
    said = once + json.dumps(asdict(worry))
    drawn = int(hmac.new(key, said.encode(), "sha256").hexdigest(), 16)
    return f"{drawn % 10**REFERENCE_DIGITS:0{REFERENCE_DIGITS}}"


def _hashed(number: str) -> str:
    """Hash under the house's secret: so few digits could be tried out against a plain hash."""
    key = derive(house().settings.secret_key.get_secret_value(), "named-request/1")
    return hmac.new(key, number.encode(), "sha256").hexdigest()

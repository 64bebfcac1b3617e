"""Who acts: server-side sessions, one for a visitor's conversation and one for a worker's sign-in.

The browser holds a random token in an `HttpOnly` cookie; the database holds its SHA-256 only. A
session that has ended is dead at once, in open sockets too (OWASP ASVS 5.0 V7). Visitor and worker
have cookies of their own, so that a worker can try the visitor's side in the same browser. In a
frame on another site's page a visitor has a third one, which the browser keeps apart for that site
and sends nowhere else (CHIPS, `Partitioned`).
"""

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple, cast
from uuid import UUID

from flask import Response, g, request
from sqlalchemy import Select, bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Field, Session, col, delete, select

from core import clock
from core.db import Table, moment, new_id, reading
from core.embed import framed_line
from core.errors import NotAllowed
from core.events import Event, record
from core.house import house
from core.prepared import Prepared


class Kind(StrEnum):
    """What an actor is."""

    NOBODY = "nobody"
    VISITOR = "visitor"
    WORKER = "worker"
    SYSTEM = "system"
    CONSOLE = "console"


class Level(StrEnum):
    """How well it is known who acts, the least first."""

    ANONYMOUS = "anonymous"
    SIGNED_IN = "signed_in"
    STRONG = "strong"


@dataclass(frozen=True)
class Actor:
    """Visitor or worker, whoever acts. A visitor's `id` is their conversation's."""

    kind: Kind = Kind.NOBODY
    id: UUID | None = None
    session_id: UUID | None = None
    organisation_id: UUID | None = None
    roles: frozenset[str] = field(default_factory=frozenset)
    lines: frozenset[UUID] = field(default_factory=frozenset)
    authenticated_at: datetime | None = None

    @property
    def name(self) -> str:
        """Name the actor for the audit log: kind and id, never a person's name."""
        return f"{self.kind}:{self.id}" if self.id else str(self.kind)

    @property
    def known_id(self) -> UUID:
        """Give the id, behind a door that has asked who it is. Raises `NotAllowed` for nobody."""
        if self.id is None:
            raise NotAllowed
        return self.id


NOBODY = Actor()
SYSTEM = Actor(kind=Kind.SYSTEM, roles=frozenset({"system"}))
CONSOLE = Actor(kind=Kind.CONSOLE, roles=frozenset({"console"}))
"""Whoever sits at the machine itself and gives a command there."""


class SignInSession(Table, table=True):
    """One live session. `token_hash` is the SHA-256 of what the cookie holds."""

    __tablename__ = "core_session"
    __data_class__: ClassVar[str] = "core.session"

    id: UUID = new_id()
    token_hash: str = Field(unique=True)
    kind: str
    subject_id: UUID = Field(index=True)
    started_at: datetime = moment()
    expires_at: datetime = moment()


# Every live event asks who it comes from: built once and without the ORM, that takes half as long.
_sessions = SignInSession.__table__  # type: ignore[attr-defined]
_by_token = select_columns(_sessions).where(_sessions.c.token_hash == bindparam("sought"))
_by_id = select_columns(_sessions).where(_sessions.c.id == bindparam("sought"))
_living = Prepared(
    select_columns(
        _sessions.c.id, _sessions.c.kind, _sessions.c.subject_id, _sessions.c.started_at
    ).where(
        _sessions.c.id.in_(bindparam("sought", expanding=True)),
        _sessions.c.expires_at > bindparam("at"),
    ),
    "sought",
)
_alive = select_columns(_sessions.c.id).where(
    _sessions.c.id.in_(bindparam("sought", expanding=True)),
    _sessions.c.expires_at > bindparam("at"),
)


@dataclass(frozen=True, kw_only=True)
class SessionEnded(Event):
    """A session is over; its live sockets must close."""

    session_id: UUID


class Living(NamedTuple):
    """What is asked of a session that has not ended."""

    id: UUID
    kind: str
    subject_id: UUID
    started_at: datetime


Resolve = Callable[[Session, SignInSession | Living], Actor | None]
ResolveMany = Callable[[Session, list[Living]], dict[UUID, Actor]]
_resolvers: dict[Kind, Resolve] = {}
_resolvers_of_many: dict[Kind, ResolveMany] = {}


def resolves(kind: Kind) -> Callable[[Resolve], Resolve]:
    """Let the decorated function make an actor with today's roles of a session, or None."""

    def register(resolve: Resolve) -> Resolve:
        _resolvers[kind] = resolve
        return resolve

    return register


def resolves_many(kind: Kind) -> Callable[[ResolveMany], ResolveMany]:
    """Let the decorated function make actors of many sessions at once, named by their sessions."""

    def register(resolve: ResolveMany) -> ResolveMany:
        _resolvers_of_many[kind] = resolve
        return resolve

    return register


def token_hash(token: str) -> str:
    """Hash a random token (256 bits, so plain SHA-256 is enough: there is nothing to guess)."""
    return hashlib.sha256(token.encode()).hexdigest()


def begin(session: Session, kind: Kind, subject_id: UUID, *, lasts: timedelta) -> str:
    """Begin a session and give the token for the cookie; it cannot be read again."""
    token = secrets.token_urlsafe(32)
    started = clock.now()
    row = SignInSession(
        token_hash=token_hash(token),
        kind=kind,
        subject_id=subject_id,
        started_at=started,
        expires_at=started + lasts,
    )
    session.add(row)
    return token


def end(session: Session, session_id: UUID) -> None:
    """End one session; its sockets close after the commit."""
    session.exec(delete(SignInSession).where(col(SignInSession.id) == session_id))
    record(session, SessionEnded(session_id=session_id))


def end_all(session: Session, subject_id: UUID) -> None:
    """End every session of a subject: at a change of role or password, at the end of a talk."""
    ids = session.exec(select(SignInSession.id).where(SignInSession.subject_id == subject_id)).all()
    for session_id in ids:
        end(session, session_id)


def actor_of_token(session: Session, token: str, kind: Kind) -> Actor:
    """Find who holds `token`; `NOBODY` when it is unknown, over or of another kind."""
    return _resolved(session, _by_token, token_hash(token), kind)


def actor_of_session(session: Session, session_id: UUID, kind: Kind) -> Actor:
    """Find anew who a live socket belongs to: never a cached role."""
    return _resolved(session, _by_id, session_id, kind)


def actors_of_sessions(session: Session, kinds: Mapping[UUID, Kind]) -> dict[UUID, Actor]:
    """Find anew who many live sockets belong to, by their sessions; who is nobody is not named."""
    living = defaultdict[Kind, list[Living]](list)
    for row in _living.all(session.connection(), sought=list(kinds), at=clock.now()):
        one = Living(*row)
        if one.kind == kinds[one.id]:
            living[kinds[one.id]].append(one)
    actors: dict[UUID, Actor] = {}
    for kind, rows in living.items():
        if kind in _resolvers_of_many:
            actors |= _resolvers_of_many[kind](session, rows)
        else:
            each = ((row.id, _resolvers[kind](session, row)) for row in rows)
            actors |= {session_id: actor for session_id, actor in each if actor}
    return actors


def sessions_alive(session: Session, ids: list[UUID]) -> set[UUID]:
    """Name those of some sessions that have not ended, of a few hundred at most."""
    asked = {"sought": ids, "at": clock.now()}
    return set(session.connection().execute(_alive, asked).scalars())


def actor_of_subject(session: Session, kind: Kind, subject_id: UUID) -> Actor:
    """Find who a subject is, as if they had signed in just now; a command that proved them asks."""
    at = clock.now()
    here = SignInSession(
        token_hash="", kind=kind, subject_id=subject_id, started_at=at, expires_at=at
    )
    return _resolvers[kind](session, here) or NOBODY


def _resolved(session: Session, query: Select[Any], sought: str | UUID, kind: Kind) -> Actor:
    row = session.connection().execute(query, {"sought": sought}).first()
    if row is None or row.kind != kind or row.expires_at <= clock.now():
        return NOBODY
    # A row has every column of the class that it was built from.
    return _resolvers[kind](session, cast("SignInSession", row)) or NOBODY


def cookie_name(kind: Kind, *, in_frame: bool = False) -> str:
    """Name the cookie: neutral, and over TLS bound to the host by `__Host-` (RFC 6265bis)."""
    short = "rw" if kind is Kind.WORKER else "rf" if in_frame else "rv"
    return f"__Host-{short}" if house().settings.is_https else short


def actor_here(kind: Kind) -> Actor:
    """Give the visitor or the worker that this request comes from, looked up once a request."""
    known: dict[Kind, Actor] = g.setdefault("actors", {})
    if kind not in known:
        token = token_here(kind)
        if token is None:
            known[kind] = NOBODY
        else:
            with reading() as session:
                known[kind] = actor_of_token(session, token, kind)
    return known[kind]


def token_here(kind: Kind) -> str | None:
    """Give the token that came with this request; a worker never works within somebody's frame."""
    is_framed = bool(framed_line())
    if is_framed and kind is Kind.WORKER:
        return None
    return request.cookies.get(cookie_name(kind, in_frame=is_framed))


def remember(response: Response, token: str, kind: Kind) -> Response:
    """Give the browser its token, until it is closed; nothing else is ever stored there."""
    response.set_cookie(cookie_name(kind, in_frame=bool(framed_line())), token, **_kept())
    return response


def _kept() -> dict[str, Any]:
    """Say how the browser keeps a token.

    In another site's frame only `SameSite=None` comes back, and only over TLS; `Partitioned` keeps
    it to frames on that very site. Forms and sockets stay guarded by their origin.
    """
    in_frame = bool(framed_line()) and house().settings.is_https
    return {
        "secure": house().settings.is_https,
        "httponly": True,
        "samesite": "None" if in_frame else "Lax",
        "partitioned": in_frame,
        "path": "/",
    }


def forget(response: Response, kind: Kind) -> Response:
    """Take the token away from the browser."""
    response.delete_cookie(cookie_name(kind, in_frame=bool(framed_line())), **_kept())
    return response

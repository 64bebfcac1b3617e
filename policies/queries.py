"""Reads of the policies room."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, select

from policies.anchors import anchored
from policies.chain import Link, Verdict, audit_key, verify
from policies.current import current
from policies.models import AuditEntry, PurgeRun
from policies.schema import Policy

PAGE = 50
AT_ONCE = 1_000

Names = Callable[[Session, Iterable[UUID]], dict[UUID, str]]
_names: list[Names] = []
_deeds: dict[str, Any] = {}


def policy() -> Policy:
    """Give the policy that is followed, parsed once."""
    return current()


def names_by(names: Names) -> None:
    """Let `names` say who a worker is on the officer's page; the log itself keeps ids only."""
    _names[:] = [names]


def deeds_said(words: Mapping[str, Any]) -> None:
    """Let a room say in words what it writes into the log besides the use of its permissions."""
    _deeds.update(words)


def meanings(code: str) -> dict[str, str]:
    """Say every action in words: what a permission allows, and what the rooms have told."""
    allowed = {name: words.say(code) for name, words in policy().permissions.items()}
    return {**{name: str(said) for name, said in _deeds.items()}, **allowed}


@dataclass(frozen=True)
class Filters:
    """Which entries of the log are wanted; empty ones do not narrow."""

    action: str = ""
    actor: str = ""
    resource: str = ""
    since: datetime | None = None
    until: datetime | None = None


def entries(session: Session, wanted: Filters, *, before: int | None = None) -> list[AuditEntry]:
    """Give the newest entries below number `before`: a page, and one more if there is more."""
    query = select(AuditEntry).order_by(col(AuditEntry.seq).desc()).limit(PAGE + 1)
    if before is not None:
        query = query.where(AuditEntry.seq < before)
    if wanted.action:
        query = query.where(AuditEntry.action == wanted.action)
    if wanted.actor:
        query = query.where(AuditEntry.actor == wanted.actor)
    if wanted.resource:
        query = query.where(AuditEntry.resource == wanted.resource)
    if wanted.since:
        query = query.where(AuditEntry.at >= wanted.since)
    if wanted.until:
        query = query.where(AuditEntry.at < wanted.until)
    return list(session.exec(query).all())


def actions_seen(session: Session) -> list[str]:
    """Name the actions that the log holds."""
    return list(
        session.exec(select(AuditEntry.action).distinct().order_by(AuditEntry.action)).all()
    )


def actors_seen(session: Session) -> list[str]:
    """Name the workers and the system as the log knows them; visitors are not listed."""
    found = select(AuditEntry.actor).where(col(AuditEntry.actor).not_like("visitor:%")).distinct()
    return list(session.exec(found.order_by(AuditEntry.actor)).all())


def actor_names(session: Session, actors: Iterable[str]) -> dict[str, str]:
    """Give the names of workers among `actors` (`worker:<id>`), where somebody can tell them."""
    ids = {
        actor: UUID(actor.removeprefix("worker:"))
        for actor in actors
        if actor.startswith("worker:")
    }
    known = _names[0](session, ids.values()) if _names else {}
    return {actor: known[worker_id] for actor, worker_id in ids.items() if worker_id in known}


def chain_verdict(session: Session) -> Verdict:
    """Follow the whole log and say whether it is whole and the one that the anchors vouch for."""
    noted = session.exec(select(func.max(PurgeRun.audit_seq))).one()
    vouched = anchored()
    found = verify(_links(session), audit_key(), at_least=noted or 0, anchors=vouched.heads)
    if found.is_whole and vouched.broken_line:
        return Verdict(found.entries, vouched.until + 1, vouched.why)
    return found


def _links(session: Session) -> Iterator[Link]:
    entries = select(AuditEntry).order_by(col(AuditEntry.seq)).execution_options(yield_per=AT_ONCE)
    with session.exec(entries) as found:  # whoever stops at a broken link leaves no cursor open
        for entry in found:
            yield Link(**entry.model_dump())

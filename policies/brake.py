"""The brake: much at once is purged only when time explains it, or when a second person agrees.

In an ordinary night goes what became due since the last purge, be it much or little: the policy
promises that it goes. What was over already at the last purge and was not purged then has another
cause: a retention time was shortened, a hold ended wrongly, an old file was put back, or the clock
leapt ahead. More than a fifth of a class of that kind stops the purge of the class.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlmodel import Session, select

from core import clock
from core.identity import Actor
from policies.access import AGREE
from policies.actions import audit
from policies.current import current
from policies.errors import NothingToAgree
from policies.models import Agreement
from policies.retention import Due, RetentionTask

ONE_IN = 5
"""One record in five is 20 per cent."""

FEWEST = 20
"""Below so many records a share says nothing."""

EXPLAINED = timedelta(days=31)
"""A longer time without a purge is explained by no holiday: look at the clock first."""

ALWAYS = datetime(9000, 1, 1, tzinfo=UTC)

Ends = list[tuple[Due, datetime]]


@dataclass(frozen=True)
class Brake:
    """A class that is held back: so many of all its records would go without time to explain it."""

    data_class: str
    rows: int
    of: int

    @property
    def percent(self) -> int:
        """How much of the class that is, in whole per cent."""
        return self.rows * 100 // self.of


@dataclass(frozen=True)
class Stop:
    """What stops a purge: the classes, and the hash that a second person agrees to."""

    brakes: tuple[Brake, ...] = ()
    hash: str = ""

    @property
    def classes(self) -> frozenset[str]:
        """Name the classes that are held back."""
        return frozenset(one.data_class for one in self.brakes)


NOTHING_STOPS = Stop()


def stop_of(
    session: Session, found: Iterable[tuple[RetentionTask, Ends]], *, looked: datetime | None
) -> Stop:
    """Look for classes of which more than a fifth would go without time to explain it.

    `looked` is the moment of which the last purge knew what was due, None when there was none, or
    when it is too long ago to explain anything.
    """
    odd: dict[str, list[tuple[RetentionTask, set[str]]]] = {}
    for task, ends in found:
        ids = {str(due.id) for due, end in ends if looked is None or end < looked}
        odd.setdefault(task.data_class, []).append((task, ids))
    brakes, digest = [], hashlib.sha256(current().hash.encode())
    for name, parts in sorted(odd.items()):
        rows = sum(len(ids) for _task, ids in parts)
        if rows < FEWEST:
            continue
        of = sum(len(task.find(session, ALWAYS)) for task, _ids in parts)
        if rows * ONE_IN > of:
            brakes.append(Brake(name, rows, of))
            every = sorted(one for _task, ids in parts for one in ids)
            digest.update(f"\n{name}:{','.join(every)}".encode())
    return Stop(tuple(brakes), digest.hexdigest()) if brakes else NOTHING_STOPS


def agreed_by(session: Session, stop_hash: str) -> dict[str, str]:
    """Name who agreed to go on, each with their reason."""
    found = session.exec(select(Agreement).where(Agreement.brake_hash == stop_hash)).all()
    return {one.agreed_by: one.reason for one in found}


def may_pass(session: Session, stop_hash: str, actor: Actor) -> bool:
    """Whether somebody other than `actor` agreed; two others, where `actor` is the program."""
    others = agreed_by(session, stop_hash).keys() - {actor.name}
    return len(others) >= (1 if actor.id else 2)


def agree(session: Session, actor: Actor, stop: Stop, *, reason: str) -> None:
    """Say, as a second person, that a purge which is stopped may go on.

    Raises `NothingToAgree`.
    """
    if not stop.hash:
        raise NothingToAgree
    if actor.name in agreed_by(session, stop.hash):
        return
    session.add(
        Agreement(brake_hash=stop.hash, agreed_by=actor.name, reason=reason, at=clock.now())
    )
    told = ", ".join(f"{one.data_class} {one.rows}/{one.of}" for one in stop.brakes)
    audit(session, actor, AGREE.name, f"brake:{stop.hash[:16]}", reason=f"{told}: {reason}")

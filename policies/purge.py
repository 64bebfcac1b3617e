"""Purging: a plan that changes nothing, and its application, which does exactly that or nothing.

Order: keys first (what is sealed under them is gone from every backup at once), then rows, then
the counts into the audit log, then SQLite's write-ahead log, in which deleted rows would stay
readable. A crash in between leaves work for the next purge and nothing undone: a key that is dead
stays dead, and the rows are found again.
"""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from sqlmodel import Session, col, func, select

from core import clock
from core.db import checkpoint, reading, transaction
from core.house import house
from core.identity import Actor
from policies.access import PURGE
from policies.actions import audit
from policies.current import current
from policies.duration import Duration
from policies.errors import PlanChanged
from policies.models import PurgeRun
from policies.queries import chain_verdict
from policies.retention import Due, RetentionTask, in_parts, rule, tasks
from policies.schema import Deed

STEP = timedelta(minutes=10)
"""Plans are made for whole ten minutes, so that one that was looked at still holds."""

LATEST = timedelta(hours=24)
"""The purge runs every night: what is older than a day beyond its time is overdue."""


@dataclass(frozen=True)
class Batch:
    """What one task found due."""

    task: RetentionTask
    due: tuple[Due, ...]


@dataclass(frozen=True)
class Count:
    """How much of a class is due, since when its oldest record could have gone, how much late."""

    rows: int
    since: datetime
    overdue: int


@dataclass(frozen=True)
class Plan:
    """What is due at `until` under a policy."""

    until: datetime
    policy_hash: str
    batches: tuple[Batch, ...]

    @cached_property
    def hash(self) -> str:
        """SHA-256 over the policy and every record that would go, whenever it is looked at."""
        digest = hashlib.sha256(self.policy_hash.encode())
        for batch in self.batches:
            ids = sorted(str(due.id) for due in batch.due)
            digest.update(f"\n{batch.task.data_class}:{','.join(ids)}".encode())
        return digest.hexdigest()

    @cached_property
    def counts(self) -> dict[str, Count]:
        """Give what is due by class; classes of which nothing is due are left out."""
        found: dict[str, list[datetime]] = defaultdict(list)
        for batch in self.batches:
            found[batch.task.data_class] += _ended(batch)
        return {name: _count(ends, self.until) for name, ends in sorted(found.items())}

    @property
    def total(self) -> int:
        """How many records are due in all."""
        return sum(count.rows for count in self.counts.values())

    @property
    def overdue(self) -> int:
        """How many of them should have gone with an earlier nightly purge."""
        return sum(count.overdue for count in self.counts.values())


def plan(session: Session, at: datetime | None = None) -> Plan:
    """List what is due `at` a moment, by default now. Reads only."""
    until = whole_step(at or clock.now())
    found = [Batch(task, tuple(_due(session, task, until))) for task in tasks()]
    return Plan(until, current().hash, tuple(batch for batch in found if batch.due))


def apply(plan_hash: str, actor: Actor) -> PurgeRun:
    """Purge what the plan of that hash lists. Raises `PlanChanged` when another holds by now."""
    with reading() as session:
        verdict = chain_verdict(session)
    with transaction() as session:
        planned = plan(session)
        if planned.hash != plan_hash:
            raise PlanChanged
        counts = _purge(session, planned)
        run = _note(session, actor, planned, counts)
        run.chain_broken_at = verdict.broken_at
    checkpoint()
    return run


def apply_due(actor: Actor) -> PurgeRun:
    """Plan and apply in one go, as the nightly job does."""
    with reading() as session:
        plan_hash = plan(session).hash
    return apply(plan_hash, actor)


def last_run(session: Session) -> PurgeRun | None:
    """Give the latest purge, or None before the first."""
    return session.exec(select(PurgeRun).order_by(col(PurgeRun.at).desc()).limit(1)).first()


def runs(session: Session) -> int:
    """Count the purges that are still remembered."""
    return int(session.exec(select(func.count()).select_from(PurgeRun)).one())


def whole_step(moment: datetime) -> datetime:
    """Go back to the last whole ten minutes."""
    return moment - timedelta(
        minutes=moment.minute % (STEP.seconds // 60),
        seconds=moment.second,
        microseconds=moment.microsecond,
    )


def _due(session: Session, task: RetentionTask, until: datetime) -> list[Due]:
    allowed = rule(task.data_class)
    if allowed.action is Deed.KEEP or allowed.keep is None:
        return []
    return task.find(session, allowed.keep.before(until))


def _ended(batch: Batch) -> list[datetime]:
    """Give the moments at which the time of each record was over."""
    keep = rule(batch.task.data_class).keep or Duration()
    return [keep.after(due.since) for due in batch.due]


def _count(ends: list[datetime], until: datetime) -> Count:
    return Count(len(ends), min(ends), sum(end + LATEST <= until for end in ends))


def _purge(session: Session, planned: Plan) -> dict[str, int]:
    batches = [(batch.task, [due.id for due in batch.due]) for batch in planned.batches]
    for task, ids in batches:
        for keys in in_parts(task.keys(session, ids)):
            house().keys.destroy(list(keys))
    counts: dict[str, int] = defaultdict(int)
    for task, ids in batches:
        counts[task.data_class] += task.purge(session, ids)
    return dict(counts)


def _note(session: Session, actor: Actor, planned: Plan, counts: dict[str, int]) -> PurgeRun:
    told = ", ".join(f"{name} {count}" for name, count in counts.items())
    entry = audit(session, actor, PURGE.name, f"plan:{planned.hash[:16]}", reason=told)
    run = PurgeRun(
        at=clock.now(),
        actor=actor.name,
        plan_hash=planned.hash,
        policy_hash=planned.policy_hash,
        counts=counts,
        audit_seq=entry.seq,
    )
    session.add(run)
    return run

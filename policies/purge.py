"""Purging: a plan that changes nothing, and its application, which does exactly that or nothing.

Order: keys first (what is sealed under them is gone from every backup at once), then rows, then
the counts into the audit log, then SQLite's write-ahead log, in which deleted rows would stay
readable. A crash in between leaves work for the next purge and nothing undone: a key that is dead
stays dead, and the rows are found again.

Three things hold a purge back: a legal hold (`policies.holds`), the brake (`policies.brake`), and a
clock that shows a moment before the last purge.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property

import structlog
from sqlmodel import Session, col, func, select

from core import clock
from core.db import checkpoint, reading, transaction
from core.house import house
from core.identity import Actor
from policies.access import PURGE
from policies.actions import audit, one_at_a_time
from policies.brake import EXPLAINED, NOTHING_STOPS, Stop, may_pass, stop_of
from policies.current import current
from policies.errors import Braked, ClockWentBack, PlanChanged
from policies.holds import Holds, holds_of
from policies.models import PurgeRun
from policies.queries import chain_verdict
from policies.retention import Due, RetentionTask, in_parts, rule, tasks
from policies.schema import Deed

log = structlog.get_logger(__name__)

STEP = timedelta(minutes=10)
"""Plans are made for whole ten minutes, so that one that was looked at still holds."""

LATEST = timedelta(hours=24)
"""The purge runs every night: what is older than a day beyond its time is overdue."""


@dataclass(frozen=True)
class Batch:
    """What one task found due, each with the moment at which its time was over."""

    task: RetentionTask
    ends: tuple[tuple[Due, datetime], ...]

    @property
    def due(self) -> list[Due]:
        """The records without their ends."""
        return [due for due, _end in self.ends]


@dataclass(frozen=True)
class Count:
    """How much of a class is due, since when its oldest record could have gone, how much late."""

    rows: int
    since: datetime
    overdue: int


@dataclass(frozen=True)
class Plan:
    """What is due at `until` under a policy, how much of it is on hold, and what stops it."""

    until: datetime
    policy_hash: str
    batches: tuple[Batch, ...]
    on_hold: dict[str, int] = field(default_factory=dict)
    stop: Stop = NOTHING_STOPS
    clock_went_back: bool = False

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
            found[batch.task.data_class] += [end for _due, end in batch.ends]
        return {name: _count(ends, self.until) for name, ends in sorted(found.items())}

    @property
    def total(self) -> int:
        """How many records are due in all."""
        return sum(count.rows for count in self.counts.values())

    @property
    def overdue(self) -> int:
        """How many of them should have gone with an earlier nightly purge."""
        return sum(count.overdue for count in self.counts.values())

    def without(self, classes: Collection[str]) -> "Plan":
        """Give the plan that leaves these classes alone."""
        kept = tuple(one for one in self.batches if one.task.data_class not in classes)
        return replace(self, batches=kept)


def plan(session: Session, at: datetime | None = None) -> Plan:
    """List what is due `at` a moment, by default now. Reads only."""
    until = whole_step(at or clock.now())
    before, holds = last_run(session), holds_of(session)
    looked = whole_step(before.at) if before else None
    found: list[Batch] = []
    on_hold: dict[str, int] = {}
    for task in tasks():
        free, held = _due(session, task, holds, until)
        if free:
            found.append(Batch(task, tuple(free)))
        if held:
            on_hold[task.data_class] = on_hold.get(task.data_class, 0) + held
    explained = looked if looked and until - looked <= EXPLAINED else None
    stop = stop_of(session, [(one.task, list(one.ends)) for one in found], looked=explained)
    went_back = looked is not None and until < looked - STEP
    return Plan(until, current().hash, tuple(found), on_hold, stop, went_back)


def apply(plan_hash: str, actor: Actor, *, second_approval: str = "") -> PurgeRun:
    """Purge what the plan of that hash lists.

    Raises `PlanChanged` when another holds by now, and `Braked` or `ClockWentBack` unless a second
    person agreed: in the interface beforehand, or beside `actor`, saying why (`second_approval`).
    """
    with reading() as session:
        broken_at = chain_verdict(session).broken_at
    with transaction() as session:
        one_at_a_time(session)
        planned = plan(session)
        if planned.hash != plan_hash:
            raise PlanChanged
        _refuse_what_is_stopped(session, planned, actor, second_approval)
        run = _carry_out(session, planned, actor, broken_at, second_approval)
    checkpoint()
    return run


def apply_due(actor: Actor) -> PurgeRun:
    """Plan and apply in one go, as the nightly job does; a braked class is left and told of.

    Raises `ClockWentBack`: a clock that cannot be relied on purges nothing.
    """
    with reading() as session:
        broken_at = chain_verdict(session).broken_at
    with transaction() as session:
        one_at_a_time(session)
        planned = plan(session)
        if planned.clock_went_back:
            log.error("purge_refused", why="the clock shows a moment before the last purge")
            raise ClockWentBack
        if planned.stop.brakes and not may_pass(session, planned.stop.hash, actor):
            braked = {one.data_class: f"{one.rows} of {one.of}" for one in planned.stop.brakes}
            log.error("purge_braked", classes=braked)
            planned = planned.without(planned.stop.classes)
        run = _carry_out(session, planned, actor, broken_at)
    checkpoint()
    return run


def last_run(session: Session) -> PurgeRun | None:
    """Give the latest purge, or None before the first; by its entry, whatever the clock said."""
    return session.exec(select(PurgeRun).order_by(col(PurgeRun.audit_seq).desc()).limit(1)).first()


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


def _due(
    session: Session, task: RetentionTask, holds: Holds, until: datetime
) -> tuple[list[tuple[Due, datetime]], int]:
    """Give what may go, each with its end, and how many more would if they were not held."""
    allowed = rule(task.data_class)
    if allowed.action is Deed.KEEP or allowed.keep is None:
        return [], 0
    found = task.find(session, allowed.keep.before(until))
    ends = [(due, holds.end_of(task, due)) for due in found]
    free = [(due, end) for due, end in ends if end <= until]
    return free, len(found) - len(free)


def _count(ends: list[datetime], until: datetime) -> Count:
    return Count(len(ends), min(ends), sum(end + LATEST <= until for end in ends))


def _refuse_what_is_stopped(
    session: Session, planned: Plan, actor: Actor, second_approval: str
) -> None:
    if second_approval:
        return
    if planned.clock_went_back:
        raise ClockWentBack
    if planned.stop.brakes and not may_pass(session, planned.stop.hash, actor):
        raise Braked


def _carry_out(
    session: Session,
    planned: Plan,
    actor: Actor,
    broken_at: int | None,
    second_approval: str = "",
) -> PurgeRun:
    counts = _purge(session, planned)
    run = _note(session, actor, planned, counts, second_approval)
    run.chain_broken_at = broken_at
    return run


def _purge(session: Session, planned: Plan) -> dict[str, int]:
    batches = [(batch.task, [due.id for due in batch.due]) for batch in planned.batches]
    for task, ids in batches:
        for keys in in_parts(task.keys(session, ids)):
            house().keys.destroy(list(keys))
    counts: dict[str, int] = defaultdict(int)
    for task, ids in batches:
        counts[task.data_class] += task.purge(session, ids)
    return dict(counts)


def _note(
    session: Session, actor: Actor, planned: Plan, counts: dict[str, int], second_approval: str
) -> PurgeRun:
    told = ", ".join(f"{name} {count}" for name, count in counts.items())
    if second_approval:
        told = f"{told}; a second person agreed: {second_approval}".removeprefix("; ")
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

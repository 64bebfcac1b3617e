"""Retention: what each room can find and purge, and how long the policy lets it be kept.

A room's `retention.py` registers a task for each of its classes of data:

    register(rows("outreach.count", Count, since=col(Count.day)))       # whole rows by a column
    register(RetentionTask(data_class="chat.body", find=…, purge=…))    # anything else

The policy says how long; the task only says what began before a moment. A task may be asked twice
for the same rows (after a crash), so purging what is gone already must do nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Date, delete, func
from sqlmodel import Session, col, select

from core import clock
from core.db import Table
from core.identity import SYSTEM, SignInSession
from policies.actions import audit
from policies.chain import ENTRIES_LET_GO, let_go_mark
from policies.current import current
from policies.models import (
    Agreement,
    AuditEntry,
    DataRequest,
    Hold,
    OverrideCount,
    OwnDeedCount,
    PurgeRun,
)
from policies.schema import Retention

AT_ONCE = 500


@dataclass(frozen=True)
class Due:
    """One record that may be due, and the moment from which its time is counted."""

    id: UUID | int
    since: datetime


Ids = Sequence[Any]


@dataclass(frozen=True, kw_only=True)
class RetentionTask:
    """How a room finds and purges one class of data.

    `find(session, before)` lists what began before that moment · `purge(session, ids)` deletes it
    and says how many rows that were · `keys(session, ids)` names the keys of the key store that
    must die first · `held(session)` counts what is there now.

    `takes` names the classes that go with these rows, so that a hold on one of them holds these
    back too. Where `one_by_one` is false, rows go in their order, and only the class can be held.
    """

    data_class: str
    find: Callable[[Session, datetime], list[Due]]
    purge: Callable[[Session, Ids], int]
    held: Callable[[Session], int] = lambda _session: 0
    keys: Callable[[Session, Ids], list[UUID]] = lambda _session, _ids: []
    takes: tuple[str, ...] = ()
    one_by_one: bool = True


_tasks: list[RetentionTask] = []


def register(task: RetentionTask) -> RetentionTask:
    """Let `task` be part of every plan. A class may have several, for several tables."""
    if task not in _tasks:
        _tasks.append(task)
    return task


def tasks() -> list[RetentionTask]:
    """Give every registered task, by class of data."""
    return sorted(_tasks, key=lambda task: task.data_class)


def rule(data_class: str) -> Retention:
    """Give the rule for a class. Raises `KeyError` for one that the policy does not know."""
    return current().retention[data_class]


def rows(data_class: str, table: type[Table], *, since: Any) -> RetentionTask:
    """Make the task for whole rows, counted from a column: moment or day, NULL is not due."""
    key = next(iter(table.__table__.primary_key))  # type: ignore[attr-defined]

    def find(session: Session, before: datetime) -> list[Due]:
        limit: Any = clock.local_day(before) if isinstance(since.type, Date) else before
        found = session.exec(select(key, since).where(since.is_not(None), since < limit)).all()
        return [Due(record_id, _moment(began)) for record_id, began in found]

    def purge(session: Session, ids: Ids) -> int:
        return sum(
            int(session.exec(delete(table).where(key.in_(some))).rowcount) for some in in_parts(ids)
        )

    def held(session: Session) -> int:
        return int(session.exec(select(func.count()).select_from(table)).one())

    return RetentionTask(data_class=data_class, find=find, purge=purge, held=held)


def in_parts(ids: Ids) -> list[Ids]:
    """Cut a long list into parts that fit into one statement."""
    return [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]


def _moment(began: datetime | date) -> datetime:
    """A day begins to be kept when it is over."""
    return began if isinstance(began, datetime) else clock.day_starts(began + timedelta(days=1))


def _old_entries(session: Session, before: datetime) -> list[Due]:
    """Only whole beginnings of the log go: up to the first entry that is still to be kept."""
    kept = select(func.min(AuditEntry.seq)).where(AuditEntry.at >= before).scalar_subquery()
    old = select(AuditEntry.seq, AuditEntry.at).where(
        AuditEntry.at < before, AuditEntry.seq < func.coalesce(kept, AuditEntry.seq + 1)
    )
    return [Due(seq, at) for seq, at in session.exec(old.order_by(col(AuditEntry.seq))).all()]


def _let_entries_go(session: Session, ids: Ids) -> int:
    """Note in the log where its kept part begins, so that the chain holds from there."""
    last = session.get(AuditEntry, max(ids))
    if last is None:
        return 0
    audit(session, SYSTEM, ENTRIES_LET_GO, let_go_mark(last.seq, last.head))
    if session.get_bind().dialect.name == "postgresql":
        # The server's role may be forbidden to delete here: the owner's function does it.
        gone = select(func.policies_audit_let_go(last.seq))
        return int(session.exec(gone).one())
    return int(session.exec(delete(AuditEntry).where(col(AuditEntry.seq) <= last.seq)).rowcount)


register(rows("core.session", SignInSession, since=col(SignInSession.expires_at)))
register(rows("policies.purge_run", PurgeRun, since=col(PurgeRun.at)))
register(rows("policies.purge_run", Agreement, since=col(Agreement.at)))
register(rows("policies.override", OverrideCount, since=col(OverrideCount.day)))
register(rows("policies.own_deed", OwnDeedCount, since=col(OwnDeedCount.day)))
register(rows("policies.data_request", DataRequest, since=col(DataRequest.done_on)))
register(rows("policies.hold", Hold, since=col(Hold.ends_at)))
register(
    RetentionTask(
        data_class="policies.audit",
        find=_old_entries,
        purge=_let_entries_go,
        held=lambda session: int(session.exec(select(func.count()).select_from(AuditEntry)).one()),
        one_by_one=False,
    )
)

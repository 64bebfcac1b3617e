"""What the policies room writes: the audit log."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from core import clock
from core.identity import Actor, Kind
from policies.chain import GENESIS, Link, audit_key, head_of, reference
from policies.current import gate
from policies.models import AuditEntry

_LOCK = 7_203_114
_PURGE_LOCK = 7_203_115
LONGEST_REASON = 500

_entries = AuditEntry.__table__  # type: ignore[attr-defined]
_read_today = select_columns(_entries.c.seq).where(
    _entries.c.resource == bindparam("resource"),
    _entries.c.actor == bindparam("actor"),
    _entries.c.at >= bindparam("since", type_=_entries.c.at.type),
)


def audit(
    session: Session, actor: Actor, action: str, resource: str, *, reason: str = ""
) -> AuditEntry:
    """Write into the audit log that `actor` did `action` to `resource`, in this transaction.

    `action` is a permission's name where there is one, else `<room>.<verb>`; `resource` is
    `<noun>:<id>`: no name, no address, no content. The entry also keeps the rule that allowed it
    and the policy's hash; of what a visitor does it keeps the hour only, and an opaque reference of
    their conversation. Call it late: other writers of the log wait until this transaction ends.
    """
    _take_turn(session)
    decision = gate().decide(actor, action, resource)
    last = session.exec(select(AuditEntry).order_by(col(AuditEntry.seq).desc()).limit(1)).first()
    said: dict[str, Any] = {
        "seq": last.seq + 1 if last else 1,
        "at": _when(actor),
        "actor": _who(actor),
        "action": action,
        "resource": resource,
        "rule": decision.rule if decision.allow else "",
        "policy_hash": decision.policy_hash,
        "reason": reason[:LONGEST_REASON],
        "before": last.head if last else GENESIS,
    }
    entry = AuditEntry(**said, head=head_of(Link(**said), audit_key()))
    session.add(entry)
    session.flush()
    return entry


def audit_reading(session: Session, actor: Actor, action: str, noun: str, record_id: UUID) -> None:
    """Write that `actor` opened a record, once a day (of Helsinki) for each actor and record."""
    resource = f"{noun}:{reference(record_id)}"
    if not has_read_today(session, actor, noun, record_id):
        _take_turn(session)  # somebody else's entry of this moment is seen from here on
        if not has_read_today(session, actor, noun, record_id):
            audit(session, actor, action, resource)


def has_read_today(session: Session, actor: Actor, noun: str, record_id: UUID) -> bool:
    """Whether the log knows already that `actor` opened the record today."""
    found = session.connection().execute(
        _read_today,
        {
            "resource": f"{noun}:{reference(record_id)}",
            "actor": actor.name,
            "since": clock.day_starts(clock.local_day()),
        },
    )
    return found.first() is not None


def _when(actor: Actor) -> datetime:
    """Of a visitor's doings the hour is enough, and does not tell when somebody was online."""
    at = clock.now()
    return at.replace(minute=0, second=0, microsecond=0) if actor.kind is Kind.VISITOR else at


def _who(actor: Actor) -> str:
    if actor.kind is Kind.VISITOR and actor.id:
        return f"{Kind.VISITOR}:{reference(actor.id)}"
    return actor.name


def one_at_a_time(session: Session) -> None:
    """Let purges and what holds them back wait for each other until this transaction ends."""
    _lock(session, _PURGE_LOCK)


def _take_turn(session: Session) -> None:
    """One writer of the chain at a time."""
    _lock(session, _LOCK)


def _lock(session: Session, key: int) -> None:
    """Wait for a turn; on SQLite `transaction()` holds the only lock anyway."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})

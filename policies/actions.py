"""What the policies room writes: the audit log."""

from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col, select

from core import clock
from core.identity import Actor
from policies.chain import GENESIS, Link, audit_key, head_of
from policies.current import gate
from policies.models import AuditEntry

_LOCK = 7_203_114
LONGEST_REASON = 500


def audit(
    session: Session, actor: Actor, action: str, resource: str, *, reason: str = ""
) -> AuditEntry:
    """Write into the audit log that `actor` did `action` to `resource`, in this transaction.

    `action` is a permission's name where there is one, else `<room>.<verb>`; `resource` is
    `<noun>:<id>`: no name, no address, no content. The entry also keeps the rule that allowed it
    and the policy's hash. Call it late: other writers of the log wait until this transaction ends.
    """
    _take_turn(session)
    decision = gate().decide(actor, action, resource)
    last = session.exec(select(AuditEntry).order_by(col(AuditEntry.seq).desc()).limit(1)).first()
    said: dict[str, Any] = {
        "seq": last.seq + 1 if last else 1,
        "at": clock.now(),
        "actor": actor.name,
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


def _take_turn(session: Session) -> None:
    """One writer of the chain at a time; on SQLite `transaction()` holds the only lock."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})

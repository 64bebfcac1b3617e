"""What of the organisation room may be purged when: the policy says how long, this says what.

Sessions (`core.session`) are the policies room's own task; a worker's secrets die in the deed that
closes the account.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select, update

from organisation.models import Invitation, Worker, WorkerKey
from policies.retention import Due, RetentionTask, register, rows

NOBODYS = "@closed.invalid"  # RFC 2606: no mail ever goes there


def _closed(session: Session, before: datetime) -> list[Due]:
    due = select(Worker.id, Worker.closed_at).where(
        col(Worker.closed_at) < before, ~col(Worker.email).endswith(NOBODYS)
    )
    return [
        Due(worker_id, since) for worker_id, since in session.exec(due).all() if since is not None
    ]


def _forget(session: Session, ids: Sequence[UUID]) -> int:
    """Take name and address away; the row stays, since duties of the past point at it."""
    for worker_id in ids:
        session.exec(
            update(Worker)
            .where(col(Worker.id) == worker_id)
            .values(name="", shown_as="", email=f"{worker_id}{NOBODYS}", language="fi")
        )
    return len(ids)


def _held(session: Session) -> int:
    known = select(func.count()).select_from(Worker).where(~col(Worker.email).endswith(NOBODYS))
    return int(session.exec(known).one())


register(rows("organisation.invitation", Invitation, since=col(Invitation.expires_at)))
register(rows("organisation.worker_key", WorkerKey, since=col(WorkerKey.revoked_at)))
register(RetentionTask(data_class="worker.account", find=_closed, purge=_forget, held=_held))


def _left_secrets(session: Session, before: datetime) -> list[Due]:
    """Closing an account takes its secrets at once; this finds what was closed in any other way."""
    due = select(Worker.id, Worker.closed_at).where(
        col(Worker.closed_at) < before,
        col(Worker.password_hash).is_not(None) | col(Worker.oidc_subject).is_not(None),
    )
    return [
        Due(worker_id, since) for worker_id, since in session.exec(due).all() if since is not None
    ]


def _take_secrets(session: Session, ids: Sequence[UUID]) -> int:
    for worker_id in ids:
        session.exec(
            update(Worker)
            .where(col(Worker.id) == worker_id)
            .values(password_hash=None, oidc_subject=None)
        )
    return len(ids)


register(RetentionTask(data_class="worker.secret", find=_left_secrets, purge=_take_secrets))

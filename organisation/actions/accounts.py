"""A worker's own account, and what others may do to it."""

from sqlmodel import Session, col, delete

from core import clock
from core.events import record
from core.identity import Actor, end_all
from organisation.actions.inviting import forget_links
from organisation.actions.keys import revoke_of
from organisation.actions.team import keep_an_administrator
from organisation.events import WorkerChanged
from organisation.models import LineMember, Worker, WorkerProfession, WorkerRole
from policies.actions import audit


def change_password(session: Session, actor: Actor, worker: Worker, password_hash: str) -> None:
    """Change the worker's own password and end every session: whoever else was in, is out."""
    worker.password_hash = password_hash
    session.add(worker)
    end_all(session, worker.id)
    audit(session, actor, "organisation.change_password", f"worker:{worker.id}")


def choose_language(session: Session, worker: Worker, language: str) -> None:
    """Choose the language in which the worker's pages open after a sign-in."""
    worker.language = language
    session.add(worker)


def end_sessions(session: Session, actor: Actor, worker: Worker) -> None:
    """Sign a worker out everywhere; open live sockets close too."""
    end_all(session, worker.id)
    audit(session, actor, "organisation.end_sessions", f"worker:{worker.id}")


def close_account(session: Session, actor: Actor, worker: Worker) -> None:
    """Close an account at once: no session, no role, no line and no way to sign in is left.

    The name stays, because conversations and duties of the past point at it.
    Raises `LastAdministrator`.
    """
    keep_an_administrator(session, worker)
    revoke_of(session, worker.id)
    worker.is_active, worker.closed_at = False, clock.now()
    worker.password_hash = worker.oidc_subject = None
    session.add(worker)
    session.exec(delete(WorkerRole).where(col(WorkerRole.worker_id) == worker.id))
    session.exec(delete(WorkerProfession).where(col(WorkerProfession.worker_id) == worker.id))
    session.exec(delete(LineMember).where(col(LineMember.worker_id) == worker.id))
    forget_links(session, worker.organisation_id, worker.email)
    end_all(session, worker.id)
    audit(session, actor, "organisation.close_account", f"worker:{worker.id}")
    record(session, WorkerChanged(worker_id=worker.id))

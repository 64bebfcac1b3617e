"""Invitations: one use, seven days, only the hash of the link kept."""

import secrets
from datetime import timedelta
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, update

from core import clock
from core.events import record
from core.identity import Actor, Kind, end_all, token_hash
from organisation.errors import AlreadyWorker, NoSuchInvitation
from organisation.events import WorkerChanged
from organisation.models import Invitation, Line, LineMember, Role, Worker, WorkerRole
from organisation.queries import member, worker_by_email
from organisation.schemas import Invited, Newcomer
from policies.actions import audit

LASTS = timedelta(days=7)


def invite(session: Session, actor: Actor, organisation_id: UUID, invited: Invited) -> str:
    """Invite somebody and give the token for the link, which cannot be read again.

    An older link dies. Raises `AlreadyWorker` when the address has an open account.
    """
    email = invited.email.strip().lower()
    found = worker_by_email(session, email)
    if found is not None and (found.is_active or found.organisation_id != organisation_id):
        raise AlreadyWorker
    row = Invitation(
        organisation_id=organisation_id,
        email=email,
        name=invited.name.strip(),
        role=Role(invited.role),
        line_ids=[str(line_id) for line_id in invited.line_ids],
        token_hash="",
        invited_by=actor.id,
        expires_at=clock.now() + LASTS,
    )
    audit(session, actor, "organisation.invite", f"invitation:{row.id}", reason=row.role)
    return _with_token(session, row)


def renew_password(session: Session, actor: Actor, worker: Worker) -> str:
    """Make a forgotten or doubtful password void and give the token for the link to a new one.

    The worker is signed out everywhere and keeps roles and lines.
    """
    worker.password_hash = None
    session.add(worker)
    end_all(session, worker.id)
    row = Invitation(
        organisation_id=worker.organisation_id,
        email=worker.email,
        name=worker.name,
        role=next((Role(role) for role in member(session, worker).roles), Role.RESPONDER),
        token_hash="",
        invited_by=actor.id,
        expires_at=clock.now() + LASTS,
    )
    audit(session, actor, "organisation.renew_password", f"worker:{worker.id}")
    return _with_token(session, row)


def _with_token(session: Session, row: Invitation) -> str:
    """Keep the invitation under a fresh token, the only one for its address."""
    forget_links(session, row.organisation_id, row.email)
    token = secrets.token_urlsafe(32)
    row.token_hash = token_hash(token)
    session.add(row)
    return token


def forget_links(session: Session, organisation_id: UUID, email: str) -> None:
    """Let every open link for an address lead nowhere."""
    session.exec(
        delete(Invitation).where(
            col(Invitation.organisation_id) == organisation_id,
            col(Invitation.email) == email,
            col(Invitation.accepted_at).is_(None),
        )
    )


def take_back(session: Session, actor: Actor, invitation: Invitation) -> None:
    """Take an invitation back; its link leads nowhere from now on."""
    audit(session, actor, "organisation.take_back", f"invitation:{invitation.id}")
    session.delete(invitation)


def accept(session: Session, invitation: Invitation, newcomer: Newcomer) -> Worker:
    """Make the worker, open a closed account again, or take a new password for an open one.

    Raises `NoSuchInvitation` for a second use, be it at the same moment.
    """
    _use_up(session, invitation)
    found = worker_by_email(session, invitation.email)
    is_renewal = found is not None and found.is_active
    if found is not None and not _is_for(invitation, found):
        raise AlreadyWorker
    made = found or Worker(
        organisation_id=invitation.organisation_id, email=invitation.email, name="", shown_as=""
    )
    made.name, made.shown_as, made.language = newcomer.name, newcomer.shown_as, newcomer.language
    made.password_hash, made.is_active = newcomer.password_hash, True
    made.closed_at = None
    _add(session, made)
    if not is_renewal:
        _give_place(session, made, invitation)
    actor = Actor(kind=Kind.WORKER, id=made.id, organisation_id=made.organisation_id)
    audit(session, actor, "organisation.accept", f"invitation:{invitation.id}")
    record(session, WorkerChanged(worker_id=made.id))
    return made


def _is_for(invitation: Invitation, found: Worker) -> bool:
    """Only a closed account of this organisation, or one whose password was made void."""
    if found.organisation_id != invitation.organisation_id:
        return False
    return not found.is_active or found.password_hash is None


def _use_up(session: Session, invitation: Invitation) -> None:
    """Mark it used in one statement, so that of two who click at once only one gets through."""
    used = session.exec(
        update(Invitation)
        .where(
            col(Invitation.id) == invitation.id,
            col(Invitation.accepted_at).is_(None),
            col(Invitation.expires_at) > clock.now(),
        )
        .values(accepted_at=clock.now())
    )
    if used.rowcount != 1:
        raise NoSuchInvitation


def _add(session: Session, made: Worker) -> None:
    """Add the worker; the unique address decides when two organisations invited one person."""
    try:
        session.add(made)
        session.flush()
    except IntegrityError as taken:
        raise AlreadyWorker from taken


def _give_place(session: Session, made: Worker, invitation: Invitation) -> None:
    session.add(WorkerRole(worker_id=made.id, role=invitation.role))
    for line_id in invitation.line_ids:
        line = session.get(Line, UUID(line_id))
        if line is not None:
            session.add(LineMember(worker_id=made.id, line_id=line.id))

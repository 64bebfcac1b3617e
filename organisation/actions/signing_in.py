"""Signing in and out."""

from datetime import timedelta

from sqlmodel import Session, col, select, update

from core.identity import NOBODY, Actor, Kind, begin, end
from organisation.errors import NotInvited, WrongSignIn
from organisation.models import Worker
from organisation.queries import worker_by_email
from organisation.schemas import Identity, Proof
from policies.actions import audit


def sign_in(session: Session, proof: Proof, *, lasts: timedelta, before: Actor = NOBODY) -> str:
    """Begin a new session for whom `proof` names and give its token.

    The session before ends: a token from before is worth nothing after (session fixation,
    CWE-384).
    Raises `WrongSignIn` when the account was closed in the meantime.
    """
    found = session.get(Worker, proof.worker_id)
    if found is None or not found.is_active:
        raise WrongSignIn
    if before.session_id is not None:
        end(session, before.session_id)
    if proof.fresher_hash is not None:
        found.password_hash = proof.fresher_hash
        session.add(found)
    audit(session, _as_actor(found), "organisation.sign_in", f"worker:{found.id}")
    return begin(session, Kind.WORKER, found.id, lasts=lasts)


def recognise(session: Session, identity: Identity) -> Proof:
    """Find the worker behind a provider's word: by its subject, at first by a verified address.

    The address must be that of an accepted invitation, so no account is made here.
    Raises `NotInvited`.
    """
    known = session.exec(select(Worker).where(Worker.oidc_subject == identity.subject)).first()
    found = known or _linked(session, identity)
    if not found.is_active:
        raise NotInvited
    return Proof(found.id)


def _linked(session: Session, identity: Identity) -> Worker:
    found = worker_by_email(session, identity.email) if identity.is_email_verified else None
    if found is None or not found.is_active:
        raise NotInvited
    # Only an account that nobody else holds: an address may be given to somebody new.
    linked = session.exec(
        update(Worker)
        .where(col(Worker.id) == found.id, col(Worker.oidc_subject).is_(None))
        .values(oidc_subject=identity.subject)
    )
    if linked.rowcount != 1:
        raise NotInvited
    audit(session, _as_actor(found), "organisation.link_provider", f"worker:{found.id}")
    return found


def sign_out(session: Session, actor: Actor) -> None:
    """End the actor's session; its live sockets close after the commit."""
    if actor.session_id is None:
        return
    end(session, actor.session_id)
    audit(session, actor, "organisation.sign_out", f"worker:{actor.id}")


def note_failed_sign_in(session: Session, way: str) -> None:
    """Note that a sign-in failed, by which way and nothing else: neither who tried nor as whom."""
    audit(session, NOBODY, "organisation.sign_in_failed", f"sign-in:{way}")


def _as_actor(found: Worker) -> Actor:
    return Actor(kind=Kind.WORKER, id=found.id, organisation_id=found.organisation_id)

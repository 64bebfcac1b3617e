"""How the policy is changed: a draft, its changes, and the approval by two people."""

from typing import Any
from uuid import UUID

from sqlmodel import Session

from core import clock
from core.access import require
from core.events import record
from core.identity import Actor
from policies import toml
from policies.access import APPROVE, EDIT
from policies.actions import audit, one_at_a_time
from policies.current import current
from policies.errors import (
    ApprovedAlready,
    DraftChanged,
    NotForAdministrators,
    NothingChanged,
    PolicyError,
    UnfitPolicy,
)
from policies.events import PolicyApproved
from policies.fitness import disagreements
from policies.following import adopt, bring_in
from policies.models import PolicyVersion
from policies.schema import Policy, canonical_hash, parse
from policies.versions import draft, resource_of, sealed

ADMINISTRATOR, OFFICER = "administrator", "data_protection_officer"


def fit(text: str) -> Policy:
    """Read a text that shall become the policy. Raises `UnfitPolicy`, a sentence a fault."""
    try:
        found = parse(text)
    except PolicyError as wrong:
        raise UnfitPolicy(wrong.faults) from wrong
    if faults := disagreements(found):
        raise UnfitPolicy(faults)
    return found


def make_draft(session: Session, actor: Actor, text: str) -> PolicyVersion:
    """Keep a text as a draft. Raises `UnfitPolicy`."""
    fit(text)
    if not sealed(session):
        adopt(session)
    made = PolicyVersion(text="", hash="", author=actor.name, made_at=clock.now())
    _write(made, toml.read(text))
    session.add(made)
    audit(session, actor, EDIT.name, f"policy-draft:{made.id}")
    return made


def change_draft(
    session: Session, actor: Actor, version_id: UUID, changed: dict[str, Any]
) -> PolicyVersion:
    """Give a draft another content; whoever had approved it has to look again.

    Raises `NoSuchVersion` and `UnfitPolicy`.
    """
    found = draft(session, version_id)
    fit(toml.write(changed))
    _write(found, changed)
    found.first_by, found.first_as, found.first_at = None, "", None
    session.add(found)
    audit(session, actor, EDIT.name, f"policy-draft:{found.id}")
    return found


def withdraw(session: Session, actor: Actor, version_id: UUID) -> None:
    """Take a draft back for good. Raises `NoSuchVersion`."""
    session.delete(draft(session, version_id))
    audit(session, actor, EDIT.name, f"policy-draft:{version_id}", reason="withdrawn")


def approve(session: Session, actor: Actor, version_id: UUID, *, looked_at: str) -> PolicyVersion:
    """Approve a draft as the first or the second of two people; the second makes it a version.

    Raises `NoSuchVersion`, `DraftChanged` when its hash is not `looked_at`, `NothingChanged`,
    `ApprovedAlready`, `NotForAdministrators`, and what `require` raises.
    """
    role = _approves_as(actor)
    one_at_a_time(session)
    found = draft(session, version_id)
    if found.hash != looked_at:
        raise DraftChanged
    if found.hash == current().hash:
        raise NothingChanged
    if found.first_by is None:
        found.first_by, found.first_as, found.first_at = actor.id, role, clock.now()
        session.add(found)
        audit(session, actor, APPROVE.name, f"policy-draft:{found.id}", reason=found.hash)
        return found
    if found.first_by == actor.id:
        raise ApprovedAlready
    found.second_by, found.second_as, found.second_at = actor.id, role, clock.now()
    return _approved(session, actor, found)


def _approved(session: Session, actor: Actor, found: PolicyVersion) -> PolicyVersion:
    fit(found.text)  # the program may have changed since the draft was made
    bring_in(session, found, sealed(session))
    audit(session, actor, APPROVE.name, resource_of(found), reason=found.hash)
    record(session, PolicyApproved(number=found.number or 0))
    return found


def _approves_as(actor: Actor) -> str:
    """Name the role as which `actor` approves."""
    decision = require(actor, APPROVE)
    if OFFICER in actor.roles:
        return OFFICER
    if ADMINISTRATOR in actor.roles:
        raise NotForAdministrators
    return decision.rule.removeprefix("roles.").partition("/")[0]


def _write(found: PolicyVersion, raw: dict[str, Any]) -> None:
    found.text, found.hash = toml.write(raw), canonical_hash(raw)

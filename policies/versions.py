"""The stored versions of the policy: which is in force, and whether all are as they were approved.

A version that was approved is sealed: an HMAC over its number, hash, beginning, origin and
approvers, and over the seal before. Whoever changes a stored version in the database cannot make
the seals right again without the house's secret. That the last one was not taken away shows from
the audit log.
"""

import hmac
import json
import tomllib
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from core import clock
from core.crypto import derive
from core.house import house
from policies import toml
from policies.access import APPROVE, FOLLOW
from policies.errors import NoSuchVersion, PolicyError
from policies.models import AuditEntry, PolicyVersion, VersionState
from policies.schema import Policy, canonical_hash, parse

CHANGED_TEXT = "its text is not the one that was kept"


def resource_of(version: PolicyVersion) -> str:
    """Name a version as the audit log does: its number, and the beginning of its hash."""
    return f"policy:{version.number}:{version.hash[:16]}"


def sealed(session: Session) -> list[PolicyVersion]:
    """List the versions that are or were in force or will be, by number."""
    found = select(PolicyVersion).where(col(PolicyVersion.number).is_not(None))
    return list(session.exec(found.order_by(col(PolicyVersion.number))).all())


def drafts(session: Session) -> list[PolicyVersion]:
    """List the drafts, the newest first."""
    found = select(PolicyVersion).where(PolicyVersion.state == VersionState.DRAFT)
    return list(session.exec(found.order_by(col(PolicyVersion.made_at).desc())).all())


def version(session: Session, version_id: UUID) -> PolicyVersion:
    """Find a version. Raises `NoSuchVersion`."""
    found = session.get(PolicyVersion, version_id)
    if found is None:
        raise NoSuchVersion
    return found


def draft(session: Session, version_id: UUID) -> PolicyVersion:
    """Find a draft. Raises `NoSuchVersion`, also when it is a draft no more."""
    found = version(session, version_id)
    if found.state is not VersionState.DRAFT:
        raise NoSuchVersion
    return found


def in_force(versions: Sequence[PolicyVersion], at: datetime | None = None) -> PolicyVersion | None:
    """Give the version in force: of those that have begun, the one approved last."""
    moment = at or clock.now()
    begun = [one for one in versions if one.valid_from and one.valid_from <= moment]
    return begun[-1] if begun else None


def coming(versions: Sequence[PolicyVersion]) -> PolicyVersion | None:
    """Give the version that was approved and has not begun."""
    now = clock.now()
    waiting = [one for one in versions[-1:] if one.valid_from and one.valid_from > now]
    return waiting[0] if waiting else None


def policy_of(found: PolicyVersion) -> Policy:
    """Read a stored version. Raises `PolicyError` when it is not what its hash says."""
    if not _is_whole(found):
        raise PolicyError(_tampered(found, CHANGED_TEXT))
    return parse(found.text)


def seal_of(found: PolicyVersion) -> str:
    """Compute the seal of a version: HMAC-SHA-256 over canonical JSON."""
    said = {
        "number": found.number,
        "hash": found.hash,
        "origin": found.origin,
        "author": found.author,
        "valid_from": _stamp(found.valid_from),
        "first": [str(found.first_by), found.first_as, _stamp(found.first_at)],
        "second": [str(found.second_by), found.second_as, _stamp(found.second_at)],
        "before": found.before,
    }
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hmac.new(_key(), text.encode(), "sha256").hexdigest()


def tampering(session: Session, versions: Sequence[PolicyVersion]) -> list[str]:
    """Name what somebody has changed in the stored versions behind the program's back."""
    told = []
    for last, found in zip([None, *versions], versions, strict=False):
        if not _is_whole(found):
            told.append(_tampered(found, CHANGED_TEXT))
        elif not hmac.compare_digest(found.seal, seal_of(found)):
            told.append(_tampered(found, "its seal is broken"))
        elif last and (found.before != last.seal or found.number != _after(last)):
            told.append(_tampered(found, "the version before it is missing"))
    if not told and (lost := _lost(session, versions)):
        told.append(f"The stored policy version {lost} is missing, and the audit log knows of it.")
    return told


def _is_whole(found: PolicyVersion) -> bool:
    try:
        return canonical_hash(toml.read(found.text)) == found.hash
    except tomllib.TOMLDecodeError:
        return False


def _lost(session: Session, versions: Sequence[PolicyVersion]) -> str:
    """Name the version that the audit log saw last, when it is not there any more."""
    noted = select(AuditEntry.resource).where(
        col(AuditEntry.action).in_([APPROVE.name, FOLLOW.name]),
        col(AuditEntry.resource).like("policy:%"),
    )
    last = session.exec(noted.order_by(col(AuditEntry.seq).desc()).limit(1)).first()
    known = {resource_of(one) for one in versions}
    return "" if last is None or last in known else last.split(":")[1]


def _tampered(found: PolicyVersion, why: str) -> str:
    return (
        f"The stored policy version {found.number} was changed outside the program: {why}. "
        "Restore the database from a backup, and find out who had access to it."
    )


def _after(last: PolicyVersion) -> int:
    return (-1 if last.number is None else last.number) + 1


def _stamp(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at else ""


def _key() -> bytes:
    return derive(house().settings.secret_key.get_secret_value(), "policy-versions/1")

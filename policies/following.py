"""Which policy this installation follows, at its start and from then on.

The rule for the file (RINNALLA_POLICY_FILE, else the shipped one), in `docs/rooms/policies.md`:

1. As long as no version was approved on the page, the file rules. It is kept as version 0, and
   when it changes, as the next one.
2. Once two people have approved a version on the page, that version rules. A file that is one of
   the kept versions changes nothing.
3. A file that nobody here has seen then stops the start, unless it names in `meta.replaces` the
   last version, and in `meta.approved_by` at least two who approved it.
"""

import structlog
from sqlalchemy import inspect
from sqlmodel import Session

from core import clock
from core.db import reading, transaction
from core.house import house
from core.identity import SYSTEM
from core.settings import Settings
from policies import toml
from policies.access import FOLLOW
from policies.actions import audit, one_at_a_time
from policies.current import current, follow, follow_from, next_hash
from policies.errors import PolicyError
from policies.fitness import disagreements
from policies.models import Origin, PolicyVersion, VersionState
from policies.schema import Policy, load
from policies.versions import (
    coming,
    in_force,
    policy_of,
    resource_of,
    seal_of,
    sealed,
    tampering,
)

log = structlog.get_logger(__name__)

TWO = 2


def begin(settings: Settings) -> None:
    """Follow the right policy when the house is built. Raises `PolicyError`, a sentence a fault."""
    given = load(settings.policy_file)
    if not _can_keep():
        _refuse(disagreements(given))
        follow(given)
        return
    with transaction() as session:
        one_at_a_time(session)
        versions = sealed(session)
        _refuse(tampering(session, versions))
        if _is_to_adopt(versions, given, is_given=settings.policy_file is not None):
            _refuse(disagreements(given))
            follow(given)
            adopt(session)
        else:
            _follow_kept(versions)


def adopt(session: Session) -> PolicyVersion:
    """Keep the file that is followed as a version of its own, and say so in the log."""
    made = PolicyVersion(
        origin=Origin.FILE,
        text=toml.write(current().raw),
        hash=current().hash,
        author=SYSTEM.name,
        made_at=clock.now(),
    )
    bring_in(session, made, sealed(session))
    audit(session, SYSTEM, FOLLOW.name, resource_of(made))
    return made


def bring_in(session: Session, made: PolicyVersion, before: list[PolicyVersion]) -> None:
    """Give a version its number, its beginning and its seal; it may begin in the future."""
    last = before[-1] if before else None
    wanted = policy_of(made).meta.valid_from if made.origin is Origin.PAGE else None
    now = clock.now()
    made.state = VersionState.APPROVED
    made.number = 0 if last is None or last.number is None else last.number + 1
    made.valid_from = max(now, clock.day_starts(wanted)) if wanted else now
    made.before = last.seal if last else ""
    made.seal = seal_of(made)
    session.add(made)
    session.flush()
    supersede(session)


def supersede(session: Session) -> None:
    """Mark the versions that a later one has replaced, with the moment at which it did."""
    versions = sealed(session)
    now_valid = in_force(versions)
    if now_valid is None:
        return
    for one in versions[: versions.index(now_valid)]:
        if one.state is VersionState.APPROVED:
            one.state, one.ended_at = VersionState.SUPERSEDED, now_valid.valid_from
            session.add(one)


def refresh() -> None:
    """Follow what is in force by now, if another process, or time itself, has changed it."""
    if not _can_keep():
        return
    with reading() as session:
        versions = sealed(session)
        now_valid, later = in_force(versions), coming(versions)
        if now_valid is None:
            return
        if now_valid.hash == current().hash and (not later or later.hash == next_hash()):
            return
        if faults := tampering(session, versions):
            log.error("policy_tampered", faults=len(faults))
            return
        _follow_kept(versions)


def _follow_kept(versions: list[PolicyVersion]) -> None:
    now_valid, later = in_force(versions), coming(versions)
    if now_valid is not None:
        kept = policy_of(now_valid)
        _refuse([_outgrown(now_valid, fault) for fault in disagreements(kept)])
        follow(kept)
    if later is not None and later.valid_from is not None:
        follow_from(later.valid_from, policy_of(later))


def _is_to_adopt(versions: list[PolicyVersion], given: Policy, *, is_given: bool) -> bool:
    """Apply the rule above. Raises `PolicyError` for a file that nobody here has seen."""
    if not versions:
        return True
    last = versions[-1]
    if all(one.origin is Origin.FILE for one in versions):
        return last.hash != given.hash
    if not is_given or given.hash in {one.hash for one in versions}:
        return False
    if given.meta.replaces == last.hash and len(given.meta.approved_by) >= TWO:
        return True
    raise PolicyError(
        f"RINNALLA_POLICY_FILE: this file ({given.hash[:12]}) was never approved here; version "
        f"{last.number} ({last.hash[:12]}) is in force. Make it a draft on the page and let two "
        f'people approve it, or write replaces = "{last.hash}" and two titles in approved_by '
        "under [meta], or take the setting away."
    )


def _outgrown(found: PolicyVersion, fault: str) -> str:
    return (
        f"Policy version {found.number}, which is in force, does not fit this program: {fault} "
        f'Put it right in a file with replaces = "{found.hash}" under [meta].'
    )


def _can_keep() -> bool:
    """Whether the tables are there; before the first `rinnalla db upgrade` they are not."""
    return inspect(house().database.engine).has_table(str(PolicyVersion.__tablename__))


def _refuse(faults: list[str]) -> None:
    if faults:
        raise PolicyError(*faults)

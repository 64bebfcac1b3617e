"""The one decision: may this subject do this to that, by which rule, with which duties.

Plain Python over tables made once a policy: about a microsecond a call (`bench/decide.py`), where
an engine of its own took a hundred or more and could not carry obligations (measured). Every
route, live event, job and command asks here; `tests/policies/test_oracle.py` compares every answer
with Cedar, which is fed from the same file.

A role is granted a permission within a scope: `own` reaches what is the subject's own, `line` also
what belongs to a line of theirs, no scope all of their organisation. What is another
organisation's is out of everybody's reach but the program's own.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from core import clock
from core.access import PUBLIC, STEP_UP, Decision, Permission, Resource
from core.identity import Actor, Kind, Level
from policies.duration import Duration
from policies.schema import Policy
from policies.sections import Scope

__all__ = ["Context", "Decision", "Gate", "Resource", "level_of", "roles_of"]

_OWN_ROLE = {
    Kind.VISITOR: frozenset({"visitor"}),
    Kind.SYSTEM: frozenset({"system"}),
    Kind.CONSOLE: frozenset({"console"}),
}
_NOT_FOR_WORKERS = frozenset().union(*_OWN_ROLE.values())
_NO_ROLES: frozenset[str] = frozenset()
_THE_HOUSE = frozenset({Kind.SYSTEM, Kind.CONSOLE})
_STRENGTH = {level: number for number, level in enumerate(Level)}
_LEVELS = {
    Kind.WORKER: Level.SIGNED_IN,
    Kind.SYSTEM: Level.STRONG,
    Kind.CONSOLE: Level.STRONG,
}
_REACH = {Scope.OWN: 1, Scope.LINE: 2, Scope.ORGANISATION: 3}
_ANY, _OWN, _LINE, _ORGANISATION, _NOBODYS = range(5)


@dataclass(frozen=True, slots=True)
class Context:
    """The circumstances: how well it is known who acts, and since when."""

    level: Level
    since: datetime | None = None


class _Need(NamedTuple):
    """What an action needs besides the role, and the answer to those who lack it."""

    strength: int
    max_age: Duration | None
    refused: Decision


class _Grant(NamedTuple):
    """A role's permission, how far it reaches, and the answer it gives."""

    role: str
    reach: int
    decision: Decision


class Gate:
    """One policy, made ready to answer."""

    def __init__(self, policy: Policy) -> None:
        self._grants: dict[str, list[_Grant]] = {}
        for role, held in sorted(policy.roles.scopes().items()):
            for name, scope in held.items():
                answer = Decision(True, f"roles.{role}/{name}", (), policy.hash)
                self._grants.setdefault(name, []).append(_Grant(role, _REACH[scope], answer))
        self._needs = {
            name: _Need(
                _STRENGTH[policy.stepup.worker.level],
                policy.stepup.worker.max_age,
                Decision(False, f"stepup.worker/{name}", (STEP_UP,), policy.hash),
            )
            for name in policy.stepup.worker.actions
        }
        self._public = Decision(True, "public", (), policy.hash)
        self._refused = Decision(False, "roles/nobody_grants_it", (), policy.hash)
        self._out_of_reach = Decision(False, "roles/out_of_reach", (), policy.hash)

    def decide(
        self,
        subject: Actor,
        action: str,
        resource: Resource | str = "",
        context: Context | None = None,
    ) -> Decision:
        """Answer whether `subject` may do `action`, and by which of the roles.

        A resource that is only named (as the audit log does), or none, is not weighed: the answer
        is whether the subject may do it to anything at all.
        """
        if action == PUBLIC.name:
            return self._public
        roles, reach = roles_of(subject), _reach(subject, resource)
        answer = self._refused
        for role, wide, granted in self._grants.get(action, ()):
            if role in roles:
                if wide >= reach:
                    return self._weighed(subject, action, granted, context)
                answer = self._out_of_reach
        return answer

    def asked(self, subject: Actor, wanted: Permission, about: Resource | None) -> Decision:
        """Answer `core.access`, through which every door asks."""
        return self.decide(subject, wanted.name, about or "")

    def may(self, subject: Actor, wanted: Permission) -> bool:
        """Whether `subject` may do `wanted` to anything at all."""
        return self.decide(subject, wanted.name).allow

    def _weighed(
        self, subject: Actor, action: str, granted: Decision, context: Context | None
    ) -> Decision:
        """Give `granted`, unless a worker would have to prove first, or again, who they are."""
        need = self._needs.get(action)
        if need is None or subject.kind is not Kind.WORKER:
            return granted
        here = context or Context(level_of(subject), subject.authenticated_at)
        if _STRENGTH[here.level] < need.strength:
            return need.refused
        if need.max_age and (here.since is None or need.max_age.after(here.since) <= clock.now()):
            return need.refused
        return granted


def roles_of(subject: Actor) -> frozenset[str]:
    """Name the roles that count: a worker's own; visitor, system and console are what they are."""
    if subject.kind is Kind.WORKER:
        return subject.roles - _NOT_FOR_WORKERS
    return _OWN_ROLE.get(subject.kind, _NO_ROLES)


def level_of(subject: Actor) -> Level:
    """Say how well it is known who acts."""
    return _LEVELS.get(subject.kind, Level.ANONYMOUS)


def _reach(subject: Actor, resource: Resource | str) -> int:
    """Say how near a record is to the subject; what is nobody's they know is out of reach."""
    if not isinstance(resource, Resource) or subject.kind in _THE_HOUSE:
        return _ANY
    if subject.id is not None and subject.id in resource.owners:
        return _OWN
    if resource.line_id is not None and resource.line_id in subject.lines:
        return _LINE
    home = subject.organisation_id
    return _ORGANISATION if home is not None and home == resource.organisation_id else _NOBODYS

"""What the data-protection officer sees: the retention of every class, and who may do what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from core.access import KNOWN, PUBLIC
from policies.current import current
from policies.purge import Plan
from policies.retention import tasks
from policies.schema import DataClass, Policy, Retention
from policies.words import ROOMS


@dataclass(frozen=True)
class ClassRow:
    """One class of data on the retention board."""

    name: str
    about: DataClass
    rule: Retention
    held: int | None
    due: int
    since: datetime | None
    overdue: int


@dataclass(frozen=True)
class PermissionRow:
    """One permission and who holds it."""

    name: str
    meaning: str
    content: bool
    roles: frozenset[str]


def classes(session: Session, planned: Plan) -> list[tuple[Any, list[ClassRow]]]:
    """Give every class of the policy by room: what it is, its rule, how much is there and due."""
    policy, held = current(), _held(session)
    found: dict[str, list[ClassRow]] = {}
    for name, about in sorted(policy.data_classes.items()):
        due = planned.counts.get(name)
        row = ClassRow(
            name=name,
            about=about,
            rule=policy.retention[name],
            held=held.get(name),
            due=due.rows if due else 0,
            since=due.since if due else None,
            overdue=due.overdue if due else 0,
        )
        found.setdefault(str(_room(name)), []).append(row)
    return list(found.items())


def permissions(policy: Policy, lang: str) -> list[tuple[Any, list[PermissionRow]]]:
    """Give every permission by room, in words, with the roles that hold it."""
    grants = policy.roles.grants()
    found: dict[str, list[PermissionRow]] = {}
    for name in sorted(KNOWN.keys() - {PUBLIC.name}):
        words = policy.permissions.get(name)
        row = PermissionRow(
            name=name,
            meaning=words.say(lang) if words else KNOWN[name].meaning,
            content=name in policy.content,
            roles=frozenset(role for role, held in grants.items() if name in held),
        )
        found.setdefault(str(_room(name)), []).append(row)
    return list(found.items())


def _room(name: str) -> Any:
    first = name.partition(".")[0]
    return ROOMS.get(first, first)


def _held(session: Session) -> dict[str, int]:
    """Count what is there now, for the classes whose rooms can count."""
    counted: dict[str, int] = {}
    for task in tasks():
        counted[task.data_class] = counted.get(task.data_class, 0) + task.held(session)
    return counted

"""Every answer of `decide` is the answer of an independent engine, Cedar, fed from the same file.

The Cedar policies are written from the parsed TOML, not from `Gate`; whose a record is, and how
old a sign-in is, Cedar works out by itself.
"""

import json
import tomllib
from datetime import UTC, datetime, timedelta
from itertools import groupby, product
from typing import Any
from uuid import UUID, uuid4

import pytest
from cedarpy import is_authorized_batch

from core import clock
from core.access import Resource
from core.identity import CONSOLE, SYSTEM, Actor, Kind, Level
from policies.decide import Context, Gate
from policies.duration import Duration
from policies.schema import SHIPPED, parse

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ME, OTHER = uuid4(), uuid4()
MY_LINE, OTHER_LINE = uuid4(), uuid4()
HOME, ELSEWHERE = uuid4(), uuid4()
STRENGTH = {"anonymous": 0, "signed_in": 1, "strong": 2}
MINUTE = 60_000

RECORDS = {
    "own": Resource((OTHER, ME), OTHER_LINE, HOME),
    "line": Resource((OTHER,), MY_LINE, HOME),
    "organisation": Resource((OTHER,), OTHER_LINE, HOME),
    "foreign": Resource((OTHER,), OTHER_LINE, ELSEWHERE),
    "unknown": Resource(),
}
SHIPPED_TEXT = SHIPPED.read_text("utf-8")
STRICTER_TEXT = SHIPPED_TEXT.replace(
    'actions = ["policies.approve"]\nlevel = "signed_in"\nmax_age = "PT12H"',
    'actions = ["policies.approve", "chat.desk", "organisation.edit_line"]\nlevel = "strong"\nmax_age = "PT10M"',
)


def cedar(raw: dict[str, Any], about: str) -> str:
    """Write the file's roles and step-ups as Cedar policies, as far as they speak of one action."""
    reach = {
        "own": "resource.owners.contains(principal.id)",
        "line": "resource.owners.contains(principal.id) || principal.lines.containsAny(resource.lines)",
        "": "resource.owners.contains(principal.id) || principal.lines.containsAny(resource.lines)"
        " || principal.homes.containsAny(resource.homes)",
    }
    told = []
    for role, held in raw["roles"].items():
        for entry in held:
            name, _, scope = entry.partition(":")
            if name != about:  # says nothing of this one, and takes its time to say it
                continue
            told.append(
                f'permit(principal, action == Action::"{name}", resource) when {{'
                f' principal.roles.contains("{role}") && (principal.isHouse || {reach[scope]}) }};'
            )
    need = raw["stepup"]["worker"]
    age = Duration.parse(need["max_age"]).after(NOW) - NOW
    actions = ", ".join(f'Action::"{name}"' for name in need["actions"])
    told.append(
        f"forbid(principal, action in [{actions}], resource) when {{ principal.isWorker &&"
        f" (context.strength < {STRENGTH[need['level']]} || context.age >= {age // timedelta(milliseconds=1)}) }};"
    )
    return "\n".join(told)


def subject(role: str) -> Actor:
    """Give somebody who holds a role as it is held: a worker, or one of the three that are not."""
    if role in {"system", "console"}:
        return SYSTEM if role == "system" else CONSOLE
    if role == "visitor":
        return Actor(Kind.VISITOR, id=ME, roles=frozenset({"visitor"}))
    return Actor(Kind.WORKER, ME, None, HOME, frozenset({role}), frozenset({MY_LINE}), NOW)


def entity(kind: str, name: str, **attributes: Any) -> dict[str, Any]:
    return {"uid": {"type": kind, "id": name}, "attrs": attributes, "parents": []}


def principal(name: str, actor: Actor) -> dict[str, Any]:
    homes = [str(actor.organisation_id)] if actor.organisation_id else []
    return entity(
        "Actor",
        name,
        id=str(actor.id),
        roles=sorted(actor.roles),
        lines=[str(one) for one in actor.lines],
        homes=homes,
        isWorker=actor.kind is Kind.WORKER,
        isHouse=actor.kind in {Kind.SYSTEM, Kind.CONSOLE},
    )


def record(name: str, about: Resource) -> dict[str, Any]:
    def known(one: UUID | None) -> list[str]:
        return [str(one)] if one else []

    owners = [str(one) for one in about.owners]
    return entity(
        "Record",
        name,
        owners=owners,
        lines=known(about.line_id),
        homes=known(about.organisation_id),
    )


def cedars_answers(cases: list[tuple[Any, ...]], raw: dict[str, Any], entities: str) -> list[bool]:
    """Ask Cedar, action by action; gives the answers in the order of the cases."""
    told: dict[int, bool] = {}
    by_action = sorted(enumerate(cases), key=lambda one: one[1][1])
    for about, group in groupby(by_action, key=lambda one: one[1][1]):
        those = list(group)
        requests = [
            {
                "principal": f'Actor::"{role}"',
                "action": f'Action::"{action}"',
                "resource": f'Record::"{scope}"',
                "context": {"strength": STRENGTH[level], "age": age * MINUTE},
            }
            for _, (role, action, scope, level, age) in those
        ]
        answers = is_authorized_batch(requests, cedar(raw, about), entities)
        told |= {at: one.allowed for (at, _), one in zip(those, answers, strict=True)}
    return [told[at] for at in range(len(cases))]


@pytest.mark.parametrize("text", [SHIPPED_TEXT, STRICTER_TEXT], ids=["shipped", "stricter"])
def test_cedar_answers_the_same_for_every_role_action_scope_and_level(text: str):
    raw = tomllib.loads(text)
    gate = Gate(parse(text))
    actors = {role: subject(role) for role in raw["roles"]}
    ages = (0, 11, 13 * 60)
    cases = list(product(actors, sorted(raw["permissions"]), RECORDS, Level, ages))
    entities = [principal(name, one) for name, one in actors.items()]
    entities += [record(name, one) for name, one in RECORDS.items()]

    with clock.stopped(NOW):
        ours = [
            gate.decide(
                actors[role], action, RECORDS[scope], Context(level, NOW - timedelta(minutes=age))
            ).allow
            for role, action, scope, level, age in cases
        ]
    theirs = cedars_answers(cases, raw, json.dumps(entities))

    assert len(cases) > 10_000
    assert any(ours)
    assert [case for case, a, b in zip(cases, ours, theirs, strict=True) if a != b] == []

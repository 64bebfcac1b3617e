from itertools import product
from uuid import uuid4

import pytest

from core import clock
from core.access import KNOWN, PUBLIC, permission
from core.house import House
from core.identity import NOBODY, SYSTEM, Actor, Kind
from policies.decide import Gate
from policies.schema import load

POLICY = load()
GATE = Gate(POLICY)


def worker(*roles: str) -> Actor:
    return Actor(kind=Kind.WORKER, id=uuid4(), roles=frozenset(roles), authenticated_at=clock.now())


def test_every_role_may_do_what_the_file_grants_it_and_nothing_else(home: House):
    grants = POLICY.roles.grants()
    workers = set(grants) - {"visitor", "system", "console"}

    for role, name in product(workers, KNOWN.keys() - {PUBLIC.name}):
        assert GATE.decide(worker(role), name).allow == (name in grants[role]), (role, name)
        assert GATE.may(worker(role), KNOWN[name]) == (name in grants[role]), (role, name)


def test_a_visitor_may_talk_and_not_open_the_desk():
    visitor = Actor(kind=Kind.VISITOR, id=uuid4())

    assert GATE.decide(visitor, "chat.talk").allow
    assert not GATE.decide(visitor, "chat.desk").allow


def test_the_program_itself_purges_and_does_not_talk():
    assert GATE.decide(SYSTEM, "policies.purge").allow
    assert not GATE.decide(SYSTEM, "chat.talk").allow


@pytest.mark.parametrize("name", sorted(POLICY.permissions))
def test_nobody_may_do_nothing(name: str):
    assert not GATE.decide(NOBODY, name).allow


def test_what_is_public_is_open_to_nobody_too():
    assert GATE.decide(NOBODY, PUBLIC.name).allow


def test_a_worker_cannot_be_the_program_or_a_visitor_by_role():
    assert not GATE.decide(worker("system"), "policies.purge").allow
    assert not GATE.decide(worker("visitor"), "chat.feedback").allow


def test_roles_add_up():
    both = worker("responder", "administrator")

    assert GATE.decide(both, "chat.desk").allow
    assert GATE.decide(both, "organisation.roles").allow


def test_a_role_that_the_file_does_not_know_grants_nothing():
    assert not GATE.decide(worker("chief"), "policies.view").allow


def test_the_answer_names_its_rule_and_the_policy():
    decision = GATE.decide(worker("responder"), "chat.desk")

    assert decision.rule == "roles.responder/chat.desk"
    assert decision.policy_hash == POLICY.hash


def test_a_permission_that_nobody_was_granted_is_refused(home: House):
    unknown = permission("policies.never", "Do what nobody may.")
    try:
        assert not GATE.may(worker("administrator"), unknown)
    finally:
        del KNOWN["policies.never"]

"""What a worker is given about themselves, and what not."""

import pytest

from core.db import transaction
from organisation.models import Role
from policies.actions import audit
from tests.people import People
from tests.people_chat import talking
from tests.people_scheduling import on_duty


@pytest.fixture
def line(people: People):
    return people.line()


@pytest.fixture
def worker(people: People, line):
    return people.worker(Role.RESPONDER, name="Aino Alanko", lines=(line,))


def test_a_worker_is_given_what_every_room_holds_about_them(people: People, line, worker):
    on_duty(people, worker, line)
    actor = people.actor(worker)
    with transaction() as session:
        audit(session, actor, "organisation.sign_in", f"worker:{worker.id}")

    told = people.signed_in(worker).get("/me/export").json

    assert told["organisation_worker"][0]["name"] == "Aino Alanko"
    assert told["organisation_worker_role"][0]["role"] == "responder"
    assert len(told["scheduling_duty"]) == 1
    assert told["policies_audit"][0]["action"] == "organisation.sign_in"
    assert told["core_session"][0]["subject_id"] == "you"


def test_no_secret_and_no_other_workers_data_are_in_it(people: People, worker):
    other = people.worker(Role.COORDINATOR, name="Kaisa Kallio")

    answer = people.signed_in(worker).get("/me/export")

    assert "Kaisa" not in answer.text
    assert str(other.id) not in answer.text
    for row in [*answer.json["organisation_worker"], *answer.json["core_session"]]:
        for name in {"password_hash", "token_hash", "oidc_subject"} & row.keys():
            assert row[name] == "stored, not shown"


def test_of_conversations_it_says_how_many_and_when_only(people: People, line):
    _visitor, responder = talking(people, line, nickname="Kettu")

    told = responder.browser.get("/me/export").json["chat_conversation"]

    assert told.keys() == {"rows", "days"}
    assert told["rows"] == 1


def test_taking_it_along_is_an_entry(people: People, worker):
    browser = people.signed_in(worker)
    browser.get("/me/export")

    actions = [one["action"] for one in browser.get("/me/export").json["policies_audit"]]

    assert actions == ["organisation.export_own"]


def test_nobody_else_is_given_it(client):
    answer = client.get("/me/export", headers={"Accept": "application/json"})

    assert answer.status_code == 401

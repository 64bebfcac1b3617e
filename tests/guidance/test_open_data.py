"""The directory as open data through its door: pages, questions, and the description that it keeps to."""

import io

import pytest

from core.clock import stopped
from guidance.actions import Contact
from guidance.importing.running import import_upload
from guidance.schemas import ChannelKind, Status
from tests.people_guidance import a_service, a_whole_service, helsinki, sample


def test_the_interface_pages_through_published_services_and_says_when_nothing_changed(
    client, session
):
    with stopped(at=helsinki(2026, 11, 1, 12)):
        for number in range(3):
            a_service(session, f"Talo {number}")

    first = client.get("/api/hsds/services?per_page=2")
    second = client.get("/api/hsds/services?per_page=2&page=2")
    again = client.get(
        "/api/hsds/services?per_page=2", headers={"If-None-Match": first.headers["ETag"]}
    )

    assert (first.json["total_items"], first.json["size"], first.json["last_page"]) == (3, 2, False)
    assert (second.json["size"], second.json["last_page"]) == (1, True)
    assert again.status_code == 304
    assert again.data == b""
    assert "Set-Cookie" not in first.headers
    assert first.headers["Access-Control-Allow-Origin"] == "*"


def test_the_interface_finds_by_words_change_and_refuses_what_it_does_not_know(client, session):
    with stopped(at=helsinki(2026, 11, 1, 12)):
        a_service(session, "Velkaneuvonta")
    with stopped(at=helsinki(2026, 11, 20, 12)):
        a_service(session, "Nuorten talo")

    def names(question: str) -> list[str]:
        contents = client.get(f"/api/hsds/services?{question}").json["contents"]
        return [one["name"] for one in contents]

    assert names("search=velkoja") == ["Velkaneuvonta"]
    assert names("modified_after=2026-11-10T00:00:00Z") == ["Nuorten talo"]
    assert client.get("/api/hsds/services?sort=name").status_code == 400
    beyond = "/api/hsds/services?modified_after=0001-01-01T00:00:00%2B14:00"
    assert client.get(beyond).json["code"] == "bad_question"
    assert client.get("/api/hsds/services?page=0").json["code"] == "bad_question"
    assert client.get("/api/hsds/services/nobody").status_code == 404


def test_a_service_is_told_at_each_of_its_places_but_not_at_a_secret_one(client, session):
    shown, hidden = (
        Contact(ChannelKind.PLACE, street=street, post_office="Kajaani", visibility=told)
        for street, told in (("Torikatu 1", "full"), ("Salakuja 2", "hidden"))
    )
    service = a_service(session, contacts=(shown, hidden), hours=["9–16"] * 5 + ["", ""])

    listed = client.get("/api/hsds/service_at_locations").json
    place = listed["contents"][0]
    whole = client.get(f"/api/hsds/service_at_locations/{place['id']}").json

    assert listed["total_items"] == 1
    assert place["service"]["id"] == str(service)
    assert place["location"]["addresses"][0]["address_1"] == "Torikatu 1"
    assert "schedules" not in place
    assert len(whole["schedules"]) == 1
    assert "Salakuja" not in str(listed)
    other = client.get(f"/api/hsds/service_at_locations/{service}")
    assert (other.status_code, other.json["code"]) == (404, "not_found")


def test_a_draft_is_not_open_data(client, session):
    service_id = a_service(session, "Luonnos", status=Status.DRAFT)

    assert client.get("/api/hsds/services").json["empty"]
    assert client.get(f"/api/hsds/services/{service_id}").json["code"] == "no_such_service"


@pytest.fixture
def described(client, session):
    a_whole_service(session)
    import_upload(io.BytesIO(sample("ptv12.json")), name="ptv12.json")
    return client


def test_every_answer_is_as_the_interface_describes_itself(home, described):
    """Schemathesis asks each path of the description, a few questions each, and checks answers."""
    import schemathesis
    from hypothesis import HealthCheck, Phase, given, settings

    told = schemathesis.openapi.from_dict(described.get("/api/hsds/openapi.json").json)
    told.app = home.app
    asked: set[str] = set()
    for operation in told.get_all_operations():
        strategy = operation.ok().as_strategy()

        @settings(
            max_examples=2,
            phases=[Phase.generate],
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=strategy)
        def ask(case):
            asked.add(case.operation.path)
            case.call_and_validate(base_url="http://localhost/api/hsds")

        ask()

    assert len(asked) == 11

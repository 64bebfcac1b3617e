"""Marks by which others follow people do not come in with them."""

import pytest
from flask.testing import FlaskClient

from tests.people import People
from tests.people_outreach import post


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/lines/nuoret?k=abc234&utm_source=x&fbclid=y", "/lines/nuoret?k=abc234"),
        ("/sv/lines/nuoret?UTM_Campaign=x", "/sv/lines/nuoret"),
        ("/services?q=yksin%C3%A4isyys&q=b&gclid=1", "/services?q=yksin%C3%A4isyys&q=b"),
        ("//evil.example/?utm_source=x", "/evil.example/"),
        ("/%5Cevil.example?utm_source=x", "/%5Cevil.example"),
    ],
)
def test_a_page_is_led_to_without_what_follows_people(
    asked: str, leads_to: str, client: FlaskClient, people: People
):
    people.line()

    answer = client.get("/" + asked if asked.startswith("//") else asked)

    assert (answer.status_code, answer.location) == (303, leads_to)


def test_what_is_posted_and_what_only_looks_alike_is_left_alone(
    client: FlaskClient, people: People
):
    people.line()

    assert client.get("/lines/nuoret?k=utm_source&custom=1").status_code == 200
    assert post(client, "/lines/nuoret/landed?utm_source=x", k="").status_code == 204

"""The headers of every answer."""

import pytest
from flask.testing import FlaskClient

from core.headers import HEADERS, ONLY_ON_PAGES
from core.house import House
from core.web import asset

ANSWERS = ["/", "/privacy", "/health", "/there-is-no-such-page"]


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_carries_every_header(client: FlaskClient, path):
    with client.get(path) as answer:
        pass

    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_a_file_carries_those_that_mean_something_on_a_file(client: FlaskClient):
    with client.get("/static/css/tokens.css") as answer:
        pass

    missing = {name for name, value in HEADERS.items() if answer.headers.get(name) != value}
    assert missing == ONLY_ON_PAGES


@pytest.mark.parametrize("path", ANSWERS)
def test_no_page_is_kept_by_the_browser(client: FlaskClient, path):
    assert client.get(path).headers["Cache-Control"] == "no-store"


def test_without_tls_nothing_is_said_of_tls(client: FlaskClient):
    assert "Strict-Transport-Security" not in client.get("/health").headers


def test_over_tls_the_browser_is_told_to_stay_with_it(over_tls: House):
    answer = over_tls.app.test_client().get("/health")

    assert answer.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"


def test_a_file_under_its_hash_may_be_kept_for_a_year(client: FlaskClient, app):
    with app.test_request_context():
        address = asset("css/tokens.css")

    with client.get(address) as answer:
        kept = answer.headers["Cache-Control"]

    assert kept == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("asked", ["", "?v=missing", "?v=000000000000"])
def test_a_file_under_any_other_name_is_asked_for_anew(client: FlaskClient, asked):
    with client.get(f"/static/css/tokens.css{asked}") as answer:
        assert answer.headers["Cache-Control"] == "no-cache"


def test_a_missing_file_is_not_kept_as_missing_for_a_year(client: FlaskClient):
    answer = client.get("/static/css/none.css?v=missing")

    assert answer.status_code == 404
    assert "immutable" not in answer.headers["Cache-Control"]

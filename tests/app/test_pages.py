"""The house's own pages: home, health, figures for machines, and what is said when something fails."""

import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr
from structlog.contextvars import get_contextvars, merge_contextvars
from structlog.testing import capture_logs

from app import pages
from core import clock
from core.access import PUBLIC, allows
from core.db import Database
from core.errors import TooMany
from core.house import House, stand
from core.identity import SYSTEM
from core.limits import limiter
from organisation.models import Role
from policies.purge import apply_due
from tests.people import People
from tests.people_policies import NOW
from tests.postgres import nowhere

LANGUAGES = [("", "fi"), ("/sv", "sv"), ("/en", "en")]
TOKEN = "a-token-for-machines"


@pytest.fixture
def failing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let the page about accessibility fail as the test says."""

    def fail_with(error: Exception) -> None:
        @allows(PUBLIC)
        def fall() -> str:
            raise error

        monkeypatch.setitem(app.view_functions, "pages.accessibility", fall)

    return fail_with


@pytest.fixture
def without_database(home: House, tmp_path: Any) -> FlaskClient:
    """Give a browser at a house whose database is gone."""
    settings = home.settings.model_copy(update={"database_url": nowhere(home, tmp_path)})
    stand(replace(home, settings=settings, database=Database(settings)))
    return home.app.test_client()


@pytest.mark.parametrize(("prefix", "code"), LANGUAGES)
@pytest.mark.parametrize("path", ["/", "/privacy", "/accessibility"])
def test_the_houses_pages_speak_three_languages(client: FlaskClient, prefix, code, path):
    answer = client.get(f"{prefix}{path}")

    assert answer.status_code == 200
    assert f'<html lang="{code}"' in answer.text


def test_the_front_page_shows_the_lines_that_are_live(client: FlaskClient, people: People):
    people.line("nuoret")
    people.line("hidden", name={"fi": "Piilossa", "sv": "Gömd", "en": "Hidden"}, is_live=False)

    page = client.get("/").text

    assert "Nuorten chat" in page
    assert "Piilossa" not in page


def test_a_front_page_without_lines_is_no_fault(client: FlaskClient):
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("path", ["/", "/privacy", "/accessibility", "/there-is-no-such-page"])
def test_looking_at_a_page_stores_nothing_in_the_browser(client: FlaskClient, path):
    assert "Set-Cookie" not in client.get(path).headers


def test_the_house_says_that_it_lives_and_is_ready(client: FlaskClient):
    assert client.get("/health").json == {"ok": True}
    assert client.get("/ready").json == {"ok": True, "data": True, "keys": True, "bus": None}


def test_without_its_database_the_house_lives_but_is_not_ready(without_database: FlaskClient):
    assert without_database.get("/health").status_code == 200
    assert without_database.get("/ready").status_code == 503


def test_figures_for_machines_do_not_exist_unless_a_token_is_set(client: FlaskClient):
    for given in ("", "Bearer ", f"Bearer {TOKEN}"):
        assert client.get("/metrics", headers={"Authorization": given}).status_code == 404


@pytest.mark.parametrize(
    ("given", "status"),
    [(f"Bearer {TOKEN}", 200), ("Bearer wrong", 404), ("", 404), ("Bearer ä", 404)],
)
def test_figures_for_machines_are_given_to_the_bearer_only(home: House, given, status):
    settings = home.settings.model_copy(update={"metrics_token": SecretStr(TOKEN)})
    stand(replace(home, settings=settings))

    answer = home.app.test_client().get("/metrics", headers={"Authorization": given})

    assert answer.status_code == status
    assert ("python_info" in answer.text) == (status == 200)


LABELS = {"kind", "event", "code", "door", "status", "le", "generation"}
OF_PYTHON = {"implementation", "major", "minor", "patchlevel", "version"}


def test_figures_for_machines_name_doors_and_nobody(home: House):
    settings = home.settings.model_copy(update={"metrics_token": SecretStr(TOKEN)})
    stand(replace(home, settings=settings))
    machine, bearer = home.app.test_client(), {"Authorization": f"Bearer {TOKEN}"}
    with clock.stopped(NOW):
        apply_due(SYSTEM)
    machine.get("/there-is-no-such-page?who=Aino")

    told = machine.get("/metrics", headers={**bearer, "Host": "10.0.0.7:5001"}).text

    found = [one for family in text_string_to_metric_families(told) for one in family.samples]
    assert {name for one in found for name in one.labels} <= LABELS | OF_PYTHON
    doors = {(one.labels["door"], one.labels["status"]) for one in found if "status" in one.labels}
    assert ("none", "404") in doors
    assert "Aino" not in told
    purged = {one.value for one in found if one.name == "rinnalla_last_purge_timestamp_seconds"}
    assert purged == {NOW.timestamp()}


@pytest.mark.parametrize(("prefix", "code"), LANGUAGES)
def test_a_page_that_is_not_there_is_told_in_the_readers_language(client, prefix, code):
    answer = client.get(f"{prefix}/there-is-no-such-page")

    assert answer.status_code == 404
    assert f'<html lang="{code}"' in answer.text


@pytest.mark.parametrize(("prefix", "code"), LANGUAGES)
@pytest.mark.parametrize("shown", sorted(pages.PAGES_FOR_ERRORS))
def test_every_page_for_errors_can_be_shown_in_every_language(app: Flask, prefix, code, shown):
    with app.test_request_context("/", base_url=f"http://localhost{prefix}"):
        answer = pages._error(shown, "some_code", "")

    assert answer.status_code == shown
    assert f'<html lang="{code}"' in answer.get_data(as_text=True)


@pytest.mark.parametrize(("status", "nearest"), [(418, 400), (409, 400), (422, 400), (502, 500)])
def test_an_error_without_a_page_of_its_own_gets_the_nearest(app: Flask, status, nearest):
    with app.test_request_context("/"):
        like = pages._error(nearest, "some_code", "").get_data(as_text=True)
        answer = pages._error(status, "some_code", "")

    assert answer.status_code == status
    assert heading(answer.get_data(as_text=True)) == heading(like)


def heading(page: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    assert found
    return found[1].strip()


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [("/there-is-no-such-page", 404, "not_found"), ("/metrics", 404, "not_found")],
)
def test_who_asks_for_json_is_answered_in_json(client: FlaskClient, path, status, code):
    answer = client.get(path, headers={"Accept": "application/json"})

    assert answer.status_code == status
    assert answer.json["code"] == code
    assert answer.json["ok"] is False


def test_a_worker_page_asks_a_stranger_to_sign_in_and_json_is_refused(client: FlaskClient):
    page = client.get("/desk")
    data = client.get("/desk", headers={"Accept": "application/json"})

    assert (page.status_code, page.headers["Location"]) == (303, "/sign-in?next=/desk")
    assert (data.status_code, data.json["code"]) == (401, "sign_in_needed")


def test_a_fault_is_told_without_a_word_of_what_happened(client: FlaskClient, failing):
    failing(RuntimeError("what somebody wrote"))

    with capture_logs([merge_contextvars]) as told:
        answers = [client.get("/accessibility") for _again in range(2)]

    assert [one.status_code for one in answers] == [500, 500]
    assert "what somebody wrote" not in answers[0].text
    assert told[0]["event"] == "request_failed"
    assert told[0]["endpoint"] == "pages.accessibility"
    first, second = (one["request"] for one in told)
    assert first != second
    assert first in answers[0].text
    assert "request" not in get_contextvars()


def test_without_its_database_the_house_still_says_so_on_a_page(without_database: FlaskClient):
    without_database.set_cookie("rw", "somebody", domain="localhost")

    answer = without_database.get("/")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert '<html lang="fi"' in answer.text


def test_a_fault_of_the_page_for_faults_does_not_tell_what_was_asked_for(client, app, monkeypatch):
    def fail(*_any: object, **_named: object) -> None:
        raise RuntimeError("what somebody wrote")

    monkeypatch.setattr(pages, "_error", fail)

    with capture_logs() as told, pytest.raises(RuntimeError):
        client.get("/a-secret-in-a-path")

    assert [one["event"] for one in told][-1] == "answer_failed"
    assert "a-secret-in-a-path" not in repr([{**one, "exc_info": None} for one in told])


def test_a_limit_is_told_with_the_same_code_as_on_the_socket(client: FlaskClient, app, monkeypatch):
    strict = limiter.limit("1 per day")(allows(PUBLIC)(lambda: "tea"))
    monkeypatch.setitem(app.view_functions, "pages.accessibility", strict)
    client.get("/accessibility")

    answer = client.get("/accessibility", headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json["code"]) == (429, TooMany.code)


def test_a_refusal_keeps_its_sentence(client: FlaskClient, failing):
    failing(TooMany())

    answer = client.get("/en/accessibility")

    assert answer.status_code == 429
    assert "That was a lot at once." in answer.text


def test_a_worker_sees_in_the_menu_what_their_role_opens(people: People):
    responder = people.signed_in(people.worker(Role.RESPONDER)).get("/en/me").text
    editor = people.signed_in(people.worker(Role.EDITOR)).get("/en/me").text

    assert 'href="/en/desk"' in responder
    assert 'href="/en/desk"' not in editor


def test_an_upload_that_is_too_large_is_refused(client: FlaskClient, app, monkeypatch):
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 10)

    answer = client.post(
        "/sign-in", data={"email": "x" * 100}, headers={"Origin": "http://localhost"}
    )

    assert answer.status_code == 413

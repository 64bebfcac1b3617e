"""The demo's own identification, and that it exists nowhere else."""

import re
from types import SimpleNamespace

import pytest
from flask import Flask

from core.settings import Settings
from organisation.console_identity import ConsoleIdentityProvider
from organisation.models import Role, Worker
from organisation.setup import make_provider, prepare
from tests.people_organisation import post

REAL = Settings(
    _env_file=None,
    public_url="https://chat.example.org",
    secret_key="s" * 32,
    key_wrapping_key="k" * 32,
)


def chooses(browser, worker):
    """Walk the demo's way as far as the address that leads back, and give it."""
    listed = browser.get("/sign-in/oidc", follow_redirects=True)
    state = re.search(r'name="state" value="([^"]+)"', listed.text).group(1)
    return post(browser, "/sign-in/demo", state=state, email=worker.email).location


def test_in_the_demo_one_chooses_whom_to_be(client, people):
    worker = people.worker(Role.RESPONDER, name="Veeti Virta")

    listed = client.get("/sign-in/oidc", follow_redirects=True)
    answer = client.get(chooses(client, worker))

    assert "Veeti Virta" in listed.text
    assert answer.status_code == 303
    assert client.get("/me").status_code == 200


def test_the_worker_is_recognised_by_the_same_code_as_at_a_real_provider(client, people, session):
    worker = people.worker(Role.RESPONDER)

    client.get(chooses(client, worker))

    assert session.get(Worker, worker.id).oidc_subject == f"demo {worker.email}"


def test_a_code_works_once_and_in_its_own_browser_only(client, app, people):
    worker = people.worker(Role.RESPONDER)
    back = chooses(client, worker)
    stranger = app.test_client()

    elsewhere = stranger.get(back)
    here = client.get(back)

    assert elsewhere.status_code == 401
    assert here.status_code == 401
    assert client.get(chooses(client, worker)).status_code == 303


def test_the_list_opens_only_to_whoever_came_from_the_sign_in_page(client, people):
    people.worker(Role.RESPONDER, name="Veeti Virta")

    answer = client.get("/sign-in/demo?state=guessed")

    assert answer.status_code == 401
    assert "Veeti" not in answer.text


def test_outside_the_demo_it_cannot_even_be_made():
    with pytest.raises(RuntimeError):
        ConsoleIdentityProvider(REAL)

    assert make_provider(Flask("real"), REAL) is None


def test_outside_the_demo_its_pages_do_not_exist(client, home, monkeypatch, people):
    worker = people.worker(Role.RESPONDER)
    state = "a state that the page would accept"
    with client.session_transaction() as held:
        held["demo_state"] = state
    monkeypatch.setattr(
        "organisation.routes.signing_in.house", lambda: SimpleNamespace(settings=REAL)
    )

    listed = client.get(f"/sign-in/demo?state={state}")
    chosen = post(client, "/sign-in/demo", state=state, email=worker.email)

    assert (listed.status_code, chosen.status_code) == (404, 404)


def test_over_tls_the_cookie_of_the_round_trip_is_bound_to_the_host_and_dies_soon():
    app = Flask("real")

    prepare(app, REAL)

    assert app.config["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert app.config["SESSION_COOKIE_SECURE"] is True
    assert app.config["SESSION_COOKIE_HTTPONLY"] is True
    assert app.config["SESSION_COOKIE_PATH"] == "/"
    assert app.permanent_session_lifetime.total_seconds() == 600

"""Signing in and out with a password."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from argon2 import PasswordHasher

from core import clock
from core.house import house
from organisation import passwords
from organisation.models import Role, Worker
from organisation.places import local_path
from tests.people_organisation import PASSWORD, audited, post, signs_in, token_of, with_password


def test_a_worker_signs_in_and_sees_their_pages(client, people):
    worker = with_password(people, Role.RESPONDER)

    answer = signs_in(client, worker.email)

    assert answer.status_code == 303
    assert client.get("/me").status_code == 200


def test_the_address_may_be_written_in_capitals(client, people):
    worker = with_password(people, Role.RESPONDER)

    answer = signs_in(client, f" {worker.email.upper()} ")

    assert answer.status_code == 303


def test_a_wrong_password_and_an_unknown_address_are_told_alike(client, people):
    with_password(people, email="someone@example.org")

    wrong = signs_in(client, "someone@example.org", "not the password")
    unknown = signs_in(client, "anybody@example.org", "not the password")

    assert wrong.status_code == unknown.status_code == 401
    assert wrong.text.replace("someone", "anybody") == unknown.text


@pytest.mark.parametrize(
    "email", ["someone@example.org", "provider@example.org", "nobody@example.org"]
)
def test_an_unknown_address_costs_as_much_work_as_a_known_one(client, people, monkeypatch, email):
    with_password(people, email="someone@example.org")
    people.worker(email="provider@example.org")
    checks = []
    monkeypatch.setattr(passwords, "_hasher", CountingHasher(checks))

    signs_in(client, email, "not the password")

    assert len(checks) == 1


class CountingHasher:
    """Argon2 that counts how often it is asked."""

    def __init__(self, checks):
        self.checks = checks
        self.real = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)

    def verify(self, stored, password):
        self.checks.append(stored)
        return self.real.verify(stored, password)

    def hash(self, password):
        return self.real.hash(password)


def test_nobody_signs_in_without_a_password_to_an_account_that_has_none(client, people):
    people.worker(Role.RESPONDER, email="provider@example.org")

    answer = signs_in(client, "provider@example.org", "a password that nobody has")

    assert answer.status_code == 401


def test_a_closed_account_does_not_let_anybody_in(client, people):
    worker = with_password(people, is_active=False)

    assert signs_in(client, worker.email).status_code == 401


def test_a_hash_made_at_an_older_price_is_renewed(client, people, session):
    old = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)
    worker = people.worker(password_hash=old)

    signs_in(client, worker.email)

    renewed = session.get(Worker, worker.id).password_hash
    assert renewed != old
    assert passwords.matches(renewed, PASSWORD)


def test_a_planted_token_is_worth_nothing_after_the_sign_in(client, people):
    worker = with_password(people)
    client.set_cookie("rw", "planted", domain="localhost")

    signs_in(client, worker.email)

    assert token_of(client) != "planted"


def test_the_session_before_ends_when_somebody_signs_in_anew(client, app, people):
    worker = with_password(people)
    signs_in(client, worker.email)
    copied = app.test_client()
    copied.set_cookie("rw", token_of(client), domain="localhost")

    signs_in(client, worker.email)

    assert copied.get("/me").status_code in {302, 303, 401}
    assert client.get("/me").status_code == 200


def test_a_copied_cookie_is_dead_after_signing_out(client, app, people):
    worker = with_password(people)
    signs_in(client, worker.email)
    copied = app.test_client()
    copied.set_cookie("rw", token_of(client), domain="localhost")

    answer = post(client, "/sign-out")

    assert answer.status_code == 303
    assert token_of(client) is None
    assert copied.get("/me").status_code in {302, 303, 401}


def test_signing_out_closes_the_live_socket(client, app, people, home):
    worker = with_password(people, Role.RESPONDER)
    signs_in(client, worker.email)
    socket = home.live.socketio.test_client(
        app,
        namespace="/chat",
        flask_test_client=client,
        auth={"as": "worker"},
        headers={"Origin": "http://localhost"},
    )
    assert socket.is_connected("/chat")

    post(client, "/sign-out")

    assert not socket.is_connected("/chat")


def test_a_session_ends_by_itself(client, people, home):
    worker = with_password(people)
    signs_in(client, worker.email)

    with clock.stopped(clock.now() + timedelta(hours=home.settings.session_hours, seconds=1)):
        answer = client.get("/me")

    assert answer.status_code in {302, 303, 401}


def test_a_worker_comes_back_to_the_page_they_wanted(client, people):
    worker = with_password(people)

    answer = signs_in(client, worker.email, next="/sv/me")

    assert answer.location == "/sv/me"


def test_without_a_wish_the_first_page_opens_in_the_workers_language(client, people):
    worker = with_password(people, Role.ADMINISTRATOR, language="sv")

    answer = signs_in(client, worker.email)

    assert answer.location == "/sv/team"


FOREIGN = [
    "https://example.org/",
    "//example.org/",
    "/\\example.org/",
    "\\\\example.org",
    "/\t/example.org",
    "/\n/example.org",
    "javascript:alert(1)",
    "example.org",
    "",
    " /team",
]


@pytest.mark.parametrize("wanted", FOREIGN)
def test_a_sign_in_never_leads_to_another_site(client, people, wanted):
    worker = with_password(people)

    answer = signs_in(client, worker.email, next=wanted)

    assert local_path(wanted) == ""
    assert not urlsplit(answer.location).netloc
    assert answer.location.startswith("/")


def test_the_eleventh_try_in_a_minute_waits(client, people):
    worker = with_password(people)
    for _ in range(10):
        assert signs_in(client, worker.email, "guess").status_code == 401

    assert signs_in(client, worker.email).status_code == 429


def test_a_form_on_another_site_cannot_sign_anybody_in(client, people):
    worker = with_password(people)

    answer = client.post(
        "/sign-in",
        data={"email": worker.email, "password": PASSWORD},
        headers={"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    )

    assert answer.status_code == 403
    assert token_of(client) is None


def test_whoever_is_in_is_led_on_from_the_sign_in_page(people):
    browser = people.signed_in(with_password(people, Role.ADMINISTRATOR))

    assert browser.get("/sign-in").location == "/team"


def test_a_sign_in_is_in_the_log_and_a_failed_one_says_nothing_about_a_person(
    client, people, session
):
    worker = with_password(people, email="someone@example.org")

    signs_in(client, worker.email)
    signs_in(client, worker.email, "wrong")

    (entered,) = audited(session, "organisation.sign_in")
    (failed,) = audited(session, "organisation.sign_in_failed")
    assert entered.actor == f"worker:{worker.id}"
    assert failed.actor == "nobody"
    assert "someone" not in failed.model_dump_json()
    assert str(worker.id) not in failed.model_dump_json()


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client, people):
    worker = with_password(people)

    cookie = signs_in(client, worker.email).headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert house().settings.is_https or "Secure" not in cookie


def test_whoever_is_not_in_is_led_to_the_sign_in_page_and_back(client, people):
    worker = with_password(people, Role.ADMINISTRATOR)

    led = client.get("/sv/team?x=1")
    answer = signs_in(client, worker.email, next="/sv/team?x=1")

    assert led.status_code == 303
    assert led.location == "/sv/sign-in?next=/sv/team?x%3D1"
    assert answer.location == "/sv/team?x=1"


def test_what_is_not_a_page_to_look_at_is_refused_without_a_detour(client, people):
    worker = people.worker()

    sent = post(client, f"/team/workers/{worker.id}/close")
    asked = client.get("/team", headers={"Accept": "application/json"})

    assert sent.status_code == 401
    assert asked.json["code"] == "sign_in_needed"

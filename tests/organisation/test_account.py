"""One's own account."""

from organisation.models import Role, Worker
from tests.people_organisation import PASSWORD, audited, post, signs_in, with_password

NEW = "viisi vihreää viivainta"


def changes_password(browser, current=PASSWORD, password=NEW, again=NEW):
    return post(browser, "/me/password", current=current, password=password, again=again)


def test_a_worker_changes_the_password_and_stays_here_but_nowhere_else(client, people):
    worker = with_password(people)
    elsewhere = people.signed_in(worker)
    signs_in(client, worker.email)

    answer = changes_password(client)

    assert answer.status_code == 303
    assert client.get("/me").status_code == 200
    assert elsewhere.get("/me").status_code != 200
    assert signs_in(client, worker.email, NEW).status_code == 303


def test_an_open_browser_alone_does_not_change_the_password(people, session):
    worker = with_password(people)

    answer = changes_password(people.signed_in(worker), current="a guess")

    assert answer.status_code == 422
    assert session.get(Worker, worker.id).password_hash == worker.password_hash


def test_a_short_password_is_refused_with_the_reason(people):
    answer = changes_password(
        people.signed_in(with_password(people)), password="lyhyt", again="lyhyt"
    )

    assert answer.status_code == 422
    assert "new-password" in answer.text


def test_a_password_of_one_letter_or_of_the_address_is_too_easy(people):
    browser = people.signed_in(with_password(people, email="maija.meikalainen@example.org"))

    same = changes_password(browser, password="a" * 20, again="a" * 20)
    own = changes_password(browser, password="maija.meikalainen1", again="maija.meikalainen1")

    assert (same.status_code, own.status_code) == (422, 422)


def test_two_different_new_passwords_are_refused(people):
    answer = changes_password(people.signed_in(with_password(people)), again="jotakin aivan muuta")

    assert answer.status_code == 422


def test_a_worker_sees_where_they_are_signed_in_and_ends_it_all(people, session):
    worker = with_password(people)
    here, there = people.signed_in(worker), people.signed_in(worker)
    assert here.get("/me").text.count("<time") == 2

    answer = post(here, "/me/sessions/end")

    assert answer.location == "/sign-in"
    assert here.get("/me").status_code != 200
    assert there.get("/me").status_code != 200
    assert audited(session, "organisation.end_sessions")


def test_the_chosen_language_is_kept_and_shown(people, session):
    worker = with_password(people)

    answer = post(people.signed_in(worker), "/me/language", language="sv")

    assert answer.location == "/sv/me"
    assert session.get(Worker, worker.id).language == "sv"


def test_every_role_has_an_account_page(people):
    for role in Role:
        assert people.signed_in(people.worker(role)).get("/me").status_code == 200


def test_nobody_has_no_account_page(client):
    assert client.get("/me").status_code != 200

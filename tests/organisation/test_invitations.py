"""Inviting and accepting."""

import re
from datetime import timedelta
from threading import Thread

import pytest
from sqlmodel import select

from core import clock
from core.db import transaction
from core.identity import token_hash
from organisation import actions
from organisation.access import invitation_of
from organisation.errors import NoSuchInvitation
from organisation.models import Invitation, Role, Worker
from organisation.queries import member, worker_by_email
from organisation.schemas import Newcomer
from tests.people_organisation import PASSWORD, audited, invited, post, signs_in, with_password

NEW = "viisi vihreää viivainta"


@pytest.fixture
def outbox(app):
    mailer = app.extensions["mailer"]
    mailer.outbox.clear()
    return mailer.outbox


def accepts(browser, token, **changes):
    form = {
        "name": "Uusi Uutinen",
        "shown_as": "Uusi",
        "password": PASSWORD,
        "again": PASSWORD,
        **changes,
    }
    return post(browser, f"/invitations/{token}", **form)


def test_a_coordinator_invites_a_responder_who_opens_an_account(client, people, outbox, session):
    line = people.line()
    browser = people.signed_in(people.worker(Role.COORDINATOR, lines=(line,)))

    post(
        browser,
        "/team/invitations",
        email="Uusi@Example.org",
        name="Uusi Uutinen",
        role="responder",
        lines=str(line.id),
        language="fi",
    )
    link = re.search(
        r"http://localhost(/invitations/\S+)", outbox[0].as_string().replace("=\n", "")
    ).group(1)
    welcome = client.get(link)
    answer = accepts(client, link.rpartition("/")[2])

    assert welcome.status_code == 200
    assert "Uusi Uutinen" in welcome.text
    assert answer.status_code == 303
    made = member(session, worker_by_email(session, "uusi@example.org"))
    assert (made.roles, made.line_ids) == (("responder",), {line.id})
    assert client.get("/me").status_code == 200


def test_the_mail_speaks_the_language_that_was_chosen(people, outbox):
    browser = people.signed_in(people.worker(Role.ADMINISTRATOR))

    post(browser, "/team/invitations", email="ny@example.org", role="editor", language="sv")

    assert "http://localhost/sv/invitations/" in outbox[0].get_body(("plain",)).get_content()


def test_only_the_hash_of_the_link_is_kept(people, session):
    token = invited(people, people.worker(Role.ADMINISTRATOR))

    kept = session.exec(select(Invitation)).one()

    assert kept.token_hash == token_hash(token)
    assert token not in kept.model_dump_json()


def test_an_invitation_works_once(client, app, people, session):
    token = invited(people, people.worker(Role.ADMINISTRATOR))
    accepts(client, token)

    second = accepts(app.test_client(), token, name="Somebody Else")

    assert second.status_code == 404
    assert worker_by_email(session, "uusi@example.org").name == "Uusi Uutinen"


def test_of_two_who_accept_at_once_only_one_gets_in(people, session):
    token = invited(people, people.worker(Role.ADMINISTRATOR))
    found = invitation_of(session, token)
    session.expunge(found)
    session.rollback()
    told = []

    def accept():
        newcomer = Newcomer(name="Uusi", shown_as="Uusi", language="fi", password_hash=None)
        try:
            with transaction() as own:
                told.append(actions.accept(own, found, newcomer).id)
        except NoSuchInvitation:
            told.append(None)

    both = [Thread(target=accept) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert told.count(None) == 1


def test_an_invitation_runs_out_after_seven_days(client, people):
    token = invited(people, people.worker(Role.ADMINISTRATOR))

    with clock.stopped(clock.now() + timedelta(days=7, seconds=1)):
        shown, answer = client.get(f"/invitations/{token}"), accepts(client, token)

    assert (shown.status_code, answer.status_code) == (404, 404)


def test_a_link_that_never_was_is_told_like_one_that_was_used(client, app, people):
    token = invited(people, people.worker(Role.ADMINISTRATOR))
    accepts(client, token)
    stranger = app.test_client()

    used, unknown = stranger.get(f"/invitations/{token}"), stranger.get("/invitations/unknown")

    assert used.text.replace(token, "unknown") == unknown.text


def test_a_new_invitation_replaces_the_one_before(client, people):
    administrator = people.worker(Role.ADMINISTRATOR)
    older = invited(people, administrator)

    newer = invited(people, administrator)

    assert client.get(f"/invitations/{older}").status_code == 404
    assert client.get(f"/invitations/{newer}").status_code == 200


def test_an_invitation_can_be_taken_back_by_whoever_sent_it(client, people, session):
    coordinator = people.worker(Role.COORDINATOR)
    token = invited(people, coordinator)
    sent = session.exec(select(Invitation)).one()

    answer = post(people.signed_in(coordinator), f"/team/invitations/{sent.id}/take-back")

    assert answer.status_code == 303
    assert client.get(f"/invitations/{token}").status_code == 404


def test_a_coordinator_cannot_take_back_what_an_administrator_sent(client, people, session):
    token = invited(people, people.worker(Role.ADMINISTRATOR))
    sent = session.exec(select(Invitation)).one()

    answer = post(
        people.signed_in(people.worker(Role.COORDINATOR)), f"/team/invitations/{sent.id}/take-back"
    )

    assert answer.status_code == 404
    assert client.get(f"/invitations/{token}").status_code == 200


def test_a_short_password_is_refused_and_the_invitation_stays_open(client, people):
    token = invited(people, people.worker(Role.ADMINISTRATOR))

    answer = accepts(client, token, password="lyhyt", again="lyhyt")

    assert answer.status_code == 422
    assert accepts(client, token).status_code == 303


def test_a_coordinator_cannot_invite_an_administrator(people, outbox, session):
    browser = people.signed_in(people.worker(Role.COORDINATOR))

    answer = post(
        browser, "/team/invitations", email="uusi@example.org", role="administrator", language="fi"
    )

    assert answer.status_code == 422
    assert not outbox
    assert not session.exec(select(Invitation)).all()


def test_a_coordinator_cannot_invite_to_a_line_of_others(people, outbox):
    theirs, own = people.line("theirs"), people.line("own")
    browser = people.signed_in(people.worker(Role.COORDINATOR, lines=(own,)))

    answer = post(
        browser,
        "/team/invitations",
        email="uusi@example.org",
        role="responder",
        lines=str(theirs.id),
        language="fi",
    )

    assert answer.status_code == 422
    assert not outbox


def test_a_responder_invites_nobody(people):
    browser = people.signed_in(people.worker(Role.RESPONDER))

    answer = post(
        browser, "/team/invitations", email="uusi@example.org", role="responder", language="fi"
    )

    assert answer.status_code == 403


def test_somebody_who_works_here_is_not_invited_again(people, outbox, session):
    colleague = people.worker(Role.RESPONDER)
    browser = people.signed_in(people.worker(Role.ADMINISTRATOR))

    answer = post(browser, "/team/invitations", email=colleague.email, role="editor", language="fi")

    assert answer.status_code == 303
    assert not outbox
    assert not session.exec(select(Invitation)).all()


def test_somebody_who_left_comes_back_to_the_same_account(client, people, session):
    left = people.worker(is_active=False, email="uusi@example.org")
    token = invited(people, people.worker(Role.ADMINISTRATOR))

    accepts(client, token)

    assert session.get(Worker, left.id).is_active
    assert signs_in(client, "uusi@example.org").status_code == 303


def test_a_mail_server_that_is_away_is_told_and_the_page_stays(app, people, monkeypatch):
    monkeypatch.setitem(app.extensions, "mailer", AwayMailer())
    browser = people.signed_in(people.worker(Role.ADMINISTRATOR))

    answer = post(
        browser, "/team/invitations", email="uusi@example.org", role="editor", language="fi"
    )

    assert answer.status_code == 303
    assert "flash error" in browser.get("/team").text


class AwayMailer:
    """A mail server that nobody reaches."""

    def deliver(self, message):
        raise ConnectionRefusedError


def test_the_log_knows_of_the_invitation_but_not_for_whom(people, session):
    browser = people.signed_in(people.worker(Role.ADMINISTRATOR))

    post(browser, "/team/invitations", email="uusi@example.org", role="editor", language="fi")

    (entry,) = audited(session, "organisation.invite")
    assert "uusi" not in entry.model_dump_json()


def test_a_forgotten_password_is_renewed_by_mail_and_roles_stay(client, people, outbox, session):
    line = people.line()
    worker = with_password(people, Role.COORDINATOR, lines=(line,))
    browser = people.signed_in(worker)

    post(people.signed_in(people.worker(Role.ADMINISTRATOR)), f"/team/workers/{worker.id}/password")
    old = signs_in(client, worker.email)
    link = outbox[0].get_body(("plain",)).get_content().partition("http://localhost")[2].split()[0]
    answer = accepts(client, link.rpartition("/")[2], password=NEW, again=NEW)

    assert browser.get("/me").status_code != 200
    assert old.status_code == 401
    assert answer.status_code == 303
    assert signs_in(client, worker.email, NEW).status_code == 303
    renewed = member(session, session.get(Worker, worker.id))
    assert (renewed.roles, renewed.line_ids) == (("coordinator",), {line.id})


def test_a_link_to_a_new_password_dies_with_the_account(client, people, outbox, session):
    worker = with_password(people)
    browser = people.signed_in(people.worker(Role.ADMINISTRATOR))
    post(browser, f"/team/workers/{worker.id}/password")
    link = outbox[0].get_body(("plain",)).get_content().partition("http://localhost")[2].split()[0]

    post(browser, f"/team/workers/{worker.id}/close")

    assert accepts(client, link.rpartition("/")[2]).status_code == 404
    assert not session.get(Worker, worker.id).is_active


def test_a_coordinator_cannot_void_anybodys_password(people, session):
    worker = with_password(people)

    answer = post(
        people.signed_in(people.worker(Role.COORDINATOR)), f"/team/workers/{worker.id}/password"
    )

    assert answer.status_code == 403
    assert session.get(Worker, worker.id).password_hash

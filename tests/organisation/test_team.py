"""The team page: roles, lines, closing accounts, and what nobody may do."""

from uuid import uuid4

import pytest

from organisation.models import Organisation, Role, Worker
from organisation.queries import member
from tests.people import texts
from tests.people_organisation import audited, post, signs_in, with_password


def roles_of(session, worker):
    session.rollback()
    return set(member(session, session.get(Worker, worker.id)).roles)


def lines_of(session, worker):
    session.rollback()
    return set(member(session, session.get(Worker, worker.id)).line_ids)


def test_the_team_page_lists_workers_with_roles_and_lines(people):
    line = people.line()
    people.worker(Role.RESPONDER, lines=(line,), name="Veeti Virta")

    page = people.signed_in(people.worker(Role.ADMINISTRATOR)).get("/team").text

    assert "Veeti Virta" in page
    assert "Nuorten chat" in page


@pytest.mark.parametrize("role", [Role.RESPONDER, Role.EDITOR])
def test_who_needs_no_team_page_sees_none(people, role):
    assert people.signed_in(people.worker(role)).get("/team").status_code == 403


def test_an_administrator_gives_a_role(people, session):
    browser = people.signed_in(people.worker(Role.ADMINISTRATOR))
    worker = people.worker(Role.RESPONDER)

    answer = post(browser, f"/team/workers/{worker.id}/roles", roles=["responder", "coordinator"])

    assert answer.status_code == 303
    assert roles_of(session, worker) == {"responder", "coordinator"}
    (entry,) = audited(session, "organisation.roles")
    assert entry.reason == "+coordinator"


def test_whoever_gets_a_role_stays_signed_in_and_whoever_loses_one_does_not(people):
    browser = people.signed_in(people.worker(Role.ADMINISTRATOR))
    gains, loses = people.worker(Role.RESPONDER), people.worker(Role.RESPONDER, Role.COORDINATOR)
    their, other = people.signed_in(gains), people.signed_in(loses)

    post(browser, f"/team/workers/{gains.id}/roles", roles=["responder", "editor"])
    post(browser, f"/team/workers/{loses.id}/roles", roles=["responder"])

    assert their.get("/me").status_code == 200
    assert other.get("/me").status_code != 200


def test_nobody_raises_their_own_roles(people, session):
    administrator = people.worker(Role.ADMINISTRATOR)

    post(
        people.signed_in(administrator),
        f"/team/workers/{administrator.id}/roles",
        roles=["administrator", "responder"],
    )

    assert roles_of(session, administrator) == {"administrator"}


def test_nobody_removes_the_last_administrator(people, session):
    administrator = people.worker(Role.ADMINISTRATOR)
    browser = people.signed_in(administrator)

    post(browser, f"/team/workers/{administrator.id}/roles", roles=[])
    post(browser, f"/team/workers/{administrator.id}/close")

    assert roles_of(session, administrator) == {"administrator"}
    assert session.get(Worker, administrator.id).is_active


def test_a_closed_administrator_does_not_count_as_one(people, session):
    administrator = people.worker(Role.ADMINISTRATOR)
    people.worker(Role.ADMINISTRATOR, is_active=False)

    post(people.signed_in(administrator), f"/team/workers/{administrator.id}/close")

    assert session.get(Worker, administrator.id).is_active


def test_one_of_two_administrators_may_go(people, session):
    people.worker(Role.ADMINISTRATOR)
    leaving = people.worker(Role.ADMINISTRATOR)

    post(people.signed_in(leaving), f"/team/workers/{leaving.id}/close")

    assert not session.get(Worker, leaving.id).is_active


def test_a_coordinator_gives_no_roles(people, session):
    worker = people.worker(Role.RESPONDER)
    browser = people.signed_in(people.worker(Role.COORDINATOR))

    answer = post(browser, f"/team/workers/{worker.id}/roles", roles=["responder", "administrator"])

    assert answer.status_code == 403
    assert roles_of(session, worker) == {"responder"}


def test_a_coordinator_staffs_own_lines_and_leaves_others_as_they_are(people, session):
    own, theirs = people.line("own"), people.line("theirs")
    worker = people.worker(Role.RESPONDER, lines=(theirs,))
    browser = people.signed_in(people.worker(Role.COORDINATOR, lines=(own,)))

    post(browser, f"/team/workers/{worker.id}/lines", lines=[str(own.id)])
    with_own = lines_of(session, worker)
    post(browser, f"/team/workers/{worker.id}/lines", lines=[])

    assert with_own == {own.id, theirs.id}
    assert lines_of(session, worker) == {theirs.id}


def test_a_coordinator_cannot_put_anybody_on_a_line_of_others(people, session):
    own, theirs = people.line("own"), people.line("theirs")
    worker = people.worker(Role.RESPONDER)
    browser = people.signed_in(people.worker(Role.COORDINATOR, lines=(own,)))

    answer = post(browser, f"/team/workers/{worker.id}/lines", lines=[str(theirs.id)])

    assert answer.status_code == 422
    assert lines_of(session, worker) == set()


def test_closing_an_account_ends_every_session_and_live_socket_at_once(client, app, people, home):
    worker = with_password(people, Role.RESPONDER)
    signs_in(client, worker.email)
    socket = home.live.socketio.test_client(
        app,
        namespace="/chat",
        flask_test_client=client,
        auth={"as": "worker"},
        headers={"Origin": "http://localhost"},
    )

    post(people.signed_in(people.worker(Role.ADMINISTRATOR)), f"/team/workers/{worker.id}/close")

    assert client.get("/me").status_code != 200
    assert not socket.is_connected("/chat")
    assert signs_in(client, worker.email).status_code == 401


def test_an_administrator_signs_a_worker_out_everywhere(people):
    worker = people.worker(Role.RESPONDER)
    browser = people.signed_in(worker)

    post(
        people.signed_in(people.worker(Role.ADMINISTRATOR)),
        f"/team/workers/{worker.id}/sessions/end",
    )

    assert browser.get("/me").status_code != 200


def test_a_worker_of_another_organisation_is_told_like_one_that_never_was(people, session):
    people.organisation()
    other = Organisation(slug="other", name=texts("Toinen"))
    session.add(other)
    session.commit()
    stranger = people.worker(Role.RESPONDER, organisation_id=other.id)
    browser = people.signed_in(people.worker(Role.ADMINISTRATOR))

    hidden = browser.get(f"/team/workers/{stranger.id}")
    missing = browser.get(f"/team/workers/{uuid4()}")

    assert hidden.status_code == missing.status_code == 404
    assert post(browser, f"/team/workers/{stranger.id}/close").status_code == 404
    assert session.get(Worker, stranger.id).is_active


def test_an_administrator_has_no_permission_about_conversations(people):
    from core.access import KNOWN, may

    actor = people.actor(people.worker(Role.ADMINISTRATOR))

    assert may(actor, KNOWN["organisation.roles"])
    assert not [name for name, one in KNOWN.items() if name.startswith("chat.") and may(actor, one)]

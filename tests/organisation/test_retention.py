"""What is purged of workers and invitations."""

from datetime import timedelta

from sqlmodel import select

from core import clock
from organisation.models import Invitation, Role, Worker
from policies.retention import tasks
from tests.people_organisation import invited, post


def task(data_class):
    (found,) = [one for one in tasks() if one.data_class == data_class]
    return found


def purges(session, data_class, before):
    found = task(data_class)
    ids = [due.id for due in found.find(session, before)]
    done = found.purge(session, ids) if ids else 0
    session.commit()
    return done


def test_an_invitation_that_ran_out_is_purged_and_an_open_one_is_not(people, session):
    administrator = people.worker(Role.ADMINISTRATOR)
    invited(people, administrator, email="new@example.org")
    with clock.stopped(clock.now() - timedelta(days=30)):
        invited(people, administrator, email="old@example.org")

    purged = purges(session, "organisation.invitation", clock.now())

    assert purged == 1
    assert [one.email for one in session.exec(select(Invitation)).all()] == ["new@example.org"]


def test_a_closed_account_loses_name_and_address_and_an_open_one_keeps_them(people, session):
    leaving, staying = people.worker(Role.RESPONDER), people.worker(Role.RESPONDER)
    browser = people.signed_in(people.worker(Role.ADMINISTRATOR))
    post(browser, f"/team/workers/{leaving.id}/close")

    first = purges(session, "worker.account", clock.now() + timedelta(seconds=1))
    second = purges(session, "worker.account", clock.now() + timedelta(seconds=1))

    gone, kept = session.get(Worker, leaving.id), session.get(Worker, staying.id)
    assert (first, second) == (1, 0)
    assert (gone.name, gone.shown_as) == ("", "")
    assert leaving.email not in gone.email
    assert kept.name == staying.name

"""What workers are by profession: said by those who staff lines, from the policy's list."""

import pytest

from organisation.models import Role, WorkerProfession
from organisation.queries import professions_of
from tests.people import People
from tests.people_chat import ORIGIN


@pytest.fixture
def noora(people: People):
    return people.worker(Role.RESPONDER, lines=(people.line(),), name="Noora Niemi")


def says(people: People, noora, *wanted: str, by: Role = Role.ADMINISTRATOR):
    browser = people.signed_in(people.worker(by, name="Yrjö Ylönen"))
    address = f"/team/workers/{noora.id}/professions"
    return browser, browser.post(address, data={"professions": list(wanted)}, headers=ORIGIN)


def test_an_administrator_says_it_and_the_page_shows_it(people, noora, session):
    browser, _answer = says(people, noora, "nurse", "psychologist")

    page = browser.get(f"/team/workers/{noora.id}").text

    assert professions_of(session, [noora.id]) == {noora.id: ("nurse", "psychologist")}
    assert "Sairaanhoitaja" in page


def test_one_that_the_policy_does_not_know_is_refused(people, noora, session):
    _browser, answer = says(people, noora, "astrologer")

    assert answer.status_code == 422
    assert professions_of(session, [noora.id]) == {}


def test_a_responder_does_not_say_it_of_anybody(people, noora):
    _browser, answer = says(people, noora, "doctor", by=Role.RESPONDER)

    assert answer.status_code == 403


def test_one_that_has_left_the_list_is_not_told(people, noora, session):
    session.add(WorkerProfession(worker_id=noora.id, profession="alchemist"))
    session.commit()

    assert professions_of(session, [noora.id]) == {}

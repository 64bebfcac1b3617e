"""The commands for the first worker."""

import pytest
from click.testing import CliRunner
from sqlmodel import select

from organisation.cli import COMMANDS
from organisation.models import Invitation, Organisation, Role
from tests.people_organisation import PASSWORD, post

ORGANISATION, WORKER = COMMANDS


def runs(command, *words):
    return CliRunner().invoke(command, list(words))


def adds(*more, email="eka@example.org", role="administrator"):
    return runs(WORKER, "add", "--email", email, "--name", "Eka Ekanen", "--role", role, *more)


def test_an_organisation_is_founded_and_its_first_worker_let_in(client, home):
    founded = runs(ORGANISATION, "add", "--slug", "jarjesto", "--name", "Järjestö")
    link = adds().output.strip()

    welcome = post(
        client,
        link.removeprefix("http://localhost"),
        name="Eka Ekanen",
        shown_as="Eka",
        password=PASSWORD,
        again=PASSWORD,
    )

    assert founded.exit_code == 0
    assert welcome.status_code == 303
    assert client.get("/team").status_code == 200


def test_the_link_is_in_the_chosen_language(people):
    people.organisation()

    assert adds("--language", "sv").output.startswith("http://localhost/sv/invitations/")


def test_without_an_organisation_the_command_says_what_to_do(home):
    answer = adds()

    assert answer.exit_code == 1
    assert "rinnalla organisation add" in answer.output


def test_with_several_organisations_one_must_be_named(people, session):
    people.organisation()
    session.add(Organisation(slug="toinen", name={"fi": "Toinen"}))
    session.commit()

    assert adds().exit_code == 2
    assert adds("--organisation", "toinen").exit_code == 0


def test_somebody_who_works_here_is_not_invited_again(people, session):
    worker = people.worker(Role.RESPONDER)

    answer = adds(email=worker.email)

    assert answer.exit_code == 1
    assert not session.exec(select(Invitation)).all()


def test_what_is_no_address_is_asked_again(people):
    people.organisation()

    assert adds(email="eka").exit_code == 2


def test_an_organisation_is_founded_once_under_one_name(people):
    people.organisation()

    answer = runs(ORGANISATION, "add", "--slug", "org", "--name", "Uudelleen")

    assert answer.exit_code == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command):
    assert command.help
    assert all(
        sub.help and all(option.help for option in sub.params) for sub in command.commands.values()
    )

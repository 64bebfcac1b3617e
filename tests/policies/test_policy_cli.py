"""`rinnalla policy …` from the machine itself."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlmodel import Session, select

from core.db import transaction
from organisation import passwords
from organisation.models import Worker
from policies.current import current
from policies.models import AuditEntry
from policies.policy_cli import policy
from tests.people import People
from tests.policy import TEXT

PASSWORD = "a long enough password"

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def own(tmp_path: Path) -> str:
    file = tmp_path / "own.toml"
    file.write_text(TEXT.replace('keep = "P7D"', 'keep = "P5D"', 1), "utf-8")
    return str(file)


def said(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(policy, words, input=typed)


def with_password(people: People, role: str, name: str) -> str:
    worker = people.worker(role, name=name)
    with transaction() as session:
        session.get_one(Worker, worker.id).password_hash = passwords.hashed(PASSWORD)
    return worker.email


def test_a_difference_is_told_in_the_language_asked_for(own: str):
    assert "säilytysaika lyhenee 7 päivästä 5 päivään" in said("diff", own).output
    assert "from 7 days to 5 days" in said("diff", own, "--lang", "en").output


def test_an_unfit_file_ends_with_three(tmp_path: Path):
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(TEXT.replace("\nk = 5", "\nk = 2"), "utf-8")

    assert {
        said(verb, str(wrong)).exit_code for verb in ("check", "diff", "simulate", "draft")
    } == {3}


def test_a_trial_says_what_would_go(own: str):
    result = said("simulate", own)

    assert (result.exit_code, result.output.split()[-2:]) == (0, ["all", "0"])


def test_two_workers_approve_a_draft_with_their_own_passwords(
    own: str, people: People, session: Session
):
    officer = with_password(people, "data_protection_officer", "Tuula Tamminen")
    coordinator = with_password(people, "coordinator", "Kaisa Kallio")
    draft = said("draft", own).output.strip()

    first = said("approve", draft, "--as", officer, typed=f"{PASSWORD}\n")
    second = said("approve", draft, "--as", coordinator, typed=f"{PASSWORD}\n")

    assert "A second person" in first.output
    assert "Version 1 is approved" in second.output
    assert str(current().retention["chat.body"].keep) == "P5D"
    found = session.exec(
        select(AuditEntry).where(AuditEntry.action == "policies.approve").order_by(AuditEntry.seq)
    ).all()
    assert all(one.actor.startswith("worker:") for one in found)
    assert "1  " in said("versions").output
    assert 'keep = "P5D"' in said("show").output


def test_a_wrong_password_or_the_same_person_twice_ends_with_six(own: str, people: People):
    officer = with_password(people, "data_protection_officer", "Tuula Tamminen")
    draft = said("draft", own).output.strip()

    wrong = said("approve", draft, "--as", officer, typed="not it\n")
    once = said("approve", draft, "--as", officer, typed=f"{PASSWORD}\n")
    twice = said("approve", draft, "--as", officer, typed=f"{PASSWORD}\n")

    assert (wrong.exit_code, once.exit_code, twice.exit_code) == (6, 0, 6)
    assert "approved_already" in twice.output


def test_an_administrator_approves_nothing(own: str, people: People):
    administrator = with_password(people, "administrator", "Yrjö Ylinen")
    draft = said("draft", own).output.strip()

    assert said("approve", draft, "--as", administrator, typed=f"{PASSWORD}\n").exit_code == 6


@pytest.mark.parametrize("document", ["records", "assessment"])
@pytest.mark.parametrize("kind", ["html", "csv", "json"])
def test_the_documents_are_printed_in_every_form(document: str, kind: str):
    result = said("export", document, "--format", kind)

    assert result.exit_code == 0, result.output
    assert "Viestit, kuvat ja ääniviestit sekä nimimerkki" in result.output
    if kind == "json":
        assert json.loads(result.output)
    if kind == "html":
        assert result.output.lstrip().startswith("<!doctype html>")


def test_every_command_has_help():
    assert all(one.help for one in policy.commands.values())

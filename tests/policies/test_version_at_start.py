"""Which policy rules when the house starts: the file, or what two people approved."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from core.house import House
from policies import following
from policies.current import current, follow
from policies.errors import PolicyError
from policies.models import Origin
from policies.schema import parse
from policies.versions import sealed
from tests.people import People
from tests.people_versions import SHORTER, approve, bring_in
from tests.policy import TEXT


@pytest.fixture
def officer(people: People) -> FlaskClient:
    return people.signed_in(people.worker("data_protection_officer", name="Tuula Tamminen"))


@pytest.fixture
def coordinator(people: People) -> FlaskClient:
    return people.signed_in(people.worker("coordinator", name="Kaisa Kallio"))


def start(home: House, file: Path | None = None) -> None:
    following.begin(home.settings.model_copy(update={"policy_file": file}))


def a_file(folder: Path, text: str) -> Path:
    file = folder / "own.toml"
    file.write_text(text, "utf-8")
    return file


def approved(officer: FlaskClient, coordinator: FlaskClient) -> None:
    draft = bring_in(officer, SHORTER)
    assert (approve(officer, draft), approve(coordinator, draft)) == (303, 303)


def test_the_file_is_kept_as_version_zero(home: House, session: Session):
    start(home)

    only = sealed(session)[0]
    assert (only.number, only.hash, only.origin) == (0, parse(TEXT).hash, Origin.FILE)


def test_a_start_that_changes_nothing_keeps_nothing_new(home: House, session: Session):
    start(home)
    start(home)

    assert len(sealed(session)) == 1


def test_as_long_as_nobody_approved_on_the_page_the_file_rules(
    home: House, tmp_path: Path, session: Session
):
    start(home)
    start(home, a_file(tmp_path, SHORTER))

    assert [one.number for one in sealed(session)] == [0, 1]
    assert str(current().retention["chat.body"].keep) == "P5D"


def test_what_two_people_approved_outlives_a_restart(
    home: House, officer: FlaskClient, coordinator: FlaskClient
):
    approved(officer, coordinator)
    follow(parse(TEXT))

    start(home)

    assert str(current().retention["chat.body"].keep) == "P5D"


def test_an_earlier_file_does_not_undo_what_two_people_approved(
    home: House, tmp_path: Path, officer: FlaskClient, coordinator: FlaskClient
):
    approved(officer, coordinator)

    start(home, a_file(tmp_path, TEXT))

    assert str(current().retention["chat.body"].keep) == "P5D"


def test_a_file_that_nobody_has_seen_stops_the_start(
    home: House, tmp_path: Path, officer: FlaskClient, coordinator: FlaskClient
):
    approved(officer, coordinator)
    unseen = a_file(tmp_path, SHORTER.replace('"P5D"', '"P1D"'))

    with pytest.raises(PolicyError, match="was never approved here; version 1"):
        start(home, unseen)


def test_a_file_that_names_what_it_replaces_is_taken(
    home: House, tmp_path: Path, officer: FlaskClient, coordinator: FlaskClient
):
    approved(officer, coordinator)
    own = SHORTER.replace('"P5D"', '"P1D"').replace(
        "approved_by = [] ",
        f'replaces = "{current().hash}"\napproved_by = ["Johtaja", "Tietosuojavastaava"] ',
    )

    start(home, a_file(tmp_path, own))

    assert str(current().retention["chat.body"].keep) == "P1D"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            "UPDATE policies_version SET text = replace(text, 'P5D', 'P9Y') WHERE number = 1",
            "its text is not",
        ),
        ("UPDATE policies_version SET second_by = id WHERE number = 1", "its seal is broken"),
        (
            "UPDATE policies_version SET valid_from = '2020-01-01 00:00:00' WHERE number = 1",
            "seal is broken",
        ),
        ("DELETE FROM policies_version WHERE number = 1", "version 1 is missing"),
    ],
    ids=["the text", "an approver", "the day", "the whole version"],
)
def test_a_version_that_somebody_changed_stops_the_start(
    change: str,
    told: str,
    home: House,
    officer: FlaskClient,
    coordinator: FlaskClient,
    session: Session,
):
    approved(officer, coordinator)
    session.connection().exec_driver_sql(change)
    session.commit()

    with pytest.raises(PolicyError, match=told):
        start(home)


def test_a_version_in_between_that_is_missing_stops_the_start(
    home: House, officer: FlaskClient, coordinator: FlaskClient, session: Session
):
    approved(officer, coordinator)
    back = bring_in(officer, TEXT)
    assert (approve(officer, back), approve(coordinator, back)) == (303, 303)
    session.connection().exec_driver_sql("DELETE FROM policies_version WHERE number = 1")
    session.commit()

    with pytest.raises(PolicyError, match="the version before it is missing"):
        start(home)

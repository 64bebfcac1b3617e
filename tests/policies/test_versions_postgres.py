"""Two people approve a version on PostgreSQL: the same rules, and its own constraints hold them."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from core.house import House
from policies.current import current
from policies.models import PolicyVersion, VersionState
from policies.schema import SHIPPED
from tests.people import People

pytestmark = pytest.mark.postgres

HERE = {"Sec-Fetch-Site": "same-origin"}
SHORTER = SHIPPED.read_text("utf-8").replace('keep = "P7D", action', 'keep = "P5D", action')


@pytest.fixture
def people(on_postgres: House) -> People:
    return People(on_postgres)


def drafted(browser: FlaskClient) -> UUID:
    sent = {"file": (BytesIO(SHORTER.encode()), "own.toml")}
    answer = browser.post("/data-protection/versions/file", data=sent, headers=HERE)
    assert answer.status_code == 303, answer.text
    return UUID(answer.location.rpartition("/")[2])


def approved(browser: FlaskClient, draft: UUID) -> int:
    page = browser.get(f"/data-protection/versions/{draft}").text
    looked_at = page.partition('name="hash" value="')[2][:64]
    path = f"/data-protection/versions/{draft}/approve"
    return browser.post(path, data={"hash": looked_at}, headers=HERE).status_code


def test_a_version_is_in_force_once_two_have_approved(people: People):
    officer = people.signed_in(people.worker("data_protection_officer"))
    coordinator = people.signed_in(people.worker("coordinator"))
    draft = drafted(officer)

    first, alone = approved(officer, draft), approved(officer, draft)
    before = current().retention["chat.body"].keep
    second = approved(coordinator, draft)

    assert (first, second) == (303, 303)
    assert alone != 303
    assert (before.days, current().retention["chat.body"].keep.days) == (7, 5)


def test_two_who_approve_in_the_same_moment_make_one_version(people: People):
    both = [
        people.signed_in(people.worker(one)) for one in ("data_protection_officer", "coordinator")
    ]
    draft = drafted(both[0])

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda browser: approved(browser, draft), both))

    with people.home.database.session() as session:
        version = session.get_one(PolicyVersion, draft)
        assert version.state is VersionState.APPROVED
        assert version.first_by != version.second_by


def test_the_database_takes_no_person_twice_and_no_administrator(people: People):
    officer = people.worker("data_protection_officer")
    draft = drafted(people.signed_in(officer))
    for wrong in (
        {"first_by": officer.id, "second_by": officer.id},
        {"first_by": officer.id, "first_as": "administrator"},
        {"state": VersionState.APPROVED},
    ):
        with people.home.database.session() as session:
            version = session.exec(select(PolicyVersion).where(PolicyVersion.id == draft)).one()
            for name, value in wrong.items():
                setattr(version, name, value)
            session.add(version)
            with pytest.raises(IntegrityError):
                session.commit()

"""A service named to somebody is counted, and nothing about whom."""

import pytest
from sqlmodel import select

from core.clock import stopped
from core.db import transaction
from core.events import listens
from guidance import actions, queries
from guidance.errors import NoSuchService
from guidance.events import ServiceReferred
from guidance.models import Referral
from guidance.schemas import ReferralKind
from tests.people_guidance import a_service, helsinki


@pytest.fixture
def line(people):
    return people.line()


def refer(service_id, line, kind=ReferralKind.ADVISED):
    with transaction() as session:
        return actions.refer(session, service_id=service_id, line_id=line.id, kind=kind)


def test_referrals_of_a_day_are_one_row_with_a_number(session, line):
    service = a_service(session, "Nuorten talo")
    with stopped(at=helsinki(2026, 11, 22, 12)):
        for _ in range(3):
            refer(service, line)
        refer(service, line, ReferralKind.ACCOMPANIED)

    rows = session.exec(select(Referral)).all()

    assert sorted((row.kind, row.n) for row in rows) == [("accompanied", 1), ("advised", 3)]
    assert {row.service_name for row in rows} == {"Nuorten talo"}
    assert queries.referred(session, [line.id], rows[0].day, rows[0].day) == 4


def test_a_row_has_a_day_a_line_and_a_service_and_no_room_for_a_person():
    assert set(Referral.__table__.c.keys()) == {
        "id",
        "day",
        "line_id",
        "service_id",
        "service_name",
        "kind",
        "n",
    }


def test_the_house_hears_of_a_referral_after_it_is_kept(session, line):
    heard = []
    listens(ServiceReferred)(heard.append)
    service = a_service(session)

    with stopped(at=helsinki(2026, 11, 22, 12)):
        refer(service, line, ReferralKind.GUIDED)

    [told] = [one for one in heard if one.service_id == service]
    assert (told.line_id, told.kind, told.day.isoformat()) == (line.id, "guided", "2026-11-22")


def test_the_name_that_was_given_is_kept_when_the_service_changes_its_own(session, home, line):
    service = a_service(session, "Vanha nimi")
    refer(service, line)
    with transaction() as writing:
        actions.edit(
            writing,
            queries.entry(writing, service),
            actions.Draft({"fi": actions.Text("Uusi nimi")}),
        )
    refer(service, line)

    [row] = session.exec(select(Referral)).all()
    assert (row.service_name, row.n) == ("Vanha nimi", 2)


def test_a_withdrawn_service_is_not_named(session, home, line):
    service = a_service(session)
    with transaction() as writing:
        actions.withdraw(writing, queries.entry(writing, service))

    with pytest.raises(NoSuchService):
        refer(service, line)

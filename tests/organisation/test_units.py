"""Units: whose service a line is."""

from sqlmodel import select

from organisation.models import Line, Role, Unit
from tests.people_chat import ORIGIN


def test_an_administrator_adds_a_unit_and_gives_it_a_line(people, session, client):
    line = people.line()
    admin = people.signed_in(people.worker(Role.ADMINISTRATOR))
    admin.post("/team/units", data={"fi": "Nuorisopalvelut", "sv": "Ungdom"}, headers=ORIGIN)
    unit_id = session.exec(select(Unit.id)).one()
    session.rollback()  # what comes later must be seen

    admin.post(
        f"/team/lines/{line.slug}", data=filled(line) | {"unit": str(unit_id)}, headers=ORIGIN
    )

    assert session.get(Line, line.id).unit_id == unit_id
    assert "Kenen palvelu: Järjestö, Nuorisopalvelut" in client.get(f"/lines/{line.slug}").text


def test_a_unit_without_a_finnish_name_is_not_added(people, session):
    admin = people.signed_in(people.worker(Role.ADMINISTRATOR))

    answer = admin.post("/team/units", data={"sv": "Ungdom"}, headers=ORIGIN)

    assert answer.status_code == 422
    assert session.exec(select(Unit)).all() == []


def test_a_unit_of_nobody_cannot_be_chosen(people, session):
    line = people.line()
    admin = people.signed_in(people.worker(Role.ADMINISTRATOR))

    answer = admin.post(
        f"/team/lines/{line.slug}", data=filled(line) | {"unit": str(line.id)}, headers=ORIGIN
    )

    assert answer.status_code == 422
    assert session.get(Line, line.id).unit_id is None


def test_a_coordinator_does_not_found_units(people):
    coordinator = people.signed_in(people.worker(Role.COORDINATOR))

    assert coordinator.get("/team/units").status_code == 403


def filled(line: Line) -> dict[str, str]:
    """Give the least that the form of a line needs."""
    texts = {
        f"{name}-{code}": getattr(line, name)[code]
        for name in ("name", "audience", "description", "who_answers")
        for code in ("fi", "sv", "en")
    }
    return {**texts, "is_live": "y", "region_rule": "anyone", "languages": "fi", "places_each": "3"}

"""A report tells what was noted on rounds: to what end people were met, and never of a few."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from core import clock
from organisation.models import Organisation, Role
from outreach.models import Area, Encounter, OutreachSession, Pair
from outreach.schemas.rounds import Depth, EncounterOutcome, PartOfDay, Setting
from tests.people import People
from tests.people_outreach import saved

YEAR = clock.local_day().year - 1
MARCH, APRIL = date(YEAR, 3, 1), date(YEAR, 4, 1)


@pytest.fixture
def veikko(people: People) -> FlaskClient:
    people.line()
    return people.signed_in(people.worker(Role.EDITOR, name="Veikko Virta"))


@pytest.fixture
def place(people: People) -> tuple[Organisation, Pair, Area]:
    ours = people.organisation()
    pair = saved(people, Pair(organisation_id=ours.id, name="Pari 1"))
    return ours, pair, saved(people, Area(organisation_id=ours.id, name="Alue 1"))


def a_round(
    session: Session,
    place: tuple[Organisation, Pair, Area],
    month: date,
    *met: Encounter,
    setting: Setting = Setting.STREET,
    refused: int = 0,
) -> None:
    """Let a pair have had a round on which these were met."""
    ours, pair, area = place
    went = OutreachSession(
        organisation_id=ours.id,
        day=month,
        part=PartOfDay.EVENING,
        pair_id=pair.id,
        area_id=area.id,
        setting=setting,
        refused=refused,
        new_rule="this_year",
    )
    session.add(went)
    session.flush()
    for one in met:
        one.outreach_session_id = went.id
        session.add(one)
    session.commit()


def some(people: int, depth: Depth = Depth.CONVERSATION, **noted: Any) -> Encounter:
    return Encounter(outreach_session_id=uuid4(), depth=depth, people=people, **noted)


def told(browser: FlaskClient, period: str) -> Any:
    return browser.get(f"/reports/{period}.json").json["rounds"]


def values(words: dict[str, Any]) -> dict[str, int | None]:
    return {word: one["value"] for word, one in words.items()}


def test_a_month_tells_where_people_were_met_how_old_they_were_and_what_came_of_it(
    veikko, session, place
):
    helped = some(12, outcome=EncounterOutcome.HELPED, age="16-17", topics=["mood", "school"])
    a_round(session, place, MARCH, helped, some(20, Depth.BRIEF), refused=6)
    a_round(session, place, MARCH, some(8, topics=["mood"]), setting=Setting.PARK)
    a_round(session, place, MARCH)

    found = told(veikko, f"{YEAR}-03")
    page = veikko.get(f"/reports/{YEAR}-03").text
    file = veikko.get(f"/reports/{YEAR}-03.csv").text

    assert (found["rounds"], found["nobody_met"], found["refused"]["value"]) == (3, 1, 6)
    assert values(found["setting"]) == {"street": 32, "park": 8}
    assert values(found["depth"]) == {"brief": 20, "conversation": 20}
    assert values(found["age"]) == {"16-17": 12, "not_told": 28}
    assert values(found["outcome"]) == {"helped": 12, "not_told": 28}
    assert values(found["topics"]) == {"mood": 20, "school": 12}
    assert "3 jalkautumista, niistä 1:llä ei tavattu ketään. Ei halunnut jutella: 6." in page
    assert "Mitä jalkautumisilla kirjattiin;Ikä;16–17;12;tarkka;;" in file


def test_a_few_are_protected_and_the_rest_does_not_tell_them(veikko, session, place):
    guided = some(3, outcome=EncounterOutcome.GUIDED, topics=["violence"])
    a_round(session, place, MARCH, guided, some(37, outcome=EncounterOutcome.HELPED))
    a_round(session, place, APRIL, some(40, topics=["school"]), some(2))

    march, april = told(veikko, f"{YEAR}-03"), told(veikko, f"{YEAR}-04")

    assert values(march["outcome"]) == {"helped": None, "guided": None}
    assert values(march["topics"]) == {"violence": None}
    assert values(april["topics"]) == {"school": None}  # else two would stand there without it


def test_of_a_month_whose_encounters_are_protected_nothing_is_noted(veikko, session, place):
    a_round(session, place, MARCH, some(40, topics=["mood"]))
    a_round(session, place, APRIL, some(3), setting=Setting.PARK)

    half = told(veikko, f"{YEAR}-H1")

    assert half["setting"] == {"street": {"value": 40, "is_exact": False}}
    assert half["topics"]["mood"]["value"] == 40

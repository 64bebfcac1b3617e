"""Announced rounds: told to whoever meets a closed door, and to nobody who walks there."""

from datetime import timedelta

import pytest
from sqlmodel import select

from core.clock import stopped
from organisation.models import Role
from outreach.models import ComingRound
from tests.people_chat import ORIGIN
from tests.people_guidance import a_service, helsinki

THURSDAY = helsinki(2026, 11, 26, 15)
TOLD = {
    "day": "2026-11-26",
    "starts": "20:00",
    "ends": "00:30",
    "municipality": "837",
    "where_fi": "Keskustori, kellon luona",
}


@pytest.fixture(autouse=True)
def _thursday():
    with stopped(at=THURSDAY):
        yield


@pytest.fixture
def jari(people):
    return people.signed_in(people.worker(Role.OUTREACH_WORKER))


@pytest.fixture
def closed(session):
    return a_service(session, "Virasto", municipalities=("837",), hours=["9–10"] * 7, phone="0")


def test_whoever_meets_a_closed_door_is_told_where_somebody_is_next(client, jari, closed):
    jari.post("/outreach/rounds/coming", data=TOLD, headers=ORIGIN)
    before = client.get(f"/services/{closed}").text
    with stopped(at=THURSDAY + timedelta(hours=9)):
        during = client.get(f"/services/{closed}").text
    with stopped(at=THURSDAY + timedelta(hours=10)):
        after = client.get(f"/services/{closed}").text

    assert "Keskustori, kellon luona" in before
    assert "siellä tänään" in before
    assert "Missä joku on seuraavaksi" in before
    assert "Joku on paikalla nyt" in during
    assert "0.30" in during
    assert "Keskustori" not in after


def test_a_round_elsewhere_is_no_help_and_one_online_is(client, people, jari):
    people.line()
    jari.post("/outreach/rounds/coming", data=TOLD, headers=ORIGIN)
    online = TOLD | {"municipality": "", "where_fi": "Verkossa, Discordissa"}
    jari.post("/outreach/rounds/coming", data=online, headers=ORIGIN)

    ended = client.post(
        "/worry/youth",
        data={"about": "mood", "municipality": "205"},
        headers=ORIGIN,
        follow_redirects=True,
    ).text

    assert "Verkossa, Discordissa" in ended
    assert "Keskustori" not in ended


def test_what_is_called_off_is_shown_nowhere(client, session, jari, closed):
    jari.post("/outreach/rounds/coming", data=TOLD, headers=ORIGIN)
    (made,) = session.exec(select(ComingRound)).all()
    assert f"{made.id}/call-off" in jari.get("/outreach/rounds/coming").text

    jari.post(f"/outreach/rounds/coming/{made.id}/call-off", headers=ORIGIN)

    assert "Keskustori" not in client.get(f"/services/{closed}").text
    assert "call-off" not in jari.get("/outreach/rounds/coming").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": "2026-11-25"},
        {"day": "2027-06-01"},
        {"day": "x"},
        {"starts": "25"},
        {"starts": ""},
        {"where_fi": ""},
    ],
)
def test_what_cannot_be_promised_is_not_announced(session, jari, wrong):
    answer = jari.post("/outreach/rounds/coming", data=TOLD | wrong, headers=ORIGIN)

    assert answer.status_code == 422
    assert session.exec(select(ComingRound)).all() == []


def test_an_announcement_says_nothing_about_who_walks():
    columns = set(ComingRound.__table__.columns.keys())

    assert columns == {"id", "organisation_id", "municipality", "place", "starts_at", "ends_at"}

"""The roster as a calendar: what its feed tells to whom, and where its buttons lead back to."""

from datetime import date, timedelta

import pytest

from core import clock
from organisation.models import Role
from scheduling.models import BusySource, BusyTime
from tests.people_scheduling import HOUR, a_duty, a_responder, a_shift

HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def line(people):
    return people.line(hours=[])


@pytest.fixture
def worker(people, line):
    return a_responder(people, line)


@pytest.fixture
def aino(people, worker):
    return people.signed_in(worker)


@pytest.fixture
def shift(people, line):
    return a_shift(people, line, starts_at=clock.now() + 24 * HOUR)


def told(browser, **asked):
    today = clock.local_day()
    asked = {"from": today, "until": today + timedelta(days=7), **asked}
    return browser.get("/roster/calendar.json", query_string=asked)


def test_the_calendar_tells_of_a_shift_in_words_and_how_to_take_it(aino, shift):
    (one,) = told(aino).get_json()

    assert (one["kind"], one["says"], one["who"]) == ("short", "1 puuttuu", [])
    assert one["start"] == f"{clock.local(shift.starts_at):%Y-%m-%dT%H:%M}"
    assert one["deed"]["url"] == f"/roster/shifts/{shift.id}/claim"
    assert one["opens"] is True


def test_the_calendar_says_why_a_shift_cannot_be_taken(aino, people, line, worker, shift):
    a_duty(people, worker, a_shift(people, line, starts_at=shift.starts_at + HOUR))

    other, own = told(aino).get_json()

    assert "samaan aikaan" in other["why"]
    assert other["deed"] is None
    assert (own["kind"], own["deed"]["sure"]) == ("mine", "Luovutetaanko paikkasi?")


def test_one_s_own_calendar_marks_the_shift_for_oneself_alone(
    aino, people, line, worker, shift, session
):
    source = BusySource(worker_id=worker.id, label="Työ")
    session.add(source)
    session.flush()
    session.add(
        BusyTime(
            source_id=source.id,
            worker_id=worker.id,
            starts_at=shift.starts_at + HOUR,
            ends_at=shift.ends_at + HOUR,
        )
    )
    session.commit()
    bo = people.signed_in(a_responder(people, line, "Bo Berg"))

    assert [(one["kind"], one.get("busy")) for one in told(aino).get_json()] == [
        ("short", True),
        ("busy", None),
    ]
    assert "varattu omassa kalenterissasi" in aino.get(week_of(shift)).text
    assert [one["busy"] for one in told(bo).get_json()] == [False]


def week_of(shift):
    return f"/roster?week={clock.local(shift.starts_at):%G-W%V}"


def test_the_calendar_shows_only_one_s_own_lines_and_no_gaps_to_fill(aino, people):
    other = people.line("toinen", hours=[{"weekday": 7, "opens": "15:00", "closes": "17:00"}])
    a_shift(people, other, starts_at=clock.now() + HOUR)

    assert told(aino).get_json() == []


def test_a_coordinator_sees_promised_hours_without_a_shift_and_the_form_that_fills_them(people):
    people.line("toinen", hours=[{"weekday": 7, "opens": "15:00", "closes": "17:00"}])
    kaisa = people.signed_in(people.worker(Role.COORDINATOR, name="Kaisa Kallio"))
    monday = clock.local_day() + timedelta(days=14 - clock.local_day().weekday())

    (gap,) = told(kaisa, **{"from": monday, "until": monday + timedelta(days=7)}).get_json()

    assert gap["kind"] == "gap"
    assert "begins=15:00" in gap["deed"]["url"]


@pytest.mark.parametrize(
    "asked",
    [
        {"from": "x"},
        {"until": ""},
        {"from": date(2026, 1, 1), "until": date(2026, 1, 1)},
        {"from": date(2026, 1, 1), "until": date(2027, 1, 1)},
        {"from": "0001-01-01", "until": "0001-01-02"},
    ],
)
def test_days_without_an_end_are_not_told(aino, asked):
    assert told(aino, **asked).status_code == 422


def test_who_takes_a_place_in_the_calendar_comes_back_to_it(aino, shift):
    kept = {"view": "calendar", "as": "month", "week": "2026-W48"}

    led = aino.post(f"/roster/shifts/{shift.id}/claim", data=kept, headers=HERE)

    assert led.headers["Location"] == "/roster?week=2026-W48&view=calendar&as=month"


def test_the_library_is_loaded_on_the_calendar_alone(aino, shift):
    assert "event-calendar.min.js" in aino.get("/roster?view=calendar").text
    assert "event-calendar.min.js" not in aino.get("/roster").text

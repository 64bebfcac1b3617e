"""When a worker is busy by a calendar of their own: only beginnings and ends are kept."""

import io
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from core import clock
from core.db import transaction
from core.outgoing import NotFetched
from scheduling import actions, busy_calendars
from scheduling.busy_reading import busy_in
from scheduling.errors import CalendarRefused
from scheduling.hours import Span
from scheduling.jobs.busy import read_calendars_again
from scheduling.models import BusySource, BusyTime
from scheduling.queries import busy_times
from tests.people_appointments import ORIGIN, a_type, is_free, offered
from tests.people_scheduling import HOUR, a_responder, a_shift

MONDAY = datetime(2026, 11, 23, 6, tzinfo=UTC)
ADDRESS = "https://calendar.example.org/private-7f3a/me.ics"


@pytest.fixture(autouse=True)
def _monday_morning(home):
    with clock.stopped(MONDAY):
        yield


@pytest.fixture
def line(people):
    return people.line()


@pytest.fixture
def aino(people, line):
    return a_responder(people, line)


def a_calendar(*events: str, head: str = "") -> bytes:
    told = "".join(
        f"BEGIN:VEVENT\r\nUID:{number}\r\nDTSTAMP:20260101T000000Z\r\n{event}\r\nEND:VEVENT\r\n"
        for number, event in enumerate(events)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{head}{told}END:VCALENDAR\r\n".encode()


def read(raw: bytes) -> list[tuple[str, str]]:
    found = busy_in(raw, MONDAY, MONDAY + timedelta(days=90))
    shown = "%d.%m. %H:%M"
    return [
        (f"{clock.local(one.starts_at):{shown}}", f"{clock.local(one.ends_at):{shown}}")
        for one in found
    ]


MEETING = "SUMMARY:Tapaaminen Pekan kanssa\r\nDTSTART:20261123T070000Z\r\nDTEND:20261123T080000Z"


def test_only_what_takes_time_is_read_and_what_touches_is_one():
    raw = a_calendar(
        MEETING,
        "DTSTART;TZID=Europe/Helsinki:20261123T100000\r\nDURATION:PT30M",
        "DTSTART;VALUE=DATE:20261224",
        "DTSTART:20261201T070000Z\r\nDTEND:20261201T080000Z\r\nTRANSP:TRANSPARENT",
        "DTSTART:20261202T070000Z\r\nDTEND:20261202T080000Z\r\nSTATUS:CANCELLED",
        "DTSTART;TZID=Europe/Helsinki:20260907T080000\r\nDURATION:PT1H\r\n"
        "RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=5",
    )

    assert read(raw) == [
        ("23.11. 09:00", "23.11. 10:30"),
        ("07.12. 08:00", "07.12. 09:00"),
        ("24.12. 00:00", "25.12. 00:00"),
        ("04.01. 08:00", "04.01. 09:00"),
    ]


ENDLESS = "DTSTART:20000101T000000Z\r\nDURATION:PT1S\r\nRRULE:FREQ="
BROKEN_ZONE = (
    "BEGIN:VTIMEZONE\r\nTZID:Bad\r\nBEGIN:STANDARD\r\nDTSTART:x\r\nTZOFFSETFROM:+9999\r\n"
    "TZOFFSETTO:y\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)
EVENT = b"BEGIN:VEVENT\nEND:VEVENT\n"
HOSTILE = {
    "every second since 2000": (a_calendar(ENDLESS + "SECONDLY"), "joka minuutti"),
    "every minute": (a_calendar(ENDLESS + "MINUTELY;COUNT=5"), "joka minuutti"),
    "a million times": (a_calendar(ENDLESS + "DAILY;COUNT=1000000"), "joka minuutti"),
    "rules that never end": (
        a_calendar(*[ENDLESS + f"DAILY;BYHOUR={n % 24};BYDAY=MO,TU,WE" for n in range(300)]),
        "liian kauan",
    ),
    "a hundred thousand events": (b"BEGIN:VCALENDAR\n" + EVENT * 100_000, "enemmän"),
    "forty thousand rules": (a_calendar("\r\n".join([MEETING, *["EXDATE:x"] * 40_000])), "enemmän"),
    "fifty megabytes": (b"BEGIN:VCALENDAR\r\nX:" + b"x" * 50_000_000, "suurempi"),
    "a zone that nobody knows": (
        a_calendar("DTSTART;TZID=Nowhere/Land:20261201T000000\r\nDURATION:PT1H"),
        "aikavyöhyke",
    ),
    "a broken zone": (
        a_calendar("DTSTART;TZID=Bad:20261201T000000\r\nDURATION:PT1H", head=BROKEN_ZONE),
        "kalenteri",
    ),
    "events within events": (b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 19_000, "kalenteri"),
    "a web page": (b"<html>Not found</html>", "kalenteri"),
    "nothing": (b"", "kalenteri"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_calendar_is_refused_with_a_sentence(app, what):
    raw, word = HOSTILE[what]
    began = time.process_time()

    with pytest.raises(CalendarRefused) as refusal:
        busy_in(raw, MONDAY, MONDAY + timedelta(days=90))

    with app.test_request_context("/"):
        assert word in str(refusal.value.sentence)
    assert time.process_time() - began < 2  # our own time; the child's is bounded by its clock


def test_what_is_not_a_time_is_left_out_before_anything_reads_it():
    alarms = "\r\n".join(["BEGIN:VALARM", "DURATION:PT5M", "END:VALARM"] * 20_000)

    assert read(a_calendar(f"{MEETING}\r\n{alarms}", head="X-LONG:1\r\n" * 50_000)) == [
        ("23.11. 09:00", "23.11. 10:00")
    ]


def test_a_worker_sends_a_file_and_is_not_offered_then(people, line, aino, session):
    is_free(people, aino, "09:00", "11:00", day=MONDAY.date())
    kind = a_type(people, line, aino)

    people.signed_in(aino).post(
        "/roster/calendars/busy",
        data={"called": "Työkalenteri", "file": (io.BytesIO(a_calendar(MEETING)), "me.ics")},
        headers=ORIGIN,
    )

    assert offered(kind) == ["23.11. 10:00"]
    kept = session.exec(select(BusyTime)).one()
    assert (kept.starts_at, kept.ends_at) == (MONDAY + HOUR, MONDAY + 2 * HOUR)


def taken_in(people, aino, *busy, address=""):
    actor = people.actor(aino)
    with transaction() as session:
        return actions.take_in(session, actor, "Oma", busy, address=address).id


def test_nothing_of_the_calendar_but_its_times_and_its_sealed_address_is_kept(
    people, aino, session
):
    taken_in(people, aino, Span(MONDAY, MONDAY + HOUR), address=ADDRESS)

    source = session.exec(select(BusySource)).one()
    assert b"private-7f3a" not in (source.address or b"")
    assert actions.address_of(source) == ADDRESS
    assert set(BusyTime.model_fields) == {"id", "source_id", "worker_id", "starts_at", "ends_at"}


def test_a_calendar_is_read_again_and_one_that_cannot_be_read_keeps_what_was_known(
    people, aino, session, monkeypatch
):
    taken_in(people, aino, Span(MONDAY, MONDAY + HOUR), address=ADDRESS)
    later = Span(MONDAY + 5 * HOUR, MONDAY + 6 * HOUR)
    monkeypatch.setattr("scheduling.jobs.busy.busy_at", lambda _address: [later])
    read_calendars_again()

    def broken(_address):
        raise NotFetched

    monkeypatch.setattr("scheduling.jobs.busy.busy_at", broken)
    read_calendars_again()

    assert busy_times(session, [aino.id], later)
    assert not busy_times(session, [aino.id], Span(MONDAY, MONDAY + HOUR))
    assert session.exec(select(BusySource)).one().problem == "not_fetched"


def test_an_address_that_leads_home_is_refused_on_the_page(people, aino, session):
    answer = people.signed_in(aino).post(
        "/roster/calendars/busy",
        data={"called": "Oma", "where": "https://127.0.0.1/me.ics"},
        headers=ORIGIN,
    )

    assert answer.status_code == 422
    assert "https://" in answer.text
    assert session.exec(select(BusySource)).all() == []


def test_a_calendar_given_up_is_forgotten_and_nobody_else_s_can_be(people, line, aino, session):
    source_id = taken_in(people, aino, Span(MONDAY, MONDAY + HOUR))
    bo = people.signed_in(a_responder(people, line, "Bo Berg"))
    gone = f"/roster/calendars/busy/{source_id}/delete"

    assert bo.post(gone, headers=ORIGIN).status_code == 404
    people.signed_in(aino).post(gone, headers=ORIGIN)

    assert session.exec(select(BusyTime)).all() == []


def test_a_shift_at_a_time_at_which_one_is_busy_says_so_to_nobody_else(people, line, aino):
    taken_in(people, aino, Span(MONDAY, MONDAY + HOUR))
    shift = a_shift(people, line, starts_at=MONDAY + HOUR / 2)
    bo = a_responder(people, line, "Bo Berg")

    mine, theirs = (
        people.signed_in(one).get(f"/roster/shifts/{shift.id}").text for one in (aino, bo)
    )

    assert "olet silloin varattu" in mine
    assert "olet silloin varattu" not in theirs


def test_a_webcal_address_is_fetched_as_https(monkeypatch):
    asked = []

    def fetched(_self, address):
        asked.append(address)
        return a_calendar(MEETING)

    monkeypatch.setattr(busy_calendars.Fetcher, "fetch", fetched)

    assert len(busy_calendars.busy_at("webcal://calendar.example.org/me.ics")) == 1
    assert asked == ["https://calendar.example.org/me.ics"]

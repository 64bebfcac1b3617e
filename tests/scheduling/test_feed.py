"""A responder's duties in their own calendar."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar
from sqlmodel import select

from core import clock
from core.db import transaction
from organisation.models import Worker
from scheduling import actions, ical
from scheduling.models import Duty, Feed
from scheduling.states import DutyState
from tests.people_scheduling import HOUR, a_duty, a_responder, a_shift, claimed

SPRING = datetime(2026, 3, 20, 9, tzinfo=UTC)
LONG_NAME = "Äidin ja isän yötyö, öisin; \\ 🌙" * 5
KIND_HEADERS = ("private, max-age=300", "text/calendar; charset=utf-8")


@pytest.fixture
def line(people):
    return people.line(name={"fi": "Nuorten chat", "sv": "Ungdomschatten", "en": "Youth chat"})


@pytest.fixture
def worker(people, line):
    return a_responder(people, line)


@pytest.fixture
def aino(people, worker):
    return people.actor(worker)


@pytest.fixture
def address(aino):
    with transaction() as session:
        token = actions.create_feed(session, aino, label="Puhelin")
    return f"/feeds/{token}.ics"


def events_at(client, address):
    return Calendar.from_ical(client.get(address).data).walk("VEVENT")


def test_each_duty_is_one_event_in_utc(client, people, line, aino, address):
    shift = a_shift(people, line, starts_at=clock.now() + HOUR)
    duty = claimed(aino, shift)

    (event,) = events_at(client, address)

    assert event["UID"] == f"{duty.uid}@rinnalla.invalid"
    assert event["DTSTART"].dt == shift.starts_at.replace(microsecond=0)
    assert event["DTSTART"].dt.utcoffset() == timedelta()
    assert event["SUMMARY"] == "Päivystys: Nuorten chat"
    assert event["CLASS"] == "PRIVATE"
    assert event["STATUS"] == "CONFIRMED"
    assert not {"RRULE", "ATTENDEE", "ORGANIZER", "DESCRIPTION"} & set(event)


@pytest.mark.parametrize(("days", "shown"), [(-31, 0), (-29, 1), (179, 1), (181, 0)])
def test_the_calendar_reaches_a_month_back_and_half_a_year_ahead(
    client, people, line, worker, address, days, shown
):
    a_duty(people, worker, a_shift(people, line, starts_at=clock.now() + timedelta(days=days)))

    assert len(events_at(client, address)) == shown


def test_wall_times_are_right_on_both_sides_of_both_changes(client, people, line, worker, address):
    days = [(3, 28), (3, 29), (10, 24), (10, 25)]
    with clock.stopped(SPRING):
        for seat, (month, day) in enumerate(days):
            starts = clock.day_starts(datetime(2026, month, day, tzinfo=UTC).date()) + 12 * HOUR
            a_duty(people, worker, a_shift(people, line, starts_at=starts), seat_no=seat + 1)
        spring = [clock.local(event["DTSTART"].dt).hour for event in events_at(client, address)]
    with clock.stopped(datetime(2026, 10, 20, tzinfo=UTC)):
        autumn = [clock.local(event["DTSTART"].dt).hour for event in events_at(client, address)]

    assert spring == [12, 13]
    assert autumn == [12, 11]


def test_the_calendar_asks_to_be_looked_at_every_hour(client, address):
    lines = client.get(address).text.split("\r\n")

    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in lines
    assert "X-PUBLISHED-TTL:PT1H" in lines


def test_the_calendar_itself_has_no_uid_no_method_and_no_zone(client, people, line, aino, address):
    claimed(aino, a_shift(people, line))

    head = client.get(address).text.split("BEGIN:VEVENT")[0]

    assert "UID" not in head
    assert "METHOD" not in head
    assert "VTIMEZONE" not in head


def test_a_long_finnish_name_is_folded_between_letters():
    written = ical.folded(f"SUMMARY:{ical.escaped(LONG_NAME)}")

    assert all(len(row) <= 75 for row in written.split(b"\r\n"))
    unfolded = written.replace(b"\r\n ", b"").decode()
    assert unfolded.count("🌙") == 5
    assert r"yötyö\, öisin\; \\" in unfolded


def test_a_duty_given_back_is_shown_as_cancelled_for_two_weeks(client, people, line, aino, address):
    duty = claimed(aino, a_shift(people, line, starts_at=clock.now() + HOUR))
    with transaction() as session:
        actions.release(session, aino, duty.id)

    (event,) = events_at(client, address)
    with clock.stopped(clock.now() + timedelta(days=15)):
        later = events_at(client, address)

    assert event["STATUS"] == "CANCELLED"
    assert event["SEQUENCE"] == duty.sequence + 1
    assert event["SUMMARY"] == "Peruttu: Päivystys: Nuorten chat"
    assert later == []


def test_a_duty_missed_is_no_appointment(client, people, line, worker, address):
    a_duty(people, worker, a_shift(people, line), DutyState.MISSED)

    assert events_at(client, address) == []


def test_the_words_are_in_the_worker_s_language(client, people, line, aino, address, session):
    claimed(aino, a_shift(people, line))
    session.get_one(Worker, aino.id).language = "sv"
    session.commit()

    (event,) = events_at(client, address)

    assert event["SUMMARY"] == "Jour: Ungdomschatten"


def test_nobody_else_is_in_the_calendar(client, people, line, aino, address):
    shift = a_shift(people, line, starts_at=clock.now() + HOUR)
    claimed(aino, shift)
    claimed(people.actor(a_responder(people, line, "Bo Berg")), shift)

    assert len(events_at(client, address)) == 1
    assert "Berg" not in client.get(address).text


def test_what_has_not_changed_is_not_sent_again(client, people, line, aino, address):
    claimed(aino, a_shift(people, line, starts_at=clock.now() + HOUR))
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.headers["Cache-Control"], first.headers["Content-Type"]) == KIND_HEADERS
    assert not first.headers["ETag"].startswith("W/")
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert client.get(address).data == first.data


def test_a_change_changes_the_tag(client, people, line, aino, address):
    duty = claimed(aino, a_shift(people, line, starts_at=clock.now() + HOUR))
    tag = client.get(address).headers["ETag"]
    with transaction() as session:
        actions.release(session, aino, duty.id)

    changed = client.get(address, headers={"If-None-Match": tag})

    assert changed.status_code == 200
    assert changed.headers["ETag"] != tag


def test_unknown_revoked_and_a_leaver_s_address_answer_alike(client, aino, address, session):
    nobodys = "/feeds/nobody-knows-this.ics"
    unknown = client.get(nobodys)
    session.get_one(Worker, aino.id).is_active = False
    session.commit()
    left = client.get(address)
    session.get_one(Worker, aino.id).is_active = True
    session.exec(select(Feed)).one().revoked_at = clock.now()
    session.commit()
    revoked = client.get(address)

    assert {answer.status_code for answer in (unknown, left, revoked)} == {404}
    assert left.text == revoked.text == unknown.text.replace(nobodys, address)


def test_only_the_day_of_the_last_use_is_kept_and_only_a_hash_of_the_token(
    client, address, session
):
    client.get(address)

    feed = session.exec(select(Feed)).one()
    assert feed.last_used_on == clock.local_day()
    assert feed.token_hash not in address
    assert len(feed.token_hash) == 64


def test_the_uid_stays_the_same_while_the_duty_moves(client, people, line, aino, address, session):
    duty = claimed(aino, a_shift(people, line))
    before = events_at(client, address)[0]["UID"]
    with transaction() as writing:
        actions.check_in(writing, aino, duty.id)

    (event,) = events_at(client, address)

    assert event["UID"] == before
    assert event["SEQUENCE"] == 1
    assert event["DTSTAMP"].dt == session.exec(select(Duty)).one().updated_at.replace(microsecond=0)

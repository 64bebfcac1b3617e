"""Booking a time without telling who one is, from a browser without JavaScript."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar
from sqlmodel import select

from core import clock
from core.db import transaction
from organisation.models import Role
from scheduling import actions, queries
from scheduling.errors import AppointmentOver, TimeTaken
from scheduling.models import TAKES_SQL, Appointment, AppointmentCount
from scheduling.schemas.appointments import TAKES, AppointmentState
from tests.people_appointments import (
    ORIGIN,
    a_type,
    booked,
    books,
    code_on,
    is_free,
    moments_on,
    offered,
    ticket_on,
)
from tests.people_scheduling import HOUR, a_duty, a_responder, a_shift

MONDAY = datetime(2026, 11, 23, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _monday_morning():
    with clock.stopped(MONDAY):
        yield


@pytest.fixture
def line(people):
    return people.line()


@pytest.fixture
def aino(people, line):
    return a_responder(people, line)


@pytest.fixture
def kind(people, line, aino):
    is_free(people, aino, "09:00", "11:00", day=MONDAY.date())
    return a_type(people, line, aino)


def at(hour, minute=0):
    return datetime(2026, 11, 23, hour - 2, minute, tzinfo=UTC)


def test_times_are_offered_within_what_a_worker_said_is_free(kind):
    assert offered(kind) == [f"23.11. {t}" for t in ("09:00", "09:15", "09:30", "09:45", "10:00")]


def test_back_to_back_is_no_conflict_and_what_meets_is_not_offered(kind):
    booked(kind, at(9))

    assert offered(kind) == ["23.11. 10:00"]


def test_what_must_stay_free_around_an_appointment_stays_free(people, line, aino):
    is_free(people, aino, "09:00", "13:00", day=MONDAY.date())
    kind = a_type(people, line, aino, minutes=30, minutes_before=15, minutes_after=15)
    booked(kind, at(10, 30))

    assert [one[-5:] for one in offered(kind)] == [
        "09:00",
        "09:15",
        "09:30",
        "11:30",
        "11:45",
        "12:00",
        "12:15",
        "12:30",
    ]


def test_nobody_is_booked_while_on_duty(people, line, aino, kind):
    a_duty(people, aino, a_shift(people, line, starts_at=at(10), lasts=HOUR))

    assert offered(kind) == ["23.11. 09:00"]


def test_within_duty_times_follow_the_duty_and_not_the_free_hours(people, line, aino):
    kind = a_type(people, line, in_duty=True)
    a_duty(people, aino, a_shift(people, line, starts_at=at(15), lasts=HOUR))

    assert offered(kind) == ["23.11. 15:00"]


def test_the_lead_time_and_the_daily_limit_are_kept(people, line, aino):
    is_free(people, aino, "09:00", "16:00", day=MONDAY.date())
    kind = a_type(people, line, aino, lead_minutes=330, daily_limit=1)
    before = offered(kind)
    booked(kind, at(15))

    assert [one[-5:] for one in before] == [
        "13:30",
        "13:45",
        "14:00",
        "14:15",
        "14:30",
        "14:45",
        "15:00",
    ]
    assert offered(kind) == []


@pytest.mark.parametrize(
    ("month", "day", "utc"), [(3, 28, 7), (3, 29, 6), (10, 24, 6), (10, 25, 7)]
)
def test_free_hours_are_those_of_the_wall_clock_over_both_changes(
    session, people, line, aino, month, day, utc
):
    is_free(people, aino, "09:00", "10:00")
    kind = a_type(people, line, aino)

    with clock.stopped(datetime(2026, month, day, 1, tzinfo=UTC)):
        first = queries.offers(session, kind)[0]

    assert first.starts_at == datetime(2026, month, day, utc, tzinfo=UTC)


def test_a_night_that_is_an_hour_short_holds_an_hour_less(session, people, line, aino):
    is_free(people, aino, "02:00", "06:00", day=datetime(2026, 3, 29, tzinfo=UTC).date())
    kind = a_type(people, line, aino)

    with clock.stopped(datetime(2026, 3, 28, tzinfo=UTC)):
        starts = [one.starts_at for one in queries.offers(session, kind)]

    assert starts[-1] + HOUR - starts[0] == 3 * HOUR


def test_a_held_time_is_nobody_elses_until_the_hold_ends(session, kind):
    with transaction() as writing:
        actions.hold(writing, kind, at(9))
    with pytest.raises(TimeTaken), transaction() as writing:
        actions.hold(writing, kind, at(9, 15))

    with clock.stopped(MONDAY + timedelta(minutes=11)), transaction() as writing:
        again = actions.hold(writing, kind, at(9, 15))

    assert [one.id for one in session.exec(select(Appointment)).all()] == [again.id]


def test_of_those_who_race_for_one_time_one_gets_it(people, line, kind, session):
    def tries(minute):
        try:
            with transaction() as writing:
                actions.hold(writing, kind, at(9, minute))
        except TimeTaken:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(tries, [15, 30] * 4))

    assert sum(won) == len(session.exec(select(Appointment)).all()) == 1


def test_whoever_comes_after_the_hold_has_ended_chooses_again(client, line, kind):
    times = client.get(f"/lines/{line.slug}/appointments")
    form = {"type": kind.id, "at": moments_on(times)[0]}
    held = client.post(f"/lines/{line.slug}/appointments", data=form, headers=ORIGIN)

    with clock.stopped(MONDAY + timedelta(minutes=11)):
        late = client.post("/appointments/book", data={"ticket": ticket_on(held)}, headers=ORIGIN)

    assert late.status_code == 410


def test_a_visitor_books_with_nothing_asked_and_nothing_stored_in_the_browser(client, line, kind):
    done = books(client, line)

    assert done.status_code == 200
    assert len(code_on(done)) == 4
    assert not client._cookies
    assert 'type="email"' not in done.text
    assert 'type="tel"' not in done.text


def test_sending_the_booking_twice_books_once_and_shows_the_same_words(client, line, kind, session):
    times = client.get(f"/lines/{line.slug}/appointments")
    form = {"type": kind.id, "at": moments_on(times)[0]}
    held = client.post(f"/lines/{line.slug}/appointments", data=form, headers=ORIGIN)
    ticket = {"ticket": ticket_on(held)}

    first, second = (client.post("/appointments/book", data=ticket, headers=ORIGIN) for _ in "12")

    assert code_on(first) == code_on(second)
    assert len(session.exec(select(Appointment)).all()) == 1


def test_only_a_keyed_hash_of_the_code_is_kept(client, line, kind, session):
    words = code_on(books(client, line))

    row = session.exec(select(Appointment)).one().model_dump_json()

    assert not any(word in row for word in words)


def typed(client, words):
    return client.post("/appointments", data={"code": words}, headers=ORIGIN)


def test_the_code_opens_the_booking_however_it_is_written(client, line, kind):
    words = code_on(books(client, line))
    slip = words[0][:-1] + ("b" if words[0][-1] == "a" else "a")

    shown = [
        typed(client, way)
        for way in (" ".join(words), "-".join(words).upper(), " ".join([slip, *words[1:]]))
    ]

    assert [one.status_code for one in shown] == [200] * 3
    assert all("09.00" in one.text or "9–10" in one.text for one in shown)


def test_a_visitor_moves_the_booking_by_code_and_the_code_stays(client, line, kind, session):
    words = " ".join(code_on(books(client, line)))
    ticket = {"ticket": ticket_on(typed(client, words))}
    times = client.post("/appointments/times", data=ticket, headers=ORIGIN)

    moved = client.post(
        "/appointments/move", data={**ticket, "at": moments_on(times)[-1]}, headers=ORIGIN
    )

    assert moved.status_code == 200
    own = session.exec(select(Appointment)).one()
    assert (own.starts_at, own.sequence) == (at(10), 1)
    assert typed(client, words).status_code == 200


def test_a_cancelled_time_is_free_again_and_its_code_opens_nothing(client, line, kind):
    words = " ".join(code_on(books(client, line)))
    ticket = {"ticket": ticket_on(typed(client, words))}

    client.post("/appointments/cancel", data=ticket, headers=ORIGIN)

    assert "23.11. 09:00" in offered(kind)
    assert typed(client, words).status_code == 404


def test_wrong_words_no_words_and_words_of_a_time_that_is_over_are_told_alike(client, line, kind):
    words = " ".join(code_on(books(client, line)))
    wrong = typed(client, "kultakettu kultakettu kultakettu kultakettu")
    none = typed(client, "en muista enää yhtään")
    with clock.stopped(MONDAY + timedelta(days=1)):
        over = typed(client, words)

    assert wrong.status_code == none.status_code == over.status_code == 404
    said = [one.text.split("error-summary")[1][:400] for one in (wrong, none, over)]
    assert said[0] == said[1] == said[2]


def test_guessing_codes_is_slowed(client):
    answers = [typed(client, "kultakettu kultakettu kultakettu kultakettu") for _ in range(21)]

    assert answers[-1].status_code == 429


def test_a_ticket_that_somebody_made_up_opens_nothing(client, line, kind):
    books(client, line)

    assert (
        client.post("/appointments/cancel", data={"ticket": "A" * 94}, headers=ORIGIN).status_code
        == 410
    )


def test_the_calendar_file_says_only_when(client, line, kind):
    done = books(client, line)

    file = client.post("/appointments/calendar", data={"ticket": ticket_on(done)}, headers=ORIGIN)

    (event,) = Calendar.from_ical(file.data).walk("VEVENT")
    assert event["SUMMARY"] == "Sovittu aika"
    assert not {"DESCRIPTION", "LOCATION", "ORGANIZER", "ATTENDEE", "URL"} & set(event)
    assert b"innalla" not in file.data


def test_two_workers_share_what_is_booked(session, people, line, aino):
    bo = people.worker(Role.RESPONDER, lines=(line,), name="Bo Berg")
    for one in (aino, bo):
        is_free(people, one, "09:00", "10:00", day=MONDAY.date())
    kind = a_type(people, line, aino, bo)

    booked(kind, at(9))
    booked(kind, at(9))

    assert {one.worker_id for one in session.exec(select(Appointment)).all()} == {aino.id, bo.id}
    assert offered(kind) == []


def test_a_visitor_who_did_not_come_is_counted_and_nothing_else_is_kept(
    people, session, kind, aino
):
    appointment_id, _code = booked(kind, at(9))
    actor = people.actor(aino)
    with clock.stopped(at(10)), transaction() as writing:
        actions.tell_how(writing, actor, appointment_id, came=False)

    counted = session.exec(select(AppointmentCount)).one()
    assert (counted.outcome, counted.n) == (AppointmentState.MISSED, 1)
    assert session.exec(select(Appointment)).one().lookup is None


def test_what_nobody_tells_of_is_over_after_a_day(session, kind):
    booked(kind, at(9))

    with clock.stopped(at(10) + timedelta(days=1)), transaction() as writing:
        actions.settle_appointments(writing)

    assert session.exec(select(Appointment)).one().state is AppointmentState.OVER


def test_a_time_that_has_begun_is_neither_moved_nor_cancelled(kind):
    appointment_id, _code = booked(kind, at(9))

    with clock.stopped(at(9)), pytest.raises(AppointmentOver), transaction() as session:
        actions.cancel_appointment(session, appointment_id)


def test_a_colleague_cannot_tell_how_it_went(people, line, kind, session):
    appointment_id, _code = booked(kind, at(9))
    bo = people.worker(Role.RESPONDER, lines=(line,), name="Bo Berg")

    with clock.stopped(at(10)):
        answer = people.signed_in(bo).post(
            f"/roster/appointments/{appointment_id}/came", headers=ORIGIN
        )

    assert answer.status_code == 303
    assert session.get_one(Appointment, appointment_id).state is AppointmentState.BOOKED


def test_the_index_and_the_states_agree():
    assert str(TAKES_SQL) == "state IN ('held', 'booked')"
    assert {str(one) for one in TAKES} == {"held", "booked"}


def test_a_line_that_offers_nothing_has_no_such_page(client, people):
    assert client.get(f"/lines/{people.line('toinen').slug}/appointments").status_code == 404


def test_a_time_that_the_worker_calls_off_says_so_with_the_same_words(people, client, aino, kind):
    appointment_id, code = booked(kind, at(9))

    people.signed_in(aino).post(f"/roster/appointments/{appointment_id}/cancel", headers=ORIGIN)

    shown = typed(client, " ".join(code))
    assert shown.status_code == 200
    assert "Jouduimme perumaan" in shown.text
    assert "/appointments/move" not in shown.text

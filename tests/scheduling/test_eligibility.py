"""Why somebody cannot take a shift, and who waits for a place."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from core import clock
from core.db import transaction
from scheduling import actions, queries
from scheduling.eligibility import Reason, Rest, rests
from scheduling.errors import LanguageNeeded, NothingToWaitFor, RestNeeded
from scheduling.hours import Span
from scheduling.models import Duty, Shift, Waiting
from scheduling.states import LIVE
from tests.people_scheduling import HOUR, a_responder, a_shift, claimed

EVENING = datetime(2027, 1, 11, 18, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _a_monday():
    with clock.stopped(datetime(2027, 1, 4, 8, tzinfo=UTC)):
        yield


@pytest.fixture
def line(people):
    return people.line()


@pytest.fixture
def aino(people, line):
    return people.actor(a_responder(people, line))


@pytest.fixture
def bo(people, line):
    return people.actor(a_responder(people, line, "Bo Berg"))


def span(begins, hours):
    return Span(EVENING + begins * HOUR, EVENING + (begins + hours) * HOUR)


RULE = Rest(11 * HOUR, 12 * HOUR)


@pytest.mark.parametrize(
    ("before", "wanted", "enough"),
    [
        (span(0, 2), span(2, 2), True),
        (span(0, 2), span(12, 2), False),
        (span(0, 2), span(13, 2), True),
        (span(0, 2), span(9, 2), True),
        (span(0, 7), span(7, 6), False),
    ],
    ids=["back to back", "ten hours later", "eleven hours later", "within a day", "too long a day"],
)
def test_a_night_s_rest_is_kept_between_two_days(before, wanted, enough):
    assert rests([before], wanted, RULE) is enough
    assert rests([wanted], before, RULE) is enough


def test_a_morning_after_an_evening_is_refused_in_words(people, line, aino):
    claimed(aino, a_shift(people, line, starts_at=EVENING))

    with pytest.raises(RestNeeded):
        claimed(aino, a_shift(people, line, starts_at=EVENING + 11 * HOUR + HOUR))


def test_a_shift_that_needs_swedish_is_for_those_who_speak_it(people, line, aino):
    shift = a_shift(people, line, starts_at=EVENING)
    with transaction() as session:
        session.get_one(Shift, shift.id).language = "sv"
    with pytest.raises(LanguageNeeded):
        claimed(aino, shift)

    with transaction() as session:
        actions.tell_languages(session, aino, ["sv", "klingon"])

    assert claimed(aino, shift)


def test_the_roster_says_why_before_anybody_tries(people, line, aino, session):
    claimed(aino, a_shift(people, line, starts_at=EVENING))
    morning = a_shift(people, line, starts_at=EVENING + 12 * HOUR)

    seen = queries.slot(session, aino, session.get_one(Shift, morning.id))

    assert seen.why_not is Reason.REST
    assert seen.says_why


def test_who_waits_gets_the_place_that_falls_free(people, line, aino, bo, session):
    shift = a_shift(people, line, starts_at=EVENING, greatest=1)
    taken = claimed(aino, shift)
    with transaction() as writing:
        actions.wait_for_place(writing, bo, shift.id)

    with transaction() as writing:
        actions.release(writing, aino, taken.id)

    held = select(Duty.worker_id).where(Duty.shift_id == shift.id)
    assert session.exec(held.where(Duty.state.in_(LIVE))).all() == [bo.id]
    assert session.exec(select(Waiting)).all() == []


def test_nobody_is_put_on_a_shift_that_begins_soon(people, line, aino, bo, session):
    shift = a_shift(people, line, starts_at=clock.now() + 5 * HOUR, greatest=1)
    taken = claimed(aino, shift)
    with transaction() as writing:
        actions.wait_for_place(writing, bo, shift.id)

    with transaction() as writing:
        actions.release(writing, aino, taken.id)

    assert session.exec(select(Duty.id).where(Duty.state.in_(LIVE))).all() == []
    assert len(session.exec(select(Waiting)).all()) == 1


def test_who_waits_but_may_no_longer_come_is_passed_over(people, line, aino, bo, session):
    cai = people.actor(a_responder(people, line, "Cai Ceder"))
    shift = a_shift(people, line, starts_at=EVENING, greatest=1)
    taken = claimed(aino, shift)
    for waiting in (bo, cai):
        with transaction() as writing:
            actions.wait_for_place(writing, waiting, shift.id)
    claimed(bo, a_shift(people, line, starts_at=EVENING + timedelta(minutes=5)))

    with transaction() as writing:
        actions.release(writing, aino, taken.id)

    held = select(Duty.worker_id).where(Duty.shift_id == shift.id, Duty.state.in_(LIVE))
    assert session.exec(held).all() == [cai.id]


def test_there_is_nothing_to_wait_for_while_a_place_is_free(people, line, aino):
    shift = a_shift(people, line, starts_at=EVENING)

    with pytest.raises(NothingToWaitFor), transaction() as session:
        actions.wait_for_place(session, aino, shift.id)


def test_waiting_and_languages_have_their_buttons(people, line, aino, bo):
    shift = a_shift(people, line, starts_at=EVENING, greatest=1)
    claimed(aino, shift)
    browser = people.signed_in(a_responder(people, line, "Cai Ceder"))

    page = browser.get(f"/roster/shifts/{shift.id}").text
    joined = browser.post(f"/roster/shifts/{shift.id}/wait", headers={"Origin": "http://localhost"})
    told = browser.post(
        "/roster/languages", data={"language": "sv"}, headers={"Origin": "http://localhost"}
    )

    assert f"/roster/shifts/{shift.id}/wait" in page
    assert joined.status_code == told.status_code == 303
    assert (
        f"/roster/shifts/{shift.id}/stop-waiting" in browser.get(f"/roster/shifts/{shift.id}").text
    )

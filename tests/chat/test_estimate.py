"""The wait that is promised."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.evenings import KINDS, ORACLES, season
from chat.estimate import FARTHEST, Closing, Habits, Place, forecast, habits

USUAL = Habits()


def test_with_a_free_place_it_is_a_few_minutes():
    seen = forecast((Place(), Place(age=20)), USUAL, None).wait(1)

    assert (seen.low, seen.high) == (0, 5)


def test_with_nobody_on_duty_nobody_can_say():
    assert not forecast((), USUAL, None).wait(1).is_known


def test_talks_that_have_lasted_long_end_sooner_than_those_that_have_just_begun():
    fresh = forecast((Place(age=1),) * 3, USUAL, None).wait(1)
    ripe = forecast((Place(age=45),) * 3, USUAL, None).wait(1)

    assert ripe.high < fresh.high


def test_somebody_who_comes_on_duty_soon_is_counted_from_then():
    seen = forecast((Place(age=1, ends=30), Place(starts=30)), USUAL, None).wait(1)

    assert seen.high <= 35


def test_a_responder_who_goes_home_takes_nobody_more():
    seen = forecast((Place(age=5, ends=5),), USUAL, 60).wait(1)

    assert seen.closing is Closing.UNLIKELY


def test_shortly_before_closing_nobody_far_behind_is_given_hope():
    seen = forecast((Place(age=5),) * 2, USUAL, 30)

    assert seen.wait(8).closing is Closing.UNLIKELY
    assert seen.wait(1).closing is not Closing.CERTAIN


def test_without_an_end_of_the_hours_nothing_is_said_about_it():
    assert forecast((Place(age=5),), USUAL, None).wait(60).closing is Closing.CERTAIN


@given(
    places=st.lists(st.builds(Place, age=st.none() | st.integers(0, 90)), min_size=1, max_size=5),
    closes_in=st.none() | st.integers(0, 300),
    place=st.integers(1, 80),
)
def test_the_range_is_a_range_and_a_later_place_never_waits_less(places, closes_in, place):
    seen = forecast(tuple(places), USUAL, closes_in)
    sooner, later = seen.wait(place), seen.wait(place + 1)

    assert sooner.low is None or 0 <= sooner.low <= (sooner.high or FARTHEST)
    assert (sooner.low or 0) <= (later.low or 0)
    assert later.high is None or (sooner.high or FARTHEST) <= later.high
    assert seen.chance(place) >= seen.chance(place + 1)


def test_few_measured_conversations_change_little_and_many_change_much():
    few, many = habits([90.0], []), habits([90.0] * 30, [])

    assert USUAL.middle < few.middle < many.middle


def test_where_many_leave_the_queue_moves_faster():
    patient = forecast((Place(age=5),) * 2, habits([], [(60.0, False)] * 30), None)
    leaving = forecast((Place(age=5),) * 2, habits([], [(5.0, True)] * 30), None)

    assert leaving.wait(10).high < (patient.wait(10).high or FARTHEST)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_promise_comes_true_for_four_of_five_on_evenings_unlike_those_assumed(kind):
    share = min(1.0, 1 / kind.an_hour)

    told = season(kind, 60, seed=7, oracles={"house": ORACLES["house"]}, share=share)["house"]

    assert told.asked > 150
    assert told.covered / told.asked >= 0.8

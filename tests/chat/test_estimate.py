"""The wait that is promised."""

import random
from statistics import fmean

from hypothesis import given
from hypothesis import strategies as st

from chat.estimate import USUAL_MINUTES, Wait, mean_length, wait


def test_with_a_free_place_it_is_a_few_minutes():
    assert wait(1, places=3, taken=2, length=35) == Wait(0, 5)


def test_with_nobody_on_duty_nobody_can_say():
    assert not wait(1, places=0, taken=0, length=35).is_known


@given(place=st.integers(1, 60), places=st.integers(1, 12), length=st.floats(10, 90))
def test_the_range_is_a_range_and_a_later_place_never_waits_less(place, places, length):
    sooner = wait(place, places=places, taken=places, length=length)
    later = wait(place + 1, places=places, taken=places, length=length)

    assert 0 <= sooner.low < sooner.high
    assert sooner.low <= later.low
    assert sooner.high <= later.high


def test_the_range_covers_most_true_waits_when_lengths_are_as_assumed():
    chance = random.Random(2026)
    covered = []
    for _ in range(2000):
        place, places = chance.randint(1, 8), chance.randint(1, 6)
        free_at = sorted(chance.expovariate(1 / 35) for _ in range(places))
        for _ in range(place - 1):
            free_at.append(free_at.pop(0) + chance.expovariate(1 / 35))
            free_at.sort()
        said = wait(place, places=places, taken=places, length=35)
        covered.append(said.low <= free_at[0] <= said.high)

    assert fmean(covered) > 0.6


def test_few_measured_conversations_say_nothing_yet():
    assert mean_length([3.0, 4.0]) == USUAL_MINUTES
    assert mean_length([20.0] * 5) == 20.0

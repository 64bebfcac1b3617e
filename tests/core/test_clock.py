"""The clock over both changes of the hour, and days that last 23 or 25 hours."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from core import clock

SPRING = date(2026, 3, 29)
AUTUMN = date(2026, 10, 25)


def length_of(day: date) -> timedelta:
    return clock.day_starts(day + timedelta(days=1)) - clock.day_starts(day)


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (date(2026, 6, 1), 24)])
def test_a_day_lasts_as_long_as_it_does_in_helsinki(day, hours):
    assert length_of(day) == timedelta(hours=hours)


def test_now_is_aware_and_in_utc():
    assert clock.now().tzinfo is UTC


def test_the_wall_clock_jumps_over_an_hour_in_spring():
    before = datetime(2026, 3, 29, 0, 59, tzinfo=UTC)

    assert clock.local(before).hour == 2
    assert clock.local(before + timedelta(minutes=1)).hour == 4


def test_the_wall_clock_shows_an_hour_twice_in_autumn():
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)

    assert clock.local(first).hour == clock.local(first + timedelta(hours=1)).hour == 3


def test_an_evening_in_utc_is_already_tomorrow_in_helsinki():
    with clock.stopped(datetime(2026, 6, 30, 21, 0, tzinfo=UTC)):
        assert clock.local_day() == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("day", "following"),
    [(date(2026, 1, 31), date(2026, 2, 1)), (date(2026, 12, 1), date(2027, 1, 1))],
)
def test_the_next_month_is_found_from_any_day(day, following):
    assert clock.next_month(day) == following
    assert clock.month_starts(clock.next_month(day)) == following


def test_a_stopped_clock_stands_still_and_goes_on_afterwards():
    east = timezone(timedelta(hours=3))

    with clock.stopped(datetime(2020, 1, 1, 12, tzinfo=east)):
        assert clock.now() == clock.now() == datetime(2020, 1, 1, 9, tzinfo=UTC)
        with clock.stopped(datetime(2021, 1, 1, tzinfo=UTC)):
            assert clock.now().year == 2021
        assert clock.now().year == 2020

    assert clock.now().year > 2025

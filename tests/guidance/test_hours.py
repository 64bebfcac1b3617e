"""Open now, until when, and when next, over every change of the clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clock import local
from guidance.hours import (
    DAY,
    Interval,
    Period,
    Span,
    closes_at,
    door,
    intervals,
    moment_at,
    next_opening,
)
from guidance.schemas import Door, HoursKind
from tests.people_guidance import helsinki

WEEKLY, EXCEPTION, ALWAYS = HoursKind.WEEKLY, HoursKind.EXCEPTION, HoursKind.ALWAYS


def weekdays(opens: int, closes: int, **kwargs) -> Period:
    return Period(
        WEEKLY, tuple(Span(day, opens * 60, closes * 60) for day in range(1, 6)), **kwargs
    )


def test_a_place_is_open_from_the_first_minute_and_closed_at_the_last():
    office = [weekdays(9, 16)]

    assert door(office, helsinki(2026, 11, 23, 8, 59)) is Door.CLOSED
    assert door(office, helsinki(2026, 11, 23, 9)) is Door.OPEN
    assert door(office, helsinki(2026, 11, 23, 15, 59)) is Door.OPEN
    assert door(office, helsinki(2026, 11, 23, 16)) is Door.CLOSED


def test_a_place_without_hours_is_not_called_closed():
    assert door([], helsinki(2026, 11, 23, 12)) is Door.UNKNOWN


def test_a_night_cafe_stays_open_past_midnight_into_sunday():
    cafe = [Period(WEEKLY, (Span(6, 20 * 60, 27 * 60),))]

    assert door(cafe, helsinki(2026, 11, 22, 2, 30)) is Door.OPEN
    assert closes_at(cafe, helsinki(2026, 11, 22, 2, 30)) == helsinki(2026, 11, 22, 3)
    assert door(cafe, helsinki(2026, 11, 22, 3)) is Door.CLOSED


def test_a_weekend_on_call_runs_from_friday_evening_to_monday_morning():
    on_call = [Period(WEEKLY, (Span(5, 16 * 60, 8 * 60 + 3 * DAY),))]

    assert door(on_call, helsinki(2026, 11, 22, 12)) is Door.OPEN
    assert door(on_call, helsinki(2026, 11, 23, 7, 59)) is Door.OPEN
    assert door(on_call, helsinki(2026, 11, 23, 8)) is Door.CLOSED


def test_an_exception_goes_before_the_week():
    christmas = Period(EXCEPTION, (), date(2026, 12, 24), date(2026, 12, 26))
    office = [weekdays(9, 16), christmas]

    assert door(office, helsinki(2026, 12, 24, 12)) is Door.CLOSED
    assert next_opening(office, helsinki(2026, 12, 23, 17)) == Interval(
        helsinki(2026, 12, 28, 9).astimezone(UTC), helsinki(2026, 12, 28, 16).astimezone(UTC)
    )


def test_of_two_exceptions_the_shorter_wins():
    july = Period(EXCEPTION, (), date(2026, 7, 1), date(2026, 7, 31))
    one_day = Period(EXCEPTION, (Span(3, 600, 720),), date(2026, 7, 15), date(2026, 7, 15))

    assert door([july, one_day], helsinki(2026, 7, 15, 11)) is Door.OPEN
    assert door([july, one_day], helsinki(2026, 7, 16, 11)) is Door.CLOSED


def test_summer_hours_replace_the_usual_ones_while_they_hold():
    summer = weekdays(12, 14, valid_from=date(2026, 6, 1), valid_to=date(2026, 8, 31))
    office = [weekdays(9, 16), summer]

    assert door(office, helsinki(2026, 7, 1, 10)) is Door.CLOSED
    assert door(office, helsinki(2026, 7, 1, 13)) is Door.OPEN
    assert door(office, helsinki(2026, 9, 1, 10)) is Door.OPEN


def test_by_appointment_is_neither_open_nor_closed():
    clinic = [weekdays(8, 16, by_appointment=True)]

    assert door(clinic, helsinki(2026, 11, 23, 12)) is Door.APPOINTMENT
    assert next_opening(clinic, helsinki(2026, 11, 22, 12)) is None


def test_what_is_always_open_never_says_when_it_closes():
    phone = [Period(ALWAYS)]

    assert door(phone, helsinki(2026, 3, 29, 3, 30)) is Door.OPEN
    assert closes_at(phone, helsinki(2026, 11, 22, 12)) is None


def test_phone_times_and_visiting_times_of_one_day_hold_together():
    both = [Period(WEEKLY, (Span(1, 540, 660),)), Period(WEEKLY, (Span(1, 660, 720),))]

    assert closes_at(both, helsinki(2026, 11, 23, 10)) == helsinki(2026, 11, 23, 12)


def test_hours_inside_the_hour_that_spring_skips_do_not_exist():
    skipped = [Period(WEEKLY, (Span(7, 3 * 60 + 15, 3 * 60 + 45),))]

    assert intervals(skipped, date(2026, 3, 29), date(2026, 3, 29)) == []


def test_what_closes_inside_the_skipped_hour_closes_when_the_clock_jumps():
    night = [Period(WEEKLY, (Span(7, 60, 3 * 60 + 30),))]

    assert intervals(night, date(2026, 3, 29), date(2026, 3, 29)) == [
        Interval(datetime(2026, 3, 28, 23, tzinfo=UTC), datetime(2026, 3, 29, 1, tzinfo=UTC))
    ]


def test_a_night_is_an_hour_longer_in_autumn():
    night = [Period(WEEKLY, (Span(7, 0, 6 * 60),))]
    found = intervals(night, date(2026, 10, 25), date(2026, 10, 25))[0]

    assert found.end - found.start == timedelta(hours=7)


days = st.dates(date(2025, 1, 1), date(2028, 12, 31))
minutes = st.integers(0, DAY - 1)


@st.composite
def spans(draw) -> Span:
    opens = draw(minutes)
    return Span(draw(st.integers(1, 7)), opens, draw(st.integers(opens + 1, opens + DAY)))


def is_plain(moment: datetime) -> bool:
    """Whether the clock shows this time exactly once on this day."""
    wall = local(moment)
    return wall.utcoffset() == wall.replace(fold=1 - wall.fold).utcoffset()


@given(st.lists(spans(), min_size=1, max_size=4), days, minutes)
def test_a_door_is_open_exactly_when_the_wall_clock_lies_in_a_window(week, day, minute):
    moment = moment_at(day, minute)
    wall = local(moment)
    since_midnight = wall.hour * 60 + wall.minute
    yesterday = (wall.date() - timedelta(days=1)).isoweekday()
    within = any(
        (one.weekday == wall.isoweekday() and one.opens <= since_midnight < one.closes)
        or (one.weekday == yesterday and one.opens <= since_midnight + DAY < one.closes)
        for one in week
    )

    found = door([Period(WEEKLY, tuple(week))], moment)

    if is_plain(moment):
        assert found is (Door.OPEN if within else Door.CLOSED)


@given(st.lists(spans(), min_size=1, max_size=4), days, minutes)
def test_when_the_next_opening_comes_the_door_is_open_and_just_before_it_was_not_that_one(
    week, day, minute
):
    rule = [Period(WEEKLY, tuple(week))]
    moment = moment_at(day, minute)

    following = next_opening(rule, moment)

    assert following is not None
    assert following.start > moment
    assert door(rule, following.start) is Door.OPEN


@given(days, st.integers(0, 3 * DAY))
def test_every_wall_time_gives_a_moment_and_ends_never_come_before_starts(day, minute):
    assert moment_at(day, minute) <= moment_at(day, minute, is_end=True) or not is_plain(
        moment_at(day, minute)
    )


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_whole_day_is_covered_even_when_it_has_another_length(day):
    whole = intervals([Period(ALWAYS)], day, day)[0]

    assert local(whole.start).date() == day
    assert whole.end == moment_at(day + timedelta(days=1), 0)

"""Hours that hold on feast days and in odd or even weeks."""

from datetime import date

import holidays
import pytest

from core import feasts
from core.clock import stopped
from core.workdays import free_days
from guidance.hours import ANY_DAY, Period, Span, door
from guidance.schemas import Door, HoursKind, Weeks
from tests.people_guidance import a_service, helsinki

NINE_TO_FOUR = tuple(Span(day, 9 * 60, 16 * 60) for day in range(1, 6))
OFFICE = Period(HoursKind.WEEKLY, NINE_TO_FOUR)
CHRISTMAS = helsinki(2026, 12, 25, 12)


def test_finland_is_free_on_the_days_that_an_independent_library_has_for_this_century():
    known = holidays.country_holidays("FI", years=range(2000, 2100))

    ours = {day for year in range(2000, 2100) for day in free_days(year)}

    assert ours == set(known)
    assert len(feasts.FEASTS) == 18


@pytest.mark.parametrize(
    ("feast", "day"),
    [
        ("MidsummerEve", date(2026, 6, 19)),
        ("MaundyThursday", date(2026, 4, 2)),
        ("AllSaintsDay", date(2026, 10, 31)),
    ],
)
def test_the_movable_ones_fall_where_the_almanac_says(feast, day):
    assert feasts.day_of(feast, 2026) == day


def test_a_feast_closes_what_the_week_would_open():
    christmas = Period(HoursKind.HOLIDAY, holiday="ChristmasDay")

    assert door([OFFICE], CHRISTMAS) is Door.OPEN
    assert door([OFFICE, christmas], CHRISTMAS) is Door.CLOSED


def test_a_feast_has_hours_of_its_own_on_whatever_weekday_it_falls():
    open_at_noon = Period(
        HoursKind.HOLIDAY, (Span(ANY_DAY, 12 * 60, 14 * 60),), holiday="ChristmasDay", years=(2026,)
    )

    assert door([OFFICE, open_at_noon], CHRISTMAS) is Door.OPEN
    assert door([OFFICE, open_at_noon], helsinki(2026, 12, 25, 9)) is Door.CLOSED
    assert door([OFFICE, open_at_noon], helsinki(2028, 12, 25, 9)) is Door.OPEN


def test_who_names_the_very_day_goes_before_the_feast_and_the_feast_before_the_season():
    feast = Period(HoursKind.HOLIDAY, holiday="ChristmasDay")
    that_day = Period(HoursKind.EXCEPTION, NINE_TO_FOUR, date(2026, 12, 25), date(2026, 12, 25))
    season = Period(HoursKind.EXCEPTION, NINE_TO_FOUR, date(2026, 12, 21), date(2027, 1, 6))

    assert door([feast, season], CHRISTMAS) is Door.CLOSED
    assert door([feast, season, that_day], CHRISTMAS) is Door.OPEN


def test_odd_weeks_are_those_of_the_iso_calendar():
    odd = Period(HoursKind.WEEKLY, (Span(1, 540, 960, Weeks.ODD),))

    assert door([odd], helsinki(2026, 11, 23, 12)) is Door.CLOSED  # week 48
    assert door([odd], helsinki(2026, 11, 30, 12)) is Door.OPEN


def test_one_hour_of_a_day_can_be_by_appointment_only():
    day = Period(HoursKind.WEEKLY, (Span(1, 540, 720), Span(1, 720, 960, by_appointment=True)))

    assert door([day], helsinki(2026, 11, 23, 10)) is Door.OPEN
    assert door([day], helsinki(2026, 11, 23, 13)) is Door.APPOINTMENT


def test_the_page_tells_odd_weeks_appointments_and_the_feasts_to_come(client, session):
    week = Period(
        HoursKind.WEEKLY,
        (Span(1, 540, 720), Span(1, 720, 960, by_appointment=True), Span(2, 1080, 1560, Weeks.ODD)),
    )
    christmas = Period(HoursKind.HOLIDAY, (Span(ANY_DAY, 600, 720),), holiday="ChristmasEve")
    service = a_service(session, periods=(week, christmas), phone="000")

    with stopped(at=helsinki(2026, 11, 22, 12)):
        shown = client.get(f"/services/{service}").text

    assert "9–12, 12–16 ajanvarauksella" in shown
    assert "18–2 parittomilla viikoilla" in shown
    assert "24.12.2026</th><td>10–12" in shown

"""Working days in Finland: Monday to Friday, without public holidays and the eves that are free."""

from datetime import date, timedelta
from functools import cache

from core.feasts import FREE_EVES, HOLIDAYS, day_of

SATURDAY = 6


@cache
def free_days(year: int) -> frozenset[date]:
    """Give the days of a year on which Finland is free, weekends apart."""
    return frozenset(day_of(one, year) for one in HOLIDAYS | FREE_EVES)


def is_working_day(day: date) -> bool:
    """Whether an office is open on `day`."""
    return day.isoweekday() < SATURDAY and day not in free_days(day.year)


def working_days_after(day: date, count: int) -> date:
    """Give the `count`th working day after `day`."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day

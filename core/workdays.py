"""Working days in Finland: Monday to Friday, without public holidays and the eves that are free.

The days are those of the library `holidays`, which follows the law on each (for example 388/1937).
"""

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

SATURDAY = 6


@cache
def _free_days() -> "HolidayBase":
    """Give Finland's free days; a year is worked out when it is first asked about."""
    from holidays import country_holidays  # noqa: PLC0415  8 MB, which few processes need

    return country_holidays("FI")


def is_working_day(day: date) -> bool:
    """Whether an office is open on `day`."""
    return day.isoweekday() < SATURDAY and day not in _free_days()


def working_days_after(day: date, count: int) -> date:
    """Give the `count`th working day after `day`."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day

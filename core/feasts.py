"""Finland's feast days, which of them are holidays, and when each is.

Names are those by which the Finnish Service Catalogue (version 12) tells other hours. The days
follow the church act (652/2023), the acts on May Day (272/1944) and Independence Day (388/1937),
the eves custom and the collective agreements. The library `holidays` has the same, and in the tests
the last word; it reads every country's calendars first (13 MB, a tenth of a second).
"""

from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

# Days from Easter Sunday.
_FROM_EASTER = {
    "MaundyThursday": -3,
    "GoodFriday": -2,
    "EasterSunday": 0,
    "EasterMonday": 1,
    "AscensionDay": 39,
    "WhitSunday": 49,
}
_FIXED = {
    "NewYearDay": (1, 1),
    "Epiphany": (1, 6),
    "MayDayEve": (4, 30),
    "MayDay": (5, 1),
    "IndependenceDay": (12, 6),
    "ChristmasEve": (12, 24),
    "ChristmasDay": (12, 25),
    "SecondDayOfChristmas": (12, 26),
    "NewYearEve": (12, 31),
}
FRIDAY, SATURDAY = 5, 6
# The first such weekday from a day on.
_WEEKDAY_FROM = {
    "MidsummerEve": (6, 19, FRIDAY),
    "MidsummerDay": (6, 20, SATURDAY),
    "AllSaintsDay": (10, 31, SATURDAY),
}
FEASTS = frozenset({*_FROM_EASTER, *_FIXED, *_WEEKDAY_FROM})
FREE_EVES = frozenset({"MidsummerEve", "ChristmasEve"})
"""Not holidays by law, and everybody is free."""
EVES = FREE_EVES | {"MaundyThursday", "MayDayEve", "NewYearEve"}
HOLIDAYS = FEASTS - EVES


@lru_cache(maxsize=512)
def day_of(feast: str, year: int) -> date:
    """Give the day of a feast in a year. Raises `KeyError` for an unknown name."""
    if feast in _FIXED:
        return date(year, *_FIXED[feast])
    if feast in _WEEKDAY_FROM:
        month, day, weekday = _WEEKDAY_FROM[feast]
        first = date(year, month, day)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7)
    sunday: date = easter(year)
    return sunday + timedelta(days=_FROM_EASTER[feast])

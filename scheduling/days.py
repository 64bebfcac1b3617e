"""A line's calendar: holidays and their eves, school terms, special days. Pure functions.

Eves are those on which shops, schools and offices close early: those that have a name
(`core.feasts`) and Holy Saturday.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from core.feasts import EVES, HOLIDAYS, day_of
from scheduling.season import Season

DAY = timedelta(days=1)


@lru_cache(maxsize=32)
def holidays_of(year: int) -> frozenset[date]:
    """Give the public holidays of a year in Finland."""
    return frozenset(day_of(one, year) for one in HOLIDAYS)


@lru_cache(maxsize=32)
def eves_of(year: int) -> frozenset[date]:
    """Give the eves of a year on which Finland goes home early."""
    eves = {day_of("EasterSunday", year) - DAY, *(day_of(one, year) for one in EVES)}
    return frozenset(eves) - holidays_of(year)


def is_holiday(day: date) -> bool:
    """Whether a day is a public holiday."""
    return day in holidays_of(day.year)


def is_eve(day: date) -> bool:
    """Whether a day is an eve."""
    return day in eves_of(day.year)


@dataclass(frozen=True)
class Window:
    """Wall times of one day, "24:00" at most."""

    begins: str
    ends: str


@dataclass(frozen=True)
class Special:
    """A day that is not like its week: closed without a window, else open in it alone."""

    day: date
    window: Window | None = None


@dataclass(frozen=True)
class Days:
    """What a line's calendar says beyond its weekly hours; by itself every day is as usual."""

    closed_on_holidays: bool = False
    eves_until: str = ""
    closed_outside_terms: bool = False
    terms: tuple[tuple[date, date], ...] = ()
    specials: dict[date, Special] = field(default_factory=dict)

    def windows(self, day: date, weekly: Iterable[Window]) -> list[Window]:
        """Give when a line is open on a day of which the week says `weekly`."""
        special = self.specials.get(day)
        if special is not None:
            return [special.window] if special.window else []
        if self._is_closed(day):
            return []
        return [cut for one in weekly if (cut := self.until_eve(day, one))]

    def shift(self, day: date, wanted: Window, season: Season) -> Window | None:
        """Give the wall times of a template's shift on a day; None when it is not held then."""
        special = self.specials.get(day)
        if special is not None:
            open_then = special.window
            fits = open_then and open_then.begins <= wanted.begins < wanted.ends <= open_then.ends
            return wanted if fits else None
        if self._is_closed(day) or not self._is_in(day, season):
            return None
        return self.until_eve(day, wanted)

    def until_eve(self, day: date, window: Window) -> Window | None:
        """Cut a window where an eve ends; None when nothing of it is left."""
        if not self.eves_until or not is_eve(day):
            return window
        if window.begins >= self.eves_until:
            return None
        over = window.ends <= window.begins  # an end on the next day
        return Window(window.begins, self.eves_until if over else min(window.ends, self.eves_until))

    def is_in_term(self, day: date) -> bool:
        """Whether school goes; where no term is known it always does."""
        return not self.terms or any(first <= day <= last for first, last in self.terms)

    def _is_in(self, day: date, season: Season) -> bool:
        return season is Season.ALWAYS or self.is_in_term(day) == (season is Season.TERM)

    def _is_closed(self, day: date) -> bool:
        if self.closed_outside_terms and not self.is_in_term(day):
            return True
        return self.closed_on_holidays and is_holiday(day)


EVERY_DAY = Days()

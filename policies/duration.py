"""How long something is kept: an ISO 8601 duration, with months that follow the calendar.

A month ends on the day of the same number; where there is none, it ends with that month's last
day, so what began on 31 January and is kept for one month goes at the first moment of March. Days
are 24 hours, and everything is in UTC.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

_ISO = re.compile(
    r"P(?=\d|T\d)(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?)?"
)
_MONTHS_A_YEAR = 12
_LONGEST_MONTHS = 1_200
_LONGEST_DAYS = 36_500


@dataclass(frozen=True, order=True)
class Duration:
    """A span of calendar months, days, hours and minutes."""

    months: int = 0
    days: int = 0
    hours: int = 0
    minutes: int = 0

    @classmethod
    def parse(cls, text: object) -> "Duration":
        """Read `P7D`, `P3M`, `P2Y`, `PT24H` … Raises `ValueError` for anything else."""
        if isinstance(text, cls):
            return text
        found = _ISO.fullmatch(text) if isinstance(text, str) else None
        if found is None:
            raise ValueError(f"{text!r} is no ISO 8601 duration such as P7D, P3M or P2Y")
        number = {name: int(value or 0) for name, value in found.groupdict().items()}
        months = number["years"] * _MONTHS_A_YEAR + number["months"]
        days = number["weeks"] * 7 + number["days"]
        if months > _LONGEST_MONTHS or days > _LONGEST_DAYS:
            raise ValueError(f"{text!r} is longer than a hundred years")
        return cls(months, days, number["hours"], number["minutes"])

    def after(self, moment: datetime) -> datetime:
        """Give the first moment at which the span that began at `moment` is over."""
        return _months_later(moment, self.months) + self._exact()

    def before(self, moment: datetime) -> datetime:
        """Give the moment before which all that began is over at `moment`."""
        return _months_later(moment - self._exact(), -self.months)

    @property
    def in_minutes(self) -> int:
        """The span in minutes, a month counted as 30 days."""
        return int((self._exact() + timedelta(days=30 * self.months)).total_seconds()) // 60

    def _exact(self) -> timedelta:
        return timedelta(days=self.days, hours=self.hours, minutes=self.minutes)

    def __str__(self) -> str:
        years, months = divmod(self.months, _MONTHS_A_YEAR)
        dated = "".join(
            f"{n}{letter}" for n, letter in ((years, "Y"), (months, "M"), (self.days, "D")) if n
        )
        timed = "".join(
            f"{n}{letter}" for n, letter in ((self.hours, "H"), (self.minutes, "M")) if n
        )
        return f"P{dated}{'T' if timed else ''}{timed}" if dated or timed else "P0D"

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: Any, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.parse, serialization=core_schema.to_string_ser_schema()
        )


def _months_later(moment: datetime, months: int) -> datetime:
    """Go `months` on; a day that the month lacks becomes the first moment of the month after it."""
    if not months:
        return moment
    year, month = divmod(moment.year * _MONTHS_A_YEAR + moment.month - 1 + months, _MONTHS_A_YEAR)
    try:
        return moment.replace(year=year, month=month + 1)
    except ValueError:
        first = moment.replace(hour=0, minute=0, second=0, microsecond=0, day=1)
        return _months_later(first.replace(year=year, month=month + 1), 1)

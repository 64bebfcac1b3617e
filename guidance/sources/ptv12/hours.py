"""Hours as version 12 tells them."""

# ruff: noqa: N815  the catalogue's own names

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from pydantic import Field, field_validator, model_validator

from guidance.hours import ANY_DAY, DAY, Period, Span
from guidance.schemas import HoursKind, Weeks
from guidance.sources.plain import TIME
from guidance.sources.ptv12.shapes import Holiday, HolidayHours, Hour, Part, Repetition, Week

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKS = {"Weekly": Weeks.EVERY, "OddWeeks": Weeks.ODD, "EvenWeeks": Weeks.EVEN}


class Rule(Part):
    """A rule of hours; what it needs besides its type depends on it."""

    type: Literal[
        "WeeklyUntilFurtherNoticeServiceHour",
        "WeeklyDateRangeServiceHour",
        "ExceptionalDateRangeServiceHour",
        "ContinuousAlwaysValidServiceHour",
        "ContinuousDateRangeServiceHour",
        "ContinuousWeekdaysUntilFurtherNoticeServiceHour",
    ]
    weeklyHours: Week | None = None
    fromDate: date | None = None
    toDate: date | None = None
    fromDay: str | None = None
    toDay: str | None = None
    fromTime: str | None = Field(None, pattern=TIME)
    toTime: str | None = Field(None, pattern=TIME)

    @field_validator("type", mode="before")
    @classmethod
    def _whole_name(cls, value: object) -> object:
        """Take the short names too: the documents write both."""
        short = isinstance(value, str) and not value.endswith("ServiceHour")
        return f"{value}ServiceHour" if short else value

    @field_validator("fromDay", "toDay")
    @classmethod
    def _a_day(cls, value: str | None) -> str | None:
        if value is not None and value.lower() not in WEEKDAYS:
            raise ValueError("This is not a day of the week.")
        return value and value.lower()

    @model_validator(mode="after")
    def _whole(self) -> "Rule":
        if "DateRange" in self.type and self.fromDate is None:
            raise ValueError("An exception needs its date.")
        if self.fromDate and self.toDate and self.toDate < self.fromDate:
            raise ValueError("The hours end before they begin.")
        if "Weekdays" in self.type and not (self.fromDay and self.toDay):
            raise ValueError("Hours over days need the days.")
        return self


class ServiceHours(Part):
    """All the hours of a channel."""

    hours: list[Rule] | None = None
    holidayServiceHours: HolidayHours | None = None


def periods(told: ServiceHours | None) -> tuple[Period, ...]:
    """Give hours as the directory's own rules."""
    if told is None:
        return ()
    rules = [period for rule in told.hours or [] for period in _periods(rule)]
    return (*rules, *_feasts(told.holidayServiceHours))


def _periods(rule: Rule) -> Iterator[Period]:
    match rule.type.removesuffix("ServiceHour"):
        case "ContinuousAlwaysValid":
            yield Period(HoursKind.ALWAYS)
        case "ContinuousDateRange":
            yield from _without_a_break(rule)
        case "ContinuousWeekdaysUntilFurtherNotice":
            yield Period(HoursKind.WEEKLY, (_over_days(rule),))
        case "ExceptionalDateRange":
            last = rule.toDate or rule.fromDate
            yield Period(HoursKind.EXCEPTION, tuple(_week(rule)), rule.fromDate, last)
        case _:
            if spans := tuple(_week(rule)):
                yield Period(HoursKind.WEEKLY, spans, rule.fromDate, rule.toDate)


def _week(rule: Rule) -> Iterator[Span]:
    for number, name in enumerate(WEEKDAYS, 1):
        day = getattr(rule.weeklyHours, name, None)
        for hour in (day.hours if day else None) or []:
            if hour.openingStatus != "Closed":
                yield _span(number, hour)


def _span(weekday: int, hour: Hour) -> Span:
    opens, closes = minutes(hour.start), minutes(hour.end)
    return Span(
        weekday,
        opens,
        closes if closes > opens else closes + DAY,
        WEEKS[hour.repetition],
        hour.openingStatus == "OpenOnReservation",
    )


def _over_days(rule: Rule) -> Span:
    first, last = WEEKDAYS.index(rule.fromDay or "monday"), WEEKDAYS.index(rule.toDay or "monday")
    opens, closes = minutes(rule.fromTime or "00:00"), minutes(rule.toTime or "24:00")
    ends = closes + DAY * ((last - first) % 7)
    return Span(first + 1, opens, ends if ends > opens else ends + 7 * DAY)


def _without_a_break(rule: Rule) -> Iterator[Period]:
    """Open from one moment to another: a beginning, whole days between, an end."""
    first, last = rule.fromDate, rule.toDate
    opens, closes = minutes(rule.fromTime or "00:00"), minutes(rule.toTime or "24:00")
    if first is None or first == last:
        yield Period(HoursKind.EXCEPTION, (Span(ANY_DAY, opens, closes),), first, first)
        return
    yield Period(HoursKind.EXCEPTION, (Span(ANY_DAY, opens, DAY),), first, first)
    day = timedelta(days=1)
    if last is None or last - first > day:
        whole, until = (Span(ANY_DAY, 0, DAY),), last - day if last else None
        kind = HoursKind.EXCEPTION if until else HoursKind.WEEKLY
        yield Period(kind, whole, first + day, until)
    if last is not None:
        yield Period(HoursKind.EXCEPTION, (Span(ANY_DAY, 0, closes),), last, last)


def _feasts(told: HolidayHours | None) -> Iterator[Period]:
    if told is None:
        return
    repeated = told.repetition
    years = tuple(repeated.years or ()) if isinstance(repeated, Repetition) else ()
    for feast in told.holidays or []:
        spans = tuple(_feast_spans(feast))
        yield Period(HoursKind.HOLIDAY, spans, holiday=feast.holidayName, years=years)


def _feast_spans(feast: Holiday) -> Iterator[Span]:
    for hour in feast.hours or []:
        if hour.openingStatus != "Closed":
            yield _span(ANY_DAY, hour)


def minutes(said: str) -> int:
    """Give a time as minutes after midnight."""
    return int(said[:2]) * 60 + int(said[3:5])

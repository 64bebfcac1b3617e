"""The only clock of the house. Moments are aware and in UTC; days are those of Helsinki."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")

_stopped: list[datetime] = []


def now() -> datetime:
    """Give the present moment, aware and in UTC."""
    return _stopped[-1] if _stopped else datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """Give `moment` as the wall clock in Helsinki shows it."""
    return moment.astimezone(HELSINKI)


def local_day(moment: datetime | None = None) -> date:
    """Give the day in Helsinki at `moment`, by default today."""
    return local(moment or now()).date()


def day_starts(day: date) -> datetime:
    """Give the first moment of `day` in Helsinki, in UTC (a day may last 23 or 25 hours)."""
    return datetime(day.year, day.month, day.day, tzinfo=HELSINKI).astimezone(UTC)


def month_starts(day: date) -> date:
    """Give the first day of the month that `day` lies in."""
    return day.replace(day=1)


def named_month(written: str) -> date | None:
    """Read a month, `2026-03`; None for anything else."""
    try:
        return month_starts(date.fromisoformat(f"{written}-01"))
    except ValueError:
        return None


def next_month(day: date) -> date:
    """Give the first day of the month after the one that `day` lies in."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


@contextmanager
def stopped(at: datetime) -> Iterator[None]:
    """Hold the clock still at the aware moment `at`; for tests and for planning ahead."""
    _stopped.append(at.astimezone(UTC))
    try:
        yield
    finally:
        _stopped.pop()

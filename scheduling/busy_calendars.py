"""Fetching and reading a worker's own calendar, outside any transaction: it takes seconds."""

from core import clock
from core.outgoing import Fetcher
from policies.queries import policy
from scheduling.busy_reading import busy_in
from scheduling.hours import Span


def busy_at(address: str) -> list[Span]:
    """Fetch a calendar and give when it is busy.

    Raises `AddressRefused`, `NotFetched`, `TooLarge` or `CalendarRefused`.
    """
    rules = policy()
    fetcher = Fetcher(rules.calendars.max_bytes, hosts=rules.imports.hosts)
    return busy_of(fetcher.fetch(address.replace("webcal://", "https://", 1)))


def busy_of(raw: bytes) -> list[Span]:
    """Give when a calendar is busy, as far ahead as the policy says. Raises `CalendarRefused`."""
    at = clock.now()
    return busy_in(raw, at, policy().calendars.ahead.after(at))

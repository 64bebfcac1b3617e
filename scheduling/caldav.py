"""Duties and appointments in a calendar of the worker's own, by CalDAV (RFC 4791).

Two verbs are enough: each event lies under its own name in the collection that the worker named, is
put there again when it changes and deleted when it is not theirs any more. Written here and not by
a library, because what somebody gave us an address of is asked only through `core.outgoing`.
"""

import base64
from dataclasses import dataclass

from core.outgoing import Fetcher, NotFetched
from scheduling.errors import CalendarClosed
from scheduling.ical import alone
from scheduling.telling import News

GONE = frozenset({200, 202, 204, 404, 410})
KEPT = frozenset({200, 201, 204})
CLOSED = frozenset({401, 403})
ANSWER_BYTES = 100_000


@dataclass(frozen=True)
class Account:
    """Where a worker's calendar is, and how it is opened."""

    address: str
    user: str
    password: str

    def of(self, name: str) -> str:
        """Give the address of one event in the collection."""
        return f"{self.address.rstrip('/')}/{name}.ics"

    @property
    def headers(self) -> dict[str, str]:
        """Say who asks (RFC 7617); only ever over TLS."""
        told = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        return {"Authorization": f"Basic {told}"}


def look_in(account: Account, *, by: Fetcher | None = None) -> None:
    """See that the calendar is there and lets us in.

    Raises `AddressRefused`, `NotFetched` or `CalendarClosed`.
    """
    fetcher = by or Fetcher(ANSWER_BYTES)
    headers = account.headers | {"Depth": "0"}
    _expect(fetcher.send("PROPFIND", account.address, headers), frozenset({207}))


def push(account: Account, news: News, language: str, *, by: Fetcher | None = None) -> None:
    """Put an event into the worker's calendar, or take it out.

    Raises `AddressRefused`, `NotFetched`, or `CalendarClosed` when the password is wrong.
    """
    fetcher = by or Fetcher(ANSWER_BYTES)
    address, headers = account.of(str(news.event.uid)), account.headers
    if news.is_off:
        _expect(fetcher.send("DELETE", address, headers), GONE)
        return
    headers |= {"Content-Type": "text/calendar; charset=utf-8"}
    _expect(fetcher.send("PUT", address, headers, alone(news.event, language)), KEPT)


def _expect(status: int, wanted: frozenset[int]) -> None:
    if status in CLOSED:
        raise CalendarClosed
    if status not in wanted:
        raise NotFetched

"""Asking web addresses whether they still answer: politely, and never within our own network."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlsplit

from core.outgoing import AddressRefused, Fetcher, NotFetched, TooLarge
from guidance.schemas import LinkAnswer

MOST_BYTES = 200_000
PAUSE_S = 2.0
GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
NO_HEADS = frozenset({HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED})
ASKS_AS = {"User-Agent": "Rinnalla link check", "Accept": "*/*"}


def look(fetcher: Fetcher, address: str) -> LinkAnswer:
    """Ask an address for its head, and for its page only where heads are not given.

    Being sent elsewhere, or being told to sign in, is an answer: somebody is there.
    """
    try:
        status = fetcher.send("HEAD", address, ASKS_AS)
        if status in NO_HEADS:
            status = fetcher.send("GET", address, ASKS_AS)
    except AddressRefused:
        return LinkAnswer.NOT_ASKED
    except TooLarge:
        return LinkAnswer.ANSWERS
    except NotFetched:
        return LinkAnswer.SILENT
    if status in GONE:
        return LinkAnswer.GONE
    is_broken = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return LinkAnswer.SILENT if is_broken else LinkAnswer.ANSWERS


@dataclass(frozen=True)
class Walk:
    """Goes from address to address and rests before it asks the same host again."""

    fetcher: Fetcher = field(default_factory=lambda: Fetcher(MOST_BYTES))
    sleep: Callable[[float], None] = time.sleep

    def answers(self, addresses: Iterable[str]) -> Iterator[tuple[str, LinkAnswer]]:
        """Give each address with what it answers."""
        asked: set[str] = set()
        for address in addresses:
            host = _host(address)
            if host in asked:
                self.sleep(PAUSE_S)
            asked.add(host)
            yield address, look(self.fetcher, address)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""

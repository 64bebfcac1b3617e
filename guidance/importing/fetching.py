"""Fetching the Finnish Service Catalogue from its open API: page by page, whole or what is new.

Only hosts that the policy names are asked, by `https` and without following redirects: a register
that is taken over must not lead the house elsewhere. An answer that was cut is asked for again;
what cannot be read in the end is refused record by record, and the good ones are kept.
"""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from guidance.errors import SourceNotAllowed, SourceSilent
from guidance.importing.cutting import Cut, cut
from guidance.schemas import SourceSystem
from policies.queries import policy

HTTPS = 443
TIMEOUT_S = (10, 60)
ATTEMPTS = 4
PAUSE_S = 1.0
MOST_BYTES = 50_000_000
PAGE = 100
MOST_PAGES = 10_000
"""A million records of a kind: a catalogue that says more would keep us asking for ever."""
KINDS_12 = ("general-description", "organization", "service-channel", "service", "connection")
"""What is needed first comes first, though records may come in any order."""
KINDS_11 = ("ServiceChannel", "Service")
TRY_AGAIN = frozenset({429, 500, 502, 503, 504})


@dataclass(frozen=True)
class Catalogue:
    """Where the catalogue lies, which version it speaks, and the key it wants (version 12)."""

    address: str
    system: SourceSystem = SourceSystem.PTV12
    key: str = ""
    since: datetime | None = None
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)

    def records(self) -> Iterator[Cut]:
        """Give every record, or those that changed since, with what was archived at the end.

        Raises `SourceSilent` when the catalogue does not answer.
        """
        if self.system is SourceSystem.PTV11:
            yield from self._records_11()
            return
        for kind in KINDS_12:
            yield from self._pages(f"/api/v12/{kind}/search", "publishedAtOrAfter")
        if self.since is not None:
            for kind in KINDS_12:
                yield from self._pages(f"/api/v12/{kind}/archived", "archivedAtOrAfter")

    def _pages(self, path: str, since: str) -> Iterator[Cut]:
        asked: dict[str, Any] = {"page": 1, "pageSize": PAGE}
        last = 1
        if self.since is not None:
            asked[since] = _moment(self.since)
        while True:
            content, whole = self._ask(path, asked)
            yield from self._cuts(content, path)
            last = _last_page(whole, "totalPages", last)
            if asked["page"] >= last:
                return
            asked["page"] += 1

    def _records_11(self) -> Iterator[Cut]:
        """Version 11 lists numbers by page, and gives the records of a hundred numbers at once."""
        for kind in KINDS_11:
            asked: dict[str, Any] = {"page": 1}
            last = 1
            if self.since is not None:
                asked["date"] = _moment(self.since)
            while True:
                _content, whole = self._ask(f"/api/v11/{kind}", asked)
                listed = (whole or {}).get("itemList") or []
                ids = [str(one["id"]) for one in listed if isinstance(one, dict) and "id" in one]
                for first in range(0, len(ids), PAGE):
                    some = ",".join(ids[first : first + PAGE])
                    content, _whole = self._ask(f"/api/v11/{kind}/list", {"guids": some})
                    yield from self._cuts(content, kind)
                last = _last_page(whole, "pageCount", last)
                if asked["page"] >= last:
                    break
                asked["page"] += 1

    def _cuts(self, content: bytes, path: str) -> Iterator[Cut]:
        for one in cut(content):
            if isinstance(one.value, dict) and path.endswith("/archived"):
                yield Cut(one.raw, one.line, {**one.value, "archivedAt": "archived"})
            else:
                yield one

    def _ask(self, path: str, asked: dict[str, Any]) -> tuple[bytes, dict[str, Any] | None]:
        """Ask until the answer is whole; a cut one is given as it is when it stays cut."""
        content = b""
        for attempt in range(ATTEMPTS):
            if attempt:
                self.sleep(PAUSE_S * 2**attempt)
            content = self._once(path, asked) or content
            if (whole := _whole(content)) is not None:
                return content, whole
        if not content:
            raise SourceSilent
        return content, None

    def _once(self, path: str, asked: dict[str, Any]) -> bytes:
        import requests  # noqa: PLC0415  3 MB that a process which fetches nothing does without

        address = f"{self.address.rstrip('/')}{path}"
        headers = {"Accept": "application/json"} | ({"x-api-key": self.key} if self.key else {})
        read = b""
        try:
            with requests.get(
                address,
                params=asked,
                headers=headers,
                timeout=TIMEOUT_S,
                allow_redirects=False,
                stream=True,
            ) as answer:
                answer.raw.enforce_content_length = False  # a cut answer is read as far as it goes
                if answer.status_code in TRY_AGAIN:
                    return b""
                if answer.status_code != requests.codes.ok:
                    raise SourceSilent
                for piece in answer.iter_content(1 << 16):
                    read += piece
                    if len(read) > MOST_BYTES:
                        raise SourceSilent
        except requests.RequestException:
            return read  # what came before the line broke
        return read


def _last_page(whole: dict[str, Any] | None, name: str, known: int) -> int:
    """Give how many pages an answer says there are; a cut one leaves it at what was known."""
    told = (whole or {}).get(name)
    return min(told, MOST_PAGES) if isinstance(told, int) else known


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _whole(content: bytes) -> dict[str, Any] | None:
    """Give an answer that is whole; a list stands for one without pages."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else {}


def require_allowed(address: str) -> None:
    """Refuse an address that the policy does not name. Raises `SourceNotAllowed`."""
    try:
        parts, port = urlsplit(address), urlsplit(address).port
    except ValueError:
        raise SourceNotAllowed from None
    is_plain = parts.scheme == "https" and port in {None, HTTPS} and "@" not in parts.netloc
    if not is_plain or parts.hostname not in policy().directory.catalogue_hosts:
        raise SourceNotAllowed

"""Fetching from an address that somebody gave us: never from within our own network.

Whoever can name an address for the server to fetch can make it knock on doors that only the server
reaches (SSRF). So: HTTPS on its own port only, no user or password in the address; every address
that the name has must be a public one; we connect to the very address that was looked at, so that
the name cannot mean another one a moment later (DNS rebinding); each redirect is looked at anew,
and there are few; and there is an end to bytes and to seconds.

`ipaddress.is_global` is not enough: it lets NAT64, 6to4 and `::127.0.0.1` pass, each of which leads
to an IPv4 address of somebody's choosing.
"""

import http.client
import socket
import ssl
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urljoin, urlsplit

from flask_babel import lazy_gettext as _l

from core.errors import Refusal

HTTPS = 443
MOST_REDIRECTS = 3
SECONDS = 8.0
PIECE = 65_536
SENT_ON = frozenset({301, 302, 303, 307, 308})
LONGEST_ADDRESS = 2_000

NEVER = tuple(
    ip_network(one)
    for one in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23",
        "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10",
        "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
"""IANA's special-purpose addresses, and every form in which IPv6 carries an IPv4 address."""

Resolve = Callable[[str, int], list[str]]
Connect = Callable[[str, int, str, float], socket.socket]


class AddressRefused(Refusal):
    """The address is not one that we fetch from."""

    code = "address_refused"
    status = 422
    sentence = _l("We fetch only from public addresses that begin with https://.")


class NotFetched(Refusal):
    """There is nobody, no answer in time, no such page, or too much of it."""

    code = "not_fetched"
    status = 422
    sentence = _l("Nothing could be fetched from that address. Check it, or send the file.")


class TooLarge(Refusal):
    """There is more of it than we take."""

    code = "too_large"
    status = 422
    sentence = _l("That is larger than we take.")


def resolve(host: str, port: int) -> list[str]:
    """Give every address that a name has."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def connect(address: str, port: int, host: str, seconds: float) -> socket.socket:
    """Connect to an address under TLS; the other side must prove that it is `host`."""
    plain = socket.create_connection((address, port), timeout=seconds)
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    except OSError:
        plain.close()
        raise


@dataclass(frozen=True)
class Fetcher:
    """How something is fetched; tests bring a resolver and a network of their own.

    `hosts` names the only hosts that may be asked; none means every public one.
    """

    most_bytes: int
    hosts: Collection[str] = ()
    seconds: float = SECONDS
    resolve: Resolve = resolve
    connect: Connect = connect

    def fetch(self, address: str) -> bytes:
        """Give what lies at an address. Raises `AddressRefused`, `NotFetched` or `TooLarge`."""
        until = time.monotonic() + self.seconds
        for _redirect in range(MOST_REDIRECTS + 1):
            status, answer, next_address = self._asked("GET", address, until, {}, None)
            if status == http.client.OK:
                return answer
            if status not in SENT_ON:
                raise NotFetched
            address = urljoin(address, next_address)
        raise NotFetched

    def send(
        self, method: str, address: str, headers: dict[str, str], body: bytes | None = None
    ) -> int:
        """Send something to an address and give the status; nobody is followed elsewhere with it.

        Raises `AddressRefused` or `NotFetched`.
        """
        until = time.monotonic() + self.seconds
        status, _answer, _next = self._asked(method, address, until, headers, body)
        return status

    def post(self, address: str, body: bytes, kind: str) -> bytes:
        """Ask an address by a question in a body and give its answer; no redirect is followed.

        Raises `AddressRefused`, `NotFetched` or `TooLarge`.
        """
        until = time.monotonic() + self.seconds
        status, answer, _next = self._asked("POST", address, until, {"Content-Type": kind}, body)
        if status != http.client.OK:
            raise NotFetched
        return answer

    def _asked(
        self, method: str, address: str, until: float, headers: dict[str, str], body: bytes | None
    ) -> tuple[int, bytes, str]:
        parts = self._checked(address)
        try:
            return self._ask(method, parts, until, headers, body)
        except (OSError, http.client.HTTPException):
            raise NotFetched from None

    def _checked(self, address: str) -> SplitResult:
        """Look at the shape of an address. Raises `AddressRefused`."""
        try:
            parts = urlsplit(address)
            port = parts.port or HTTPS
        except ValueError:
            raise AddressRefused from None
        is_plain = address.isascii() and address.isprintable() and " " not in address
        if not is_plain or len(address) > LONGEST_ADDRESS:
            raise AddressRefused
        if parts.scheme != "https" or port != HTTPS or "@" in parts.netloc or not parts.hostname:
            raise AddressRefused
        if self.hosts and parts.hostname not in self.hosts:
            raise AddressRefused
        return parts

    def _public(self, host: str) -> str:
        """Give the address to connect to. Raises `AddressRefused` unless all of them are public."""
        found = self.resolve(host, HTTPS)
        if not found or not all(is_public(one) for one in found):
            raise AddressRefused
        return found[0]

    def _ask(
        self,
        method: str,
        parts: SplitResult,
        until: float,
        headers: dict[str, str],
        body: bytes | None,
    ) -> tuple[int, bytes, str]:
        """Ask once; gives the status, what lies there, and where we are sent."""
        host = parts.hostname or ""
        asking = http.client.HTTPConnection(host, HTTPS)
        line = asking.sock = self.connect(self._public(host), HTTPS, host, _left(until))
        try:
            path = parts.path or "/"
            asking.request(
                method,
                f"{path}?{parts.query}" if parts.query else path,
                body,
                {"Host": host, "Accept": "text/calendar, */*", "Connection": "close", **headers},
            )
            answer = asking.getresponse()
            read = self._read(line, answer, until) if answer.status == http.client.OK else b""
            return answer.status, read, answer.getheader("Location", "")
        finally:
            asking.close()

    def _read(self, line: socket.socket, answer: http.client.HTTPResponse, until: float) -> bytes:
        """Read piece by piece: who drips is let go of, who pours too."""
        read = bytearray()
        while piece := answer.read1(PIECE):
            read += piece
            if len(read) > self.most_bytes:
                raise TooLarge
            line.settimeout(_left(until))
        return bytes(read)


def is_public(address: str) -> bool:
    """Whether an address is one of the open Internet's."""
    try:
        found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return found.is_global and not any(
        found in network for network in NEVER if network.version == found.version
    )


def _left(until: float) -> float:
    """Give the seconds that are left. Raises `NotFetched` when there are none."""
    left = until - time.monotonic()
    if left <= 0:
        raise NotFetched
    return left

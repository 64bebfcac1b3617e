"""How much may come how fast over HTTP, without knowing from whom.

The bucket's key is an HMAC of the network prefix (IPv4 /24, IPv6 /48) under a random key that
lives in memory for a day: nothing that is kept can be turned back into an address
(`docs/decisions/0004`).
"""

import hmac
import secrets
from datetime import date
from ipaddress import IPv6Address, ip_address, ip_network

from flask import Flask, request
from flask_limiter import Limiter

from core import clock
from core.settings import Settings

IPV4_PREFIX = 24
IPV6_PREFIX = 48


class DailyKey:
    """A random key that is forgotten when the day changes."""

    def __init__(self) -> None:
        self._day: date | None = None
        self._key = b""

    def today(self) -> bytes:
        """Give today's key, made at the first call of the day."""
        day = clock.local_day()
        if day != self._day:
            self._day, self._key = day, secrets.token_bytes(32)
        return self._key


_key = DailyKey()


def bucket() -> str:
    """Name the bucket of this request's network, for today only."""
    network = network_of(request.remote_addr or "")
    return hmac.new(_key.today(), network, "sha256").hexdigest()[:32]


def network_of(remote: str) -> bytes:
    """Give the network that an address lies in; those without an address share one."""
    try:
        address = ip_address(remote.partition("%")[0])
    except ValueError:
        return b""
    if isinstance(address, IPv6Address):
        # A socket that listens on both says `::ffff:a.b.c.d`; all of IPv4 must not be one network.
        address = address.ipv4_mapped or address
    prefix = IPV6_PREFIX if isinstance(address, IPv6Address) else IPV4_PREFIX
    return ip_network(f"{address}/{prefix}", strict=False).network_address.packed


limiter = Limiter(key_func=bucket, default_limits=[])


def use_limits(app: Flask, settings: Settings) -> None:
    """Put limits on the doors that ask for them (`limiter.limit`), in memory or in Redis."""
    app.config["RATELIMIT_STORAGE_URI"] = settings.redis_url or "memory://"
    app.config["RATELIMIT_HEADERS_ENABLED"] = False
    limiter.init_app(app)

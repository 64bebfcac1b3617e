"""How much may come how fast over HTTP, without knowing from whom.

The bucket's key is an HMAC of the network prefix (IPv4 /24, IPv6 /48) under a random key that
lives in memory for a day: nothing that is kept can be turned back into an address
(`docs/decisions/0004`).
"""

import hmac
import secrets
import time
from datetime import date, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from flask import Flask, request
from flask_limiter import Limiter

from core import clock
from core.house import house
from core.settings import Settings

IPV4_PREFIX = 24
IPV6_PREFIX = 48
KEY_LASTS = timedelta(hours=25)
"""The longest day."""
AGREED_EVERY_SECONDS = 60.0
PATIENCE_SECONDS = 0.5
"""Whoever opens a page waits no longer for Redis; it answers within a thousandth of that."""


class DailyKey:
    """A random key that is forgotten when the day changes.

    Where several processes serve one house it lies in Redis's memory, so that they name a network
    alike. They agree on it every minute: a Redis that was begun anew has forgotten it, and whoever
    starts then must not make another.
    """

    def __init__(self) -> None:
        self._day: date | None = None
        self._key = b""
        self._until = 0.0

    def today(self, redis_url: str = "", house: str = "") -> bytes:
        """Give today's key, made at the first call of the day.

        `house` is what the house's names in Redis begin with.
        """
        day, at = clock.local_day(), time.monotonic()  # a wall clock may be set back
        if day != self._day:
            self._day, self._key, self._until = day, secrets.token_bytes(32), at
        if redis_url and at >= self._until:
            self._until = at + AGREED_EVERY_SECONDS
            self._key = _agreed(redis_url, f"{house}:day:{day.isoformat()}", self._key)
        return self._key


def _agreed(redis_url: str, name: str, key: bytes) -> bytes:
    from redis import Redis, RedisError  # noqa: PLC0415  only where it is used

    try:
        with Redis.from_url(redis_url, **_patience()) as redis:
            redis.set(name, key, nx=True, ex=KEY_LASTS)
            held = redis.get(name)
    except RedisError:
        return key
    return held if isinstance(held, bytes) else key


def _patience() -> dict[str, Any]:
    return {"socket_timeout": PATIENCE_SECONDS, "socket_connect_timeout": PATIENCE_SECONDS}


_key = DailyKey()


def bucket() -> str:
    """Name the bucket of this request's network, for today only."""
    network = network_of(request.remote_addr or "")
    settings = house().settings
    key = _key.today(settings.redis_url, settings.redis_name)
    return hmac.new(key, network, "sha256").hexdigest()[:32]


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
    if settings.redis_url:  # the library waited five seconds, twice, while Redis stood still
        app.config["RATELIMIT_STORAGE_OPTIONS"] = _patience()
    # Nobody is turned away because Redis is: each process counts by itself meanwhile.
    app.config["RATELIMIT_IN_MEMORY_FALLBACK_ENABLED"] = bool(settings.redis_url)
    app.config["RATELIMIT_HEADERS_ENABLED"] = False
    limiter.init_app(app)

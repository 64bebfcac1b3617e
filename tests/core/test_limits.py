"""Buckets know a network for a day and an address never."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from redis import Redis

from core import clock, limits
from core.limits import DailyKey, bucket, network_of

MONDAY = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def fresh_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_key", DailyKey())


def of(app: Flask, address: str | None) -> str:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        return bucket()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("203.0.113.7", "203.0.113.200"),
        ("2001:db8:1:2::1", "2001:db8:1:ffff::9"),
        ("203.0.113.7", "::ffff:203.0.113.9"),
        ("fe80::1%eth0", "fe80::2"),
    ],
)
def test_neighbours_in_one_network_share_a_bucket(app, one, other):
    assert of(app, one) == of(app, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("203.0.113.7", "203.0.114.7"),
        ("2001:db8:1::1", "2001:db8:2::1"),
        ("::ffff:203.0.113.7", "::ffff:198.51.100.7"),
    ],
)
def test_strangers_do_not(app, one, other):
    assert of(app, one) != of(app, other)


def test_the_bucket_changes_with_the_day(app):
    with clock.stopped(MONDAY):
        today = of(app, "203.0.113.7")
        assert of(app, "203.0.113.7") == today

    with clock.stopped(MONDAY + timedelta(days=1)):
        assert of(app, "203.0.113.7") != today


def test_another_process_names_the_same_network_otherwise(app, monkeypatch):
    here = of(app, "203.0.113.7")
    monkeypatch.setattr(limits, "_key", DailyKey())

    assert of(app, "203.0.113.7") != here


@pytest.mark.redis
def test_processes_name_a_network_alike_also_after_redis_has_forgotten_how(redis_url, monkeypatch):
    first, second, later = DailyKey(), DailyKey(), DailyKey()
    agreed = first.today(redis_url, "house")
    assert second.today(redis_url, "house") == agreed

    with Redis.from_url(redis_url) as redis:
        redis.delete(*redis.keys("house:day:*"))
    monkeypatch.setattr(first, "_until", 0.0)
    monkeypatch.setattr(second, "_until", 0.0)
    kept = [one.today(redis_url, "house") for one in (second, later, first)]

    assert kept == [agreed] * 3


@pytest.mark.redis
def test_two_houses_at_one_redis_do_not_name_networks_alike(redis_url):
    assert DailyKey().today(redis_url, "one") != DailyKey().today(redis_url, "other")


def test_nobody_who_opens_a_page_waits_long_for_a_redis_that_stands_still(home, monkeypatch):
    monkeypatch.setattr(limits, "limiter", limits.Limiter(key_func=bucket))
    settings = home.settings.model_copy(update={"redis_url": "redis://127.0.0.1:1/0"})

    limits.use_limits(Flask("limited"), settings)

    waits = limits.limiter.storage.storage.connection_pool.connection_kwargs
    assert waits["socket_timeout"] == waits["socket_connect_timeout"] == limits.PATIENCE_SECONDS


def test_while_redis_is_away_each_names_it_by_itself():
    nowhere = "redis://127.0.0.1:1/0"

    assert DailyKey().today(nowhere) != DailyKey().today(nowhere)


def test_the_name_of_a_bucket_holds_no_address(app):
    named = of(app, "203.0.113.7")

    assert len(named) == 32
    assert network_of("203.0.113.7") not in bytes.fromhex(named)


@pytest.mark.parametrize("nonsense", ["", "unknown", "unix:", "999.1.1.1"])
def test_who_has_no_address_still_has_a_bucket(app, nonsense):
    assert of(app, nonsense) == of(app, "")

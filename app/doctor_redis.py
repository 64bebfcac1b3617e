"""What Redis must let the house do, tried by doing it, with a sentence for each way it may not.

One that answers a ping may still have no room, only read, or let its user do half of it: then
nobody walks the rounds, no job is due, and processes do not hear each other.
"""

from contextlib import suppress
from typing import Any

from core.settings import Settings

PATIENCE_SECONDS = 2
A_MOMENT_MS = 1_000
QUEUES = ("huey.redis.", "LIMITS:")
"""What the names of the libraries begin with that keep jobs and limits there."""


def state_of_redis(settings: Settings) -> str:
    """Look at it and use it as the house does. Raises `RuntimeError` with what is to be done."""
    if not settings.redis_url:
        return "not used: one process"
    from redis import Redis, RedisError  # noqa: PLC0415  only where it is used

    patience = {"socket_timeout": PATIENCE_SECONDS, "socket_connect_timeout": PATIENCE_SECONDS}
    with Redis.from_url(settings.redis_url, **patience) as redis:
        try:
            _use(redis, settings.redis_name)
            writes = _writes(redis)
        except RedisError as wrong:
            raise RuntimeError(_remedy(wrong)) from wrong
    if writes:
        raise RuntimeError("it writes to a disk: the key of the day must stay in memory alone")
    return "answers, does what it is asked, and writes nothing down"


def _use(redis: Any, house: str) -> None:
    name = f"{house}:doctor"
    for one in (name, *(f"{queue}{name}" for queue in QUEUES)):
        redis.set(one, b"", px=A_MOMENT_MS)
    redis.pexpire(name, A_MOMENT_MS)
    redis.eval("return 1", 1, name)
    redis.publish(name, b"")
    with redis.pubsub() as heard:
        heard.subscribe(name)
        heard.get_message(timeout=PATIENCE_SECONDS)


def _writes(redis: Any) -> bool:
    """Whether it writes down what it holds; one that is rented may not tell."""
    from redis import ResponseError  # noqa: PLC0415  likewise

    with suppress(ResponseError):
        if redis.info("persistence").get("aof_enabled"):
            return True
    with suppress(ResponseError):
        return bool(redis.config_get("save").get("save"))
    return False


def _remedy(wrong: Exception) -> str:
    from redis import exceptions as told  # noqa: PLC0415  likewise

    remedies: tuple[tuple[type[Exception], str], ...] = (
        (told.AuthenticationError, "it wants a password, or another: rediss://:PASSWORD@HOST…"),
        (told.NoPermissionError, f"its user may not do all that the house does ({wrong})"),
        (told.OutOfMemoryError, "its memory is full: jobs, rounds and limits wait (maxmemory)"),
        (told.ReadOnlyError, "it is a replica and only reads: name the one that takes writes"),
        (told.TimeoutError, "nothing is heard for 2 s: does it stand still, or speak no TLS?"),
        (told.ConnectionError, f"nobody answers there ({wrong})"),
    )
    return next((said for kind, said in remedies if isinstance(wrong, kind)), str(wrong))

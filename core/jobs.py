"""Background jobs by Huey: SQLite by default, Redis when one process is outgrown.

A room declares a job with `@job`, optionally with a rhythm; `app.rooms` imports them, `rinnalla
jobs` runs them, and nothing runs at import.
"""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import structlog
from flask_babel import lazy_gettext as _l

from core.access import Permission, permission, require
from core.errors import Refusal
from core.identity import SYSTEM
from core.settings import Settings

# Huey is imported where it is used: a process that only serves runs no jobs (15 MB).
if TYPE_CHECKING:
    from huey import Huey

Work = TypeVar("Work", bound=Callable[..., Any])

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Job:
    """One piece of background work; `rhythm` holds Huey's crontab words, empty for `later` only."""

    name: str
    work: Callable[..., Any]
    rhythm: dict[str, str]
    permission: Permission | None


LOCK = "jobs.lock"
KNOWN_SECONDS = 600
"""For how long it is known that a job was due in a minute.

Longer than clocks differ, and shorter than the hour by which one is set back in autumn by mistake.
"""

RUN = permission("core.jobs", "Run the scheduled tasks.")
JOBS: dict[str, Job] = {}
_tasks: dict[str, Any] = {}


def job(*, allows: Permission | None = None, **rhythm: str) -> Callable[[Work], Work]:
    """Declare a job: the program itself must have the permission when it runs.

    `@job(allows=…, minute="*/5")` runs by itself (times in UTC); without a rhythm it runs only
    when `later` asks for it. A job that names no permission is refused by `make_queue`.
    """

    def register(work: Work) -> Work:
        @wraps(work)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if allows is not None:
                require(SYSTEM, allows)
            return work(*args, **kwargs)

        name = f"{work.__module__}.{work.__qualname__}"
        JOBS[name] = Job(name, guarded, rhythm, allows)
        return guarded  # type: ignore[return-value]

    return register


def refuse_open_jobs() -> None:
    """Raise `RuntimeError` when a job names no permission; no job runs then."""
    open_jobs = [one.name for one in JOBS.values() if one.permission is None]
    if open_jobs:
        raise RuntimeError(f"These jobs name no permission: {', '.join(sorted(open_jobs))}.")


def make_queue(settings: Settings) -> "Huey":
    """Make the queue and hang every declared job on it."""
    refuse_open_jobs()
    huey = _storage(settings)
    for declared in JOBS.values():
        hang = huey.periodic_task(_when(huey, declared)) if declared.rhythm else huey.task()
        _tasks[declared.name] = hang(declared.work)
    return huey


def _when(huey: "Huey", declared: Job) -> Callable[[datetime], bool]:
    """Say when a job is due; with Redis only to the first of several processes that asks."""
    from huey import RedisHuey, crontab  # noqa: PLC0415
    from redis import RedisError  # noqa: PLC0415  only where it is used

    is_due = crontab(**declared.rhythm)
    if not isinstance(huey, RedisHuey):
        return is_due  # type: ignore[no-any-return]

    def is_due_here(at: datetime) -> bool:
        minute = f"{huey.name}:due:{declared.name}:{at:%Y%m%dT%H%M}"
        try:
            return is_due(at) and bool(
                huey.storage.conn.set(minute, b"", nx=True, ex=KNOWN_SECONDS)
            )
        except RedisError as lost:  # raised, it would end the whole clock of the jobs
            log.warning("jobs_wait_for_redis", job=declared.name, error=type(lost).__name__)
            return False

    return is_due_here


def later(work: Callable[..., Any], *args: Any) -> None:
    """Ask for a declared job to be done soon by whoever runs the jobs."""
    _tasks[f"{work.__module__}.{work.__qualname__}"](*args)


def _storage(settings: Settings) -> "Huey":
    from huey import RedisHuey, SqliteHuey  # noqa: PLC0415
    from huey.serializer import SignedSerializer  # noqa: PLC0415

    # A task is unpickled by whoever does it, which may run anything: only our own are opened.
    secret = settings.secret_key.get_secret_value()
    signed = SignedSerializer(secret=secret, salt="rinnalla-jobs/1")
    if settings.redis_url:
        return RedisHuey(settings.redis_name, url=settings.redis_url, serializer=signed)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    file = str(settings.data_dir / "jobs.db")
    return SqliteHuey("rinnalla", filename=file, serializer=signed)


class RunsAlready(Refusal):
    """Another process runs the jobs of this data folder."""

    code = "jobs_run_already"
    sentence = _l("The jobs run already: without Redis there is exactly one such process.")


def run_forever(settings: Settings) -> None:
    """Run the jobs in this process until it is told to stop (SIGINT, SIGTERM).

    With Redis others may stand by, and what is due is done by one. Without, raises `RunsAlready`.
    """
    huey = make_queue(settings)
    with _alone(settings):
        # Told to end, it ends after what it is doing: SIGTERM is what systemd and containers send.
        huey.create_consumer(
            workers=1, periodic=True, check_worker_health=True, graceful_signal="TERM"
        ).run()


def are_running(settings: Settings) -> bool:
    """Whether another process runs the jobs of this data folder; with Redis nobody knows here."""
    if not (settings.data_dir / LOCK).exists():
        return False
    try:
        with _alone(settings):
            return False
    except RunsAlready:
        return True


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    if settings.redis_url:
        yield
        return
    with (settings.data_dir / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RunsAlready from None
        yield


def run_beside(huey: "Huey") -> None:
    """Run the jobs beside a server in the same process, which keeps its signals; the demo does."""
    beside = huey.create_consumer(workers=1, periodic=True, check_worker_health=False)
    beside._set_signal_handlers = lambda: None  # noqa: SLF001  no other way to leave them alone
    beside.start()

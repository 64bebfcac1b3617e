"""Background jobs by Huey: SQLite by default, Redis when one process is outgrown.

A room declares a job with `@job`, optionally with a rhythm; `app.rooms` imports them, `rinnalla
jobs` runs them, and nothing runs at import.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from huey import Huey, RedisHuey, SqliteHuey, crontab
from huey.consumer import Consumer

from core.access import Permission, permission, require
from core.identity import SYSTEM
from core.settings import Settings

Work = TypeVar("Work", bound=Callable[..., Any])


@dataclass(frozen=True)
class Job:
    """One piece of background work; `rhythm` holds Huey's crontab words, empty for `later` only."""

    name: str
    work: Callable[..., Any]
    rhythm: dict[str, str]
    permission: Permission | None


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


def make_queue(settings: Settings) -> Huey:
    """Make the queue and hang every declared job on it."""
    refuse_open_jobs()
    huey = _storage(settings)
    for declared in JOBS.values():
        when = {"validate_datetime": crontab(**declared.rhythm)} if declared.rhythm else {}
        hang = huey.periodic_task(**when) if when else huey.task()
        _tasks[declared.name] = hang(declared.work)
    return huey


def later(work: Callable[..., Any], *args: Any) -> None:
    """Ask for a declared job to be done soon by whoever runs the jobs."""
    _tasks[f"{work.__module__}.{work.__qualname__}"](*args)


def _storage(settings: Settings) -> Huey:
    if settings.redis_url:
        return RedisHuey("rinnalla", url=settings.redis_url)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("rinnalla", filename=str(settings.data_dir / "jobs.db"))


class _Beside(Consumer):  # type: ignore[misc]
    """A consumer that leaves the process's signals to the server it runs beside."""

    def _set_signal_handlers(self) -> None:
        """Set none."""


def run_forever(huey: Huey) -> None:
    """Run the jobs in this process until it is told to stop (SIGINT, SIGTERM)."""
    huey.create_consumer(workers=1, periodic=True, check_worker_health=True).run()


def run_beside(huey: Huey) -> None:
    """Run the jobs beside a server in the same process; the demo does."""
    _Beside(huey, workers=1, periodic=True, check_worker_health=False).start()

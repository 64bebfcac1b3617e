"""What `rinnalla doctor` examines: one line a finding, each with what to do."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import packages_distributions

from pydantic import ValidationError
from pydantic_settings.exceptions import SettingsError

from app.doctor_postgres import settings_of_postgres
from app.doctor_redis import state_of_redis
from app.paths import STATIC
from app.rooms import ROOMS
from app.tables import is_current
from core.sealed_files import hashes, recorded, whole
from core.settings import Settings, problems

PACKAGES = (*ROOMS, "app", "core")
OTHERS = 0o077


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    what: str
    is_well: bool
    said: str


def examine() -> list[Finding]:
    """Look at everything that a start depends on; later checks need the earlier ones."""
    try:
        settings = Settings()
    except (ValidationError, SettingsError) as wrong:
        return [Finding("settings", False, said) for said in problems(wrong)]
    return [
        Finding("settings", True, "demo" if settings.demo else "safe"),
        foreign_packages(),
        front_end(),
        sealed_files(),
        *(_tried(what, look, settings) for what, look in CHECKS.items()),
    ]


def foreign_packages() -> Finding:
    """Check that no installed distribution claims a room's name: pip overwrites silently."""
    known = packages_distributions()
    claimed = {
        name: [d for d in known.get(name, []) if d.lower() != "rinnalla"] for name in PACKAGES
    }
    told = "; ".join(f"{name} comes from {', '.join(by)}" for name, by in claimed.items() if by)
    return Finding("packages", not told, told or "the rooms' names are ours")


def front_end() -> Finding:
    """Check that the browser's files are there, and give the hash that visitors can compare."""
    client = STATIC / "vendor" / "socket.io.esm.min.js"
    if not client.exists():
        return Finding("front-end files", False, "missing: run `make setup`")
    return Finding(
        "front-end files",
        True,
        f"socket.io client sha256 {hashlib.sha256(client.read_bytes()).hexdigest()[:16]}…",
    )


def sealed_files() -> Finding:
    """Check that the files that seal in browsers are those of the repository."""
    what, found, known = "sealing files", hashes(STATIC), recorded(STATIC)
    wrong = sorted(
        name for name in found.keys() | known.keys() if found.get(name) != known.get(name)
    )
    if wrong:
        return Finding(what, False, f"not those of the repository: {', '.join(wrong)}")
    return Finding(what, True, f"{len(found)} files, sha256 {whole(found)}")


def _tried(what: str, look: Callable[[Settings], str], settings: Settings) -> Finding:
    try:
        return Finding(what, True, look(settings))
    except Exception as wrong:  # noqa: BLE001  whatever it is, it is what was found
        return Finding(what, False, f"{type(wrong).__name__}: {wrong}".splitlines()[0])


def _data_folder(settings: Settings) -> str:
    if not settings.data_dir.exists():
        return "not made yet"
    if settings.data_dir.stat().st_mode & OTHERS:
        raise RuntimeError(
            f"others on this machine can look into it: chmod 700 {settings.data_dir}"
        )
    return "closed to others"


def _tables(settings: Settings) -> str:
    if not is_current(settings):
        raise RuntimeError("not up to date: run `rinnalla db upgrade`")
    return "up to date"


def _key_store(settings: Settings) -> str:
    from core.crypto import KeyStore  # noqa: PLC0415

    if settings.keys_database.startswith("sqlite") and not settings.data_dir.exists():
        return "not made yet"
    store = KeyStore(settings)
    fits = store.fits()
    store.engine.dispose()
    if not fits:
        raise RuntimeError("RINNALLA_KEY_WRAPPING_KEY is not the one that its keys were wrapped by")
    return "answers, and opens with the wrapping key"


def _policy(settings: Settings) -> str:
    from app.factory import create_app  # noqa: PLC0415
    from policies.queries import policy  # noqa: PLC0415

    create_app(settings)
    return f"in force, {policy().hash[:12]}…"


def _overdue(settings: Settings) -> str:
    from core.db import reading  # noqa: PLC0415
    from policies.purge import plan  # noqa: PLC0415

    if not is_current(settings):
        return "to be looked at once the tables are there"
    with reading() as session:
        planned = plan(session)
    if planned.clock_went_back:
        raise RuntimeError("the clock shows a moment before the last purge: set it right")
    if planned.stop.brakes or planned.overdue:
        raise RuntimeError(f"{planned.overdue} rows are overdue: look with `rinnalla purge`")
    return "nothing is overdue"


def _key_backups(settings: Settings) -> str:
    from core import clock  # noqa: PLC0415
    from core.backups import (  # noqa: PLC0415
        GRACE,
        OLDEST_KEYS,
        copies_of_keys,
        folder_of_keys,
        made_at,
    )

    before = settings.data_dir / "keys.db"
    if before.exists() and not settings.keys_database.startswith("sqlite"):
        raise RuntimeError(f"{before} is from before the move: it brings back what was deleted")
    folder = folder_of_keys(settings)
    if folder is None:
        return "no folder is set (RINNALLA_BACKUP_DIR), so nobody looks after them here"
    copies = copies_of_keys(folder)
    if not copies:
        raise RuntimeError("there is no copy of the keys: run `rinnalla backup`")
    if len(copies) > 1:
        raise RuntimeError(f"{len(copies)} copies of the keys, and only the newest may stay")
    age = clock.now() - made_at(copies[0])
    if age > OLDEST_KEYS + GRACE:
        raise RuntimeError(f"the copy of the keys is {age.days * 24 + age.seconds // 3600} h old")
    return "one copy, not older than a day"


CHECKS: dict[str, Callable[[Settings], str]] = {
    "data folder": _data_folder,
    "tables": _tables,
    "key store": _key_store,
    "PostgreSQL": settings_of_postgres,
    "Redis": state_of_redis,
    "policy": _policy,
    "purge": _overdue,
    "copies of the keys": _key_backups,
}

"""Backups of SQLite installations: data and keys apart, and how they are put back.

The promise that deleting reaches backups stands on this: of the keys there is one copy, at most a
day old, never in a file or folder with the data. What is put back is swept before anybody sees it.
"""

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask_babel import lazy_gettext as _l
from sqlalchemy import make_url

from core import clock
from core.errors import Refusal
from core.settings import Settings

OLDEST_KEYS = timedelta(hours=24)
GRACE = timedelta(hours=1)
_MINUTE = 60
_PRIVATE, _OWN = 0o600, 0o700
DATA, KEYS = "data", "keys"
_TABLES = {DATA: "policies_audit", KEYS: "keystore_key"}


class NoBackup(Refusal):
    """This cannot be copied or put back so."""

    code = "no_backup"
    sentence = _l("This cannot be backed up or restored.")


@dataclass(frozen=True)
class Backup:
    """The two files of one backup."""

    data: Path
    keys: Path


def folders(to: Path, keys_to: Path | None = None) -> tuple[Path, Path]:
    """Name where data and keys go. Raises `NoBackup` when that would be one place."""
    found = to / DATA, keys_to or to / KEYS
    if found[0].resolve() == found[1].resolve():
        raise NoBackup("Data and keys must not lie in one folder.")
    return found


def back_up(settings: Settings, to: Path, keys_to: Path | None = None) -> Backup:
    """Copy data and keys, each to a folder of its own; earlier copies of the keys are destroyed.

    Data first: a key without words tells nothing, words without a key would be lost.
    """
    data_folder, keys_folder = folders(to, keys_to)
    stamp = clock.now().strftime("%Y%m%dT%H%M%SZ")
    data = _copy(_file_of(settings.database, DATA), data_folder / f"data-{stamp}.db")
    return Backup(data, _keys_to(settings, keys_folder / f"keys-{stamp}.db"))


def renew_keys(settings: Settings) -> Path | None:
    """Copy the keys anew where copies of them are kept, so that none outlives a purge by long."""
    if settings.backup_dir is None or not copies_of_keys(settings.backup_dir / KEYS):
        return None
    stamp = clock.now().strftime("%Y%m%dT%H%M%SZ")
    return _keys_to(settings, settings.backup_dir / KEYS / f"keys-{stamp}.db")


def copies_of_keys(folder: Path) -> list[Path]:
    """List the copies of the key store in a folder, the oldest first."""
    return sorted(folder.glob("keys-*.db"))


def made_at(keys: Path) -> datetime:
    """Say when a copy of the key store was made: it is written inside, whatever the file's date."""
    with closing(sqlite3.connect(f"file:{keys}?mode=ro", uri=True)) as copy:
        minutes = copy.execute("PRAGMA user_version").fetchone()[0]
    return datetime.fromtimestamp(minutes * _MINUTE, UTC)


def put_back(settings: Settings, data: Path | None, keys: Path | None) -> None:
    """Replace today's files by those of a backup. Raises `NoBackup` before anything is touched.

    Keys that are older than a day are refused: they might open what was deleted since.
    """
    chosen = {DATA: data, KEYS: keys}
    for kind, file in chosen.items():
        if file is not None:
            _check(file, kind)
    if keys is not None and clock.now() - made_at(keys) > OLDEST_KEYS:
        raise NoBackup("These keys are older than a day: they could open what was deleted since.")
    homes = {DATA: settings.database, KEYS: settings.keys_database}
    for kind, file in chosen.items():
        if file is not None:
            _copy(file, _file_of(homes[kind], kind))


def _keys_to(settings: Settings, target: Path) -> Path:
    made = _copy(_file_of(settings.keys_database, KEYS), target)
    with closing(sqlite3.connect(made)) as copy:
        minutes = int(clock.now().timestamp()) // _MINUTE
        copy.execute("PRAGMA user_version = %d" % minutes)  # noqa: UP031  a pragma takes no values
        copy.commit()
    for earlier in copies_of_keys(target.parent):
        if earlier != made:
            _destroy(earlier)
    return made


def _copy(source: Path, target: Path) -> Path:
    """Copy a database while it may be in use; the target is there whole, or as it was before."""
    if not source.exists():
        raise NoBackup(f"There is no {source.name} to copy.")
    target.parent.mkdir(parents=True, exist_ok=True, mode=_OWN)
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_WRONLY, _PRIVATE))
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(part)) as new,
    ):
        old.backup(new)
        new.execute("PRAGMA journal_mode=DELETE")
    for beside in ("-wal", "-shm", "-journal"):
        target.with_name(target.name + beside).unlink(missing_ok=True)
    part.replace(target)
    return target


def _destroy(file: Path) -> None:
    """Overwrite, then remove; a flash disk may keep old blocks (`docs/operating.md`)."""
    with file.open("r+b") as old:
        old.write(b"\0" * file.stat().st_size)
        old.flush()
        os.fsync(old.fileno())
    file.unlink()


def _check(file: Path, kind: str) -> None:
    """See that a file is whole and what it is said to be, and nothing of the other kind."""
    other = _TABLES[KEYS if kind == DATA else DATA]
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as found:
            tables = {name for (name,) in found.execute("SELECT name FROM sqlite_master")}
            is_whole = found.execute("PRAGMA quick_check").fetchone()[0] == "ok"
    except sqlite3.DatabaseError as wrong:
        raise NoBackup(f"{file.name} cannot be read as a backup.") from wrong
    if not is_whole or _TABLES[kind] not in tables or other in tables:
        raise NoBackup(f"{file.name} is not a whole backup of the {kind}.")


def _file_of(url: str, kind: str) -> Path:
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or not address.database:
        raise NoBackup(f"The {kind} lie in PostgreSQL: take them with pg_dump (docs/operating.md).")
    return Path(address.database)

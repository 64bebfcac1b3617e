"""Backups: data and keys apart, and how they are put back.

The promise that deleting reaches backups stands on this: of the keys there is one copy, at most a
day old, never in a file or folder with the data. What is put back is swept before anybody sees it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from core import clock
from core.copying import (
    InFile,
    NoBackup,
    OnPostgres,
    Place,
    destroy,
    left_behind,
    place,
    place_of_copy,
)
from core.settings import Settings

__all__ = [
    "DATA",
    "GRACE",
    "KEYS",
    "OLDEST_KEYS",
    "Backup",
    "NoBackup",
    "back_up",
    "copies_of_keys",
    "folder_of_keys",
    "folders",
    "made_at",
    "put_back",
    "renew_keys",
]

OLDEST_KEYS = timedelta(hours=24)
GRACE = timedelta(hours=1)
DATA, KEYS = "data", "keys"
_TABLES = {DATA: "policies_audit", KEYS: "keystore_key"}
_COPIES = {InFile.suffix, OnPostgres.suffix}


Pour = Callable[[str, Path, str], None]
"""Fills a database, named by its address, from a copy of another sort; told which of the two."""


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
    data = _copied(settings.database, data_folder, DATA)
    return Backup(data, _keys_to(settings, keys_folder))


def renew_keys(settings: Settings) -> Path | None:
    """Copy the keys anew where copies of them are kept, so that none outlives a purge by long."""
    folder = folder_of_keys(settings)
    if folder is None or not copies_of_keys(folder):
        return None
    return _keys_to(settings, folder)


def folder_of_keys(settings: Settings) -> Path | None:
    """Name where copies of the keys are kept; None where no setting says it."""
    if settings.keys_backup_dir or settings.backup_dir is None:
        return settings.keys_backup_dir
    return settings.backup_dir / KEYS


def copies_of_keys(folder: Path) -> list[Path]:
    """List the copies of the key store in a folder, the oldest first."""
    return sorted(one for one in folder.glob("keys-*") if one.suffix in _COPIES)


def made_at(keys: Path) -> datetime:
    """Say when a copy of the key store was made: it is written inside, whatever the file's date."""
    return place_of_copy(keys).made_at(keys)


def put_back(
    settings: Settings, data: Path | None, keys: Path | None, *, pour: Pour | None = None
) -> None:
    """Replace what stands there by a backup. Raises `NoBackup` before anything is touched.

    Keys that are older than a day are refused: they might open what was deleted since. A copy of
    SQLite goes into PostgreSQL only by `pour`.
    """
    homes = {DATA: settings.database, KEYS: settings.keys_database}
    given = {DATA: data, KEYS: keys}
    chosen = [(place(homes[kind]), file, kind) for kind, file in given.items() if file]
    for there, file, kind in chosen:
        _check(there, file, kind, may_pour=pour is not None)
    if keys is not None and clock.now() - made_at(keys) > OLDEST_KEYS:
        raise NoBackup("These keys are older than a day: they could open what was deleted since.")
    for there, file, kind in chosen:
        if pour is not None and file.suffix != there.suffix:
            pour(homes[kind], file, kind)
        else:
            there.put_back(file)


def _check(there: Place, file: Path, kind: str, *, may_pour: bool) -> None:
    """See that a file is whole and what it is said to be, and nothing of the other kind."""
    moves = may_pour and (file.suffix, there.suffix) == (InFile.suffix, OnPostgres.suffix)
    if file.suffix != there.suffix and not moves:
        raise NoBackup(f"{file.name} is not a copy of a database of this sort.")
    tables = place_of_copy(file).tables_in(file)
    if _TABLES[kind] not in tables or _TABLES[KEYS if kind == DATA else DATA] in tables:
        raise NoBackup(f"{file.name} is not a whole backup of the {kind}.")


def _copied(url: str, folder: Path, kind: str) -> Path:
    source = place(url)
    stamp = clock.now().strftime("%Y%m%dT%H%M%SZ")
    target = folder / f"{kind}-{stamp}{source.suffix}"
    source.copy_to(target)
    for beginning in left_behind(folder, kind, until=clock.now() - GRACE):
        destroy(beginning)
    return target


def _keys_to(settings: Settings, folder: Path) -> Path:
    made = _copied(settings.keys_database, folder, KEYS)
    for earlier in copies_of_keys(folder):
        if earlier != made:
            destroy(earlier)
    return made
